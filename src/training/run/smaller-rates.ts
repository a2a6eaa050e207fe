// After a divergence: smaller learning rates are tried, the largest first, until one does not diverge. Knows nothing of
// who is told of it; time is not looked at, so that what is found is the same on every machine.
import { reportOf } from '../../shared/text/errors.ts';
import { isAllowed, options } from '../../shared/spec/options.ts';
import type { Advice } from '../../shared/messages/protocol.ts';
import { samplesOf } from '../../shared/spec/spec.ts';
import type { Problem } from '../engines/engine.ts';
import { compileKernel } from '../engines/kernel/module.ts';
import { wayOf } from '../engines/kernel/plan.ts';
import { KernelRuns } from '../engines/kernel/kernel-runs.ts';
import type { Surroundings } from './trainer.ts';

/** Multiplications that one rate may take, and all together: half a second and a second of the kernel's at most. */
const mostMultiplied = { each: 3e9, all: 6e9 };
/** Between two looks at what has come meanwhile. */
const sliceMultiplied = 2e7;

/**
 * The largest rate of the ladder below a problem's own that trains it for all its steps, or for as many as the bound allows,
 * without diverging. The kernel tries, whichever the engine: the two differ by rounding alone.
 * @param step at which the problem diverged
 * @param isStale whether nobody waits for an answer any more, which then is `untried`
 */
export async function trySmallerRates(
  problem: Problem,
  step: number,
  surroundings: Surroundings,
  isStale: () => boolean,
): Promise<Advice> {
  const { optimizer, training } = problem.spec;
  const steps = Math.min(training.steps, Math.floor(mostMultiplied.each / multipliedBy(problem).step));
  // Fewer would tell less than the run itself has.
  if (steps <= step) return { kind: 'untried' };
  try {
    const trial = new Trial(problem, await compileKernel());
    let least: number | undefined;
    for (const learningRate of ratesBelow(optimizer.learningRate)) {
      const lasts = await trial.lasts(learningRate, steps, surroundings, isStale);
      if (lasts) return { kind: 'found', learningRate, steps };
      if (lasts === undefined) break;
      least = learningRate;
    }
    return least === undefined || isStale() ? { kind: 'untried' } : { kind: 'none', learningRate: least };
  } catch (thrown) {
    if (reportOf(thrown).code !== 'memory.exhausted') throw thrown;
    return { kind: 'untried' };
  }
}

/** The rates 5, 2 and 1 times a power of ten, down to where float32 ends. */
export function* ratesBelow(rate: number): Generator<number> {
  for (let exponent = Math.floor(Math.log10(rate)); ; exponent--) {
    for (const digit of [5, 2, 1]) {
      const next = Number(`${digit}e${exponent}`);
      if (next >= rate) continue;
      if (!isAllowed(options.learningRate, next)) return;
      yield next;
    }
  }
}

/** What a step of the smallest network takes, in multiplications. */
const leastMultiplied = 200;

/** Multiplications of a step, forward, back twice and for the update, and of the loss on all data; about. */
function multipliedBy({ spec, initialWeights }: Problem): { step: number; loss: number } {
  const weights = initialWeights.length;
  return { step: leastMultiplied + weights * (3 * spec.training.batchSize + 8), loss: weights * samplesOf(spec.data) };
}

/** Runs of one problem at one rate after another, in one memory. */
class Trial {
  readonly #problem: Problem;
  readonly #runs: KernelRuns;
  #multiplied = 0;

  constructor(problem: Problem, module: WebAssembly.Module) {
    this.#problem = problem;
    this.#runs = new KernelRuns(module, wayOf(problem.spec), [problem]);
  }

  /** Whether the problem trains for so many steps at a rate; undefined where that is not waited for, or is too much. */
  async lasts(
    learningRate: number,
    steps: number,
    { yieldToMessages }: Surroundings,
    isStale: () => boolean,
  ): Promise<boolean | undefined> {
    const { spec } = this.#problem;
    const cost = multipliedBy(this.#problem);
    this.#runs.load([{ ...this.#problem, spec: { ...spec, optimizer: { ...spec.optimizer, learningRate } } }]);
    for (let made = 0; made < steps;) {
      const slice = this.#multiplied + sliceMultiplied;
      do {
        const count = Math.min(steps - made, Math.max(1, Math.floor(sliceMultiplied / cost.step)));
        const more = this.#runs.kernel.makeSteps(count);
        made += more;
        this.#multiplied += more * cost.step;
        if (this.#runs.kernel.isBeyond.value === 0) continue;
        this.#multiplied += cost.loss;
        if (!this.#isFinite()) return false;
      } while (made < steps && this.#multiplied < slice);
      await yieldToMessages();
      if (isStale() || (made < steps && this.#multiplied >= mostMultiplied.all)) return undefined;
    }
    return true;
  }

  #isFinite(): boolean {
    return this.#runs.weights().every(Number.isFinite) && this.#runs.losses().every(Number.isFinite);
  }
}
