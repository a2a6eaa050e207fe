// Any step of a run, made anew: goes on from the nearest state that it has kept, in slices that let messages in, and gives
// the record of the step or the check of its gradients. Knows nothing of messages; time is a parameter.
import { BackpropError } from '../../shared/text/errors.ts';
import type { Points } from '../../shared/run/series.ts';
import { unitCount, weightCount, weightShapes, type RunSpec } from '../../shared/spec/spec.ts';
import type { GradientCheck, StepRecord } from '../../shared/step/step.ts';
import { breakdownOf, stepsLookedBack } from './breakdown.ts';
import { Checkpoints } from './checkpoints.ts';
import type { EngineState, Problem, ReplayEngine } from '../engines/engine.ts';
import { engines } from '../engines/engine-table.ts';
import { finiteCheck } from '../engines/finite.ts';
import { checkGradients } from '../check/gradient-check.ts';
import { makeRecord } from './recorder.ts';
import { poseProblem } from '../run/run.ts';
import type { Surroundings } from '../run/trainer.ts';
import { head, reports, tail } from '../run/transcript.ts';

/**
 * Most weights and biases, and numbers of a batch's inputs and units, of a run whose steps are recorded: a record holds up to
 * ten numbers of each.
 */
const maxShown = 4_000_000;
/** Time to replay before messages are let in. */
const sliceMs = 8;
/** The engine is asked for as many steps at once as take about this long. */
const chunkMs = 2;

/** Whether nobody waits for an answer any more. */
type IsStale = () => boolean;

export class Stepper {
  readonly #problem: Problem;
  readonly #engine: ReplayEngine;
  readonly #surroundings: Surroundings;
  readonly #checkpoints: Checkpoints;
  readonly #isFinite: (weights: Float32Array) => boolean;
  /** The engines whose gradients are compared, once they are asked for. */
  #compared: Promise<readonly [byHand: ReplayEngine, automatic: ReplayEngine]> | undefined;
  /** One thing at a time: they share the engine. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #asked = { record: 0, check: 0 };
  #diverged = Infinity;
  #chunk = 1;
  #disposed = false;

  /** @throws BackpropError as `poseProblem`, `step.tooLarge` or `memory.exhausted` */
  static async open(spec: RunSpec, surroundings: Surroundings): Promise<Stepper> {
    const { network, training } = spec;
    const count = weightCount(weightShapes(spec)) + training.batchSize * (network.inputs + unitCount(spec));
    if (count > maxShown) throw new BackpropError('step.tooLarge', { count, most: maxShown });
    const problem = poseProblem(spec);
    return new Stepper(problem, await engines[spec.engine](problem), surroundings);
  }

  private constructor(problem: Problem, engine: ReplayEngine, surroundings: Surroundings) {
    this.#problem = problem;
    this.#engine = engine;
    this.#surroundings = surroundings;
    this.#checkpoints = new Checkpoints(problem.spec, engine.state());
    this.#isFinite = finiteCheck(problem, () => engine.loss());
  }

  /**
   * The record of a step, from 0; null where another was asked for meanwhile.
   * @throws BackpropError `step.invalid` or `step.diverged`
   */
  record(step: number): Promise<StepRecord | null> {
    const isStale = this.#ask('record');
    return this.#inTurn(isStale, async () => {
      const state = await this.#stateBefore(step, isStale);
      return state && this.#recordFrom(state);
    });
  }

  /**
   * The gradients of a step in three ways; null where another check was asked for meanwhile.
   * @throws BackpropError `step.invalid` or `step.diverged`
   */
  async check(step: number): Promise<GradientCheck | null> {
    const isStale = this.#ask('check');
    const state = await this.#inTurn(isStale, () => this.#stateBefore(step, isStale));
    if (state === null || isStale()) return null;
    const compared = await this.#loadCompared();
    return checkGradients(this.#problem, state, compared, this.#surroundings, isStale);
  }

  /** What the lesson's program would have printed of the run, whose history these points are. */
  printOut({ steps, losses, weights }: Points): string {
    const { spec } = this.#problem;
    const last = weights.slice(weights.length - weightCount(weightShapes(spec)));
    return `${head(this.#problem)}${reports(spec, { steps, losses, weights })}${tail(spec, last)}`;
  }

  /** Frees what it holds; what is asked for is answered with null. Idempotent. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#engine.dispose();
    void this.#compared?.then((engines) => engines.forEach((engine) => engine.dispose()));
  }

  #ask(what: 'record' | 'check'): IsStale {
    const mine = ++this.#asked[what];
    return () => this.#disposed || mine !== this.#asked[what];
  }

  #inTurn<Result>(isStale: IsStale, work: () => Promise<Result | null>): Promise<Result | null> {
    const result = this.#turn.then(() => (isStale() ? null : work()));
    this.#turn = result.catch(() => {});
    return result;
  }

  #loadCompared() {
    return (this.#compared ??= Promise.all([engines.kernel(this.#problem), engines.tfjs(this.#problem)]));
  }

  /** Brings the engine to where the step is the next; null where nobody waits for it any more. */
  async #stateBefore(step: number, isStale: IsStale): Promise<EngineState | null> {
    const last = this.#problem.spec.training.steps - 1;
    if (!Number.isInteger(step) || step < 0 || step > last) {
      throw new BackpropError('step.invalid', { step: String(step), last });
    }
    this.#refuseBeyond(step);
    const from = this.#checkpoints.before(step);
    this.#engine.restore(from);
    let sliceStart = this.#surroundings.now();
    for (let at = from.step; at < step;) {
      const wanted = Math.min(step, this.#checkpoints.next > at ? this.#checkpoints.next : step);
      at += this.#advance(at, wanted - at);
      this.#refuseBeyond(step);
      if (at === this.#checkpoints.next) this.#checkpoints.keep(this.#engine.state());
      if (this.#surroundings.now() - sliceStart < sliceMs) continue;
      await this.#surroundings.yieldToMessages();
      if (isStale()) return null;
      sliceStart = this.#surroundings.now();
    }
    return this.#engine.state();
  }

  #refuseBeyond(step: number): void {
    if (step > this.#diverged) throw new BackpropError('step.diverged', { step, last: this.#diverged });
  }

  /** Makes up to `most` steps from step `at` on; no more than a chunk. @returns how many */
  #advance(at: number, most: number): number {
    const count = Math.min(this.#chunk, most);
    const from = this.#surroundings.now();
    const { made, finite } = this.#engine.steps(count);
    const took = this.#surroundings.now() - from;
    if (took < chunkMs / 2 && count === this.#chunk) this.#chunk *= 2;
    else if (took > chunkMs) this.#chunk = Math.max(1, this.#chunk >> 1);
    if (!finite) this.#diverged = at + made - 1;
    return made;
  }

  #recordFrom(state: EngineState): StepRecord {
    const record = makeRecord(this.#problem, this.#engine.record());
    if (this.#isFinite(this.#engine.weights())) return record;
    this.#diverged = state.step;
    this.#engine.restore(this.#checkpoints.before(Math.max(0, state.step - stepsLookedBack)));
    const start = Math.max(0, state.step - stepsLookedBack);
    while (this.#engine.state().step < start) this.#engine.steps(start - this.#engine.state().step);
    const records = Array.from({ length: state.step - start }, () => makeRecord(this.#problem, this.#engine.record()));
    return { ...record, breakdown: breakdownOf([...records, record]) };
  }
}
