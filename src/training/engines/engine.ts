// The interface that every engine keeps. An engine computes; it knows nothing of reports, time or messages.
import type { RunSpec } from '../../shared/spec/spec.ts';
import type { Dataset } from '../data/dataset.ts';

/** One run's numbers: what an engine trains, on what, from where. */
export interface Problem {
  readonly spec: RunSpec;
  readonly data: Dataset;
  /** All weights before the first step, flat, in the order of `weightShapes(spec)`. */
  readonly initialWeights: Float32Array;
}

/** Makes a problem ready to train. Loading may take a while (compile, allocate); the rest is synchronous. */
export type LoadEngine = (problem: Problem) => Promise<ReplayEngine>;

/** How far an engine came. */
export interface Advance {
  /** Steps it made. */
  readonly made: number;
  /** Whether every weight, and the loss on all data, is finite after the last of them. */
  readonly finite: boolean;
}

/** How far an engine came, and the states that it kept on the way. */
export interface Trace extends Advance {
  /** Loss on all data in each kept state, float32. */
  readonly losses: Float64Array;
  /** All weights in each, flat: `losses.length` × their number. */
  readonly weights: Float32Array;
}

export interface LoadedEngine {
  /** Makes up to `count` more steps. Stops after the first that leaves a weight, or the loss on all data, not finite. */
  steps(count: number): Advance;
  /**
   * Makes steps as `steps` does and keeps the state after some of them, up to where it came; one that is not finite is not
   * kept. @param kept after how many of these steps, rising, none above `count`
   */
  trace(count: number, kept: readonly number[]): Trace;
  /** Loss on all data with the weights as they are, float32. */
  loss(): number;
  /** A copy of all weights, flat. */
  weights(): Float32Array;
  /** Frees what it holds. Idempotent. */
  dispose(): void;
}

/** An engine that can be set anywhere in a run, and show the inside of a step. */
export interface ReplayEngine extends LoadedEngine {
  /** A copy of all that the next steps follow from. */
  state(): EngineState;
  /** Goes on from a state of the same problem. */
  restore(state: EngineState): void;
  /** Makes the next step, as `steps` does, and gives its numbers on the way. */
  record(): StepNumbers;
}

/** Where a run stands between two steps. */
export interface EngineState {
  /** The number of the next step. */
  readonly step: number;
  readonly weights: Float32Array;
  /** What the optimizer remembers: none, one or two arrays in the weights' order. */
  readonly memories: readonly Float32Array[];
  /**
   * Adam's β₁ᵗ and β₂ᵗ of the next step; in TensorFlow 1's form running products, which no formula gives. AdamW's are
   * 1 − βᵗ, of which float32 would keep few digits where βᵗ is near 1.
   */
  readonly powers: readonly [number, number];
}

/** What an engine computed in one step. */
export interface StepNumbers {
  readonly before: EngineState;
  readonly after: EngineState;
  /** The learning rate in force. */
  readonly learningRate: number;
  /** Numbers by the ids of `shared/step/quantities.ts`: of the batch as the engine has them, row-major. */
  readonly values: Readonly<Record<string, Float32Array>>;
}
