// The engine of our own: the chain rule written out by hand in kernel/assembly/ and compiled to WebAssembly, whose float32
// arithmetic is the same on every machine: a spec gives the same bits everywhere.
import type { Advance, LoadedEngine, Problem } from '../engine.ts';
import { compileKernel } from '../kernel/module.ts';
import { wayOf, type Way } from '../kernel/plan.ts';
import { KernelRuns } from '../kernel/runs.ts';

/** @throws BackpropError `memory.exhausted` */
export async function loadKernel(problem: Problem, way: Way = wayOf(problem.spec)): Promise<LoadedEngine> {
  return new KernelEngine(new KernelRuns(await compileKernel(), way, [problem]));
}

class KernelEngine implements LoadedEngine {
  readonly #runs: KernelRuns;

  constructor(runs: KernelRuns) {
    this.#runs = runs;
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

  /** Its memory goes with it. */
  dispose(): void {}

  #isFinite(): boolean {
    return this.weights().every(Number.isFinite) && Number.isFinite(this.loss());
  }
}
