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

/** How far an engine came. */
export interface Advance {
  /** Steps it made. */
  readonly made: number;
  /** Whether every weight, and the loss on all data, is finite after the last of them. */
  readonly finite: boolean;
}

export interface LoadedEngine {
  /** Makes up to `count` more steps. Stops after the first that leaves a weight, or the loss on all data, not finite. */
  steps(count: number): Advance;
  /** Loss on all data with the weights as they are, float32. */
  loss(): number;
  /** A copy of all weights, flat. */
  weights(): Float32Array;
  /** Frees what it holds. Idempotent. */
  dispose(): void;
}
