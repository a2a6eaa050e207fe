// The engine of our own: the chain rule written out by hand in kernel/assembly/ and compiled to WebAssembly, whose float32
// arithmetic is the same on every machine: a spec gives the same bits everywhere.
import type { Advance, EngineState, Problem, ReplayEngine, StepNumbers, Trace } from '../engine.ts';
import { compileKernel } from './module.ts';
import { wayOf, type Way } from './plan.ts';
import { recordStep } from './step-numbers.ts';
import { KernelRuns } from './kernel-runs.ts';
import { traceByLoop } from '../../run/trace.ts';

/** @throws BackpropError `memory.exhausted` */
export async function loadKernel(problem: Problem, way: Way = wayOf(problem.spec)): Promise<ReplayEngine> {
  return new KernelEngine(await compileKernel(), way, problem);
}

class KernelEngine implements ReplayEngine {
  readonly #module: WebAssembly.Module;
  readonly #problem: Problem;
  readonly #runs: KernelRuns;
  /** Makes recorded steps the wide way, which keeps a batch's numbers; all ways give the same bits. */
  #recorder: KernelRuns | undefined;

  constructor(module: WebAssembly.Module, way: Way, problem: Problem) {
    this.#module = module;
    this.#problem = problem;
    this.#runs = new KernelRuns(module, way, [problem]);
    if (way === 'wide') this.#recorder = this.#runs;
  }

  steps(count: number): Advance {
    const { kernel } = this.#runs;
    let made = 0;
    while (made < count) {
      made += kernel.makeSteps(count - made);
      if (!this.#isStillFinite()) return { made, finite: false };
    }
    return { made, finite: true };
  }

  trace(count: number, kept: readonly number[]): Trace {
    if (this.#runs.traceRows === 0) return traceByLoop(this, count, kept);
    const width = this.#problem.initialWeights.length;
    const losses = new Float64Array(kept.length);
    const weights = new Float32Array(kept.length * width);
    const before = this.#step;
    const made = () => this.#step - before;
    let rows = 0;
    let finite = true;
    while (finite && rows < kept.length) {
      const ends = kept.slice(rows, rows + this.#runs.traceRows);
      rows += this.#runs.trace(ends, made(), losses.subarray(rows), weights.subarray(rows * width));
      finite = this.#isStillFinite();
    }
    if (finite) finite = this.steps(count - made()).finite;
    return { made: made(), finite, losses: losses.slice(0, rows), weights: weights.slice(0, rows * width) };
  }

  loss(): number {
    return this.#runs.losses()[0]!;
  }

  weights(): Float32Array {
    return this.#runs.weights();
  }

  state(): EngineState {
    return this.#runs.state();
  }

  restore(state: EngineState): void {
    this.#runs.restore(state);
  }

  record(): StepNumbers {
    this.#recorder ??= new KernelRuns(this.#module, 'wide', [this.#problem]);
    if (this.#recorder !== this.#runs) this.#recorder.restore(this.state());
    const numbers = recordStep(this.#recorder, this.#problem);
    if (this.#recorder !== this.#runs) this.restore(numbers.after);
    return numbers;
  }

  /** Its memory goes with it. */
  dispose(): void {}

  get #step(): number {
    return Number(this.#runs.kernel.step.value);
  }

  /** Whether the last step left numbers that are finite. Beyond the bound they may be; each step of such a run is looked at. */
  #isStillFinite(): boolean {
    if (this.#runs.kernel.isBeyond.value === 0) return true;
    return this.weights().every(Number.isFinite) && Number.isFinite(this.loss());
  }
}
