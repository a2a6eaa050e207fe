// The engine of our own: the chain rule written out by hand in kernel/assembly/ and compiled to WebAssembly, whose float32
// arithmetic is the same on every machine: a spec gives the same bits everywhere.
import type { Advance, EngineState, ReplayEngine, Problem, StepNumbers } from '../engine.ts';
import { compileKernel } from '../kernel/module.ts';
import { wayOf, type Way } from '../kernel/plan.ts';
import { recordStep } from '../kernel/record.ts';
import { KernelRuns } from '../kernel/runs.ts';

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
      // Beyond the bound it may still be finite; each step of such a run is looked at.
      if (kernel.isBeyond.value !== 0 && !this.#isFinite()) return { made, finite: false };
    }
    return { made, finite: true };
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

  #isFinite(): boolean {
    return this.weights().every(Number.isFinite) && Number.isFinite(this.loss());
  }
}
