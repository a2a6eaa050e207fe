// States that a run went through, from which it can go on: as many as fit in a fixed amount of memory, evenly spaced.
import { weightCount, weightShapes, type RunSpec } from '../../shared/spec/spec.ts';
import type { EngineState } from '../engines/engine.ts';
import { memoriesOf } from '../engines/kernel/run-numbers.ts';

/** Most bytes that all states of a run take together. */
export const checkpointBytes = 32 * 2 ** 20;
/** More states than these save no time that anyone would notice. */
const mostStates = 1024;
/** What a state takes besides its numbers, about. */
const overhead = 1024;

export class Checkpoints {
  /** Steps from one state to the next. */
  readonly spacing: number;
  /** In the order of their steps; the first is the beginning, which doesn't count. */
  readonly #states: EngineState[];

  /** @param beginning the state before the first step */
  constructor(spec: RunSpec, beginning: EngineState) {
    const arrays = 1 + memoriesOf(spec.optimizer).length;
    const bytes = weightCount(weightShapes(spec)) * arrays * Float32Array.BYTES_PER_ELEMENT + overhead;
    const capacity = Math.min(mostStates, Math.floor(checkpointBytes / bytes));
    this.spacing = capacity === 0 ? Infinity : Math.ceil(spec.training.steps / capacity);
    this.#states = [beginning];
  }

  /** The last state at or before a step. */
  before(step: number): EngineState {
    return this.#states[Math.min(Math.floor(step / this.spacing), this.#states.length - 1)]!;
  }

  /** The next step whose state is wanted. */
  get next(): number {
    return this.#states.length * this.spacing;
  }

  /** Keeps the state that is wanted next. */
  keep(state: EngineState): void {
    this.#states.push(state);
  }
}
