// The interface that every engine keeps. An engine computes; it knows nothing of reports, time or messages.
import type { RunSpec } from '../shared/spec.ts';
import type { Dataset } from './dataset.ts';

/** One run's numbers: what an engine trains, on what, from where. */
export interface Problem {
  readonly spec: RunSpec;
  readonly data: Dataset;
  /** All weights before the first step, flat, in the order of `weightShapes(spec)`. */
  readonly initialWeights: Float32Array;
}

/** Makes a problem ready to train. Loading may take a while (compile, allocate); the rest is synchronous. */
export type LoadEngine = (problem: Problem) => Promise<LoadedEngine>;

export interface LoadedEngine {
  /**
   * Makes up to `count` more steps. Stops early after the first step that leaves a weight that is not finite.
   * @returns how many it made
   */
  steps(count: number): number;
  /** Loss on all data with the weights as they are, float32. */
  loss(): number;
  /** A copy of all weights, flat. */
  weights(): Float32Array;
  /** Frees what it holds. Idempotent. */
  dispose(): void;
}
