// The training loop: makes an engine's steps in slices, records the run's history, obeys pause, resume and stop.
// Free of timers, I/O and messages: time is a parameter, and what happens goes to a listener.
import type { Progress } from '../../shared/messages/protocol.ts';
import { Series } from '../../shared/run/series.ts';
import { recordEvery, weightCount, weightShapes, type RunSpec } from '../../shared/spec/spec.ts';
import type { LoadedEngine } from '../engines/engine.ts';
import { Stopwatch } from './stopwatch.ts';

/** What a trainer needs of the world around it. */
export interface Surroundings {
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** Resolves once the messages and events that wait have been handled. */
  readonly yieldToMessages: () => Promise<void>;
}

/** How the loop ended. On divergence `step` is the first after which a weight or the loss is not finite. */
export type Ending = { readonly kind: 'done' | 'stopped' } | { readonly kind: 'diverged'; readonly step: number };

/** Time to train before the loop yields to messages. */
const sliceMs = 8;
/** Least time between two progresses: one frame. */
const progressMs = 16;
/**
 * The engine is asked for as many steps at once, and for as many rows of the history, as take between these times, so that a
 * slice ends on time.
 */
const stretchMs = { least: 1, most: 4 };

/** Trains one run once. */
export class Trainer {
  readonly #spec: RunSpec;
  readonly #engine: LoadedEngine;
  readonly #surroundings: Surroundings;
  readonly #onProgress: (progress: Progress) => void;
  readonly #stopwatch: Stopwatch;
  readonly #recordEvery: number;
  /** Recorded, but in no progress yet. */
  readonly #fresh: Series;
  #lastRecorded: number;
  #lastProgressAt = -Infinity;
  #done: number;
  /** Most steps and rows of the next stretch. */
  #most = { steps: 1, rows: 1 };
  #wish: 'train' | 'pause' | 'stop' = 'train';
  #wake: () => void = () => {};
  /** How a single step ended the run. */
  #ended: Ending | undefined;

  /** @param begun what the run has made already, its last step recorded: the engine is brought to there before `run` */
  constructor(
    spec: RunSpec,
    engine: LoadedEngine,
    surroundings: Surroundings,
    onProgress: (progress: Progress) => void,
    begun: Pick<Progress, 'done' | 'elapsedMs'> = { done: 0, elapsedMs: 0 },
  ) {
    this.#spec = spec;
    this.#engine = engine;
    this.#surroundings = surroundings;
    this.#onProgress = onProgress;
    this.#stopwatch = new Stopwatch(surroundings.now, begun.elapsedMs);
    this.#done = begun.done;
    this.#lastRecorded = begun.done - 1;
    this.#recordEvery = recordEvery(spec);
    this.#fresh = new Series(weightCount(weightShapes(spec)));
  }

  /** Steps made so far. */
  get done(): number {
    return this.#done;
  }

  /** Trains to the end, which the last progress reports before this resolves. */
  async run(): Promise<Ending> {
    for (;;) {
      if (this.#wish === 'stop') return this.#end({ kind: 'stopped' });
      if (this.#ended !== undefined) return this.#end(this.#ended);
      if (this.#wish === 'pause') {
        await this.#pausing();
      } else {
        const outcome = this.#slice();
        if (outcome !== undefined) return this.#end(outcome);
        await this.#surroundings.yieldToMessages();
      }
    }
  }

  /** No step is made from here on until `resume`. What is known by now is reported. */
  pause(): void {
    if (this.#wish !== 'train') return;
    this.#wish = 'pause';
    this.#stopwatch.stop();
    this.#report();
  }

  resume(): void {
    if (this.#wish !== 'pause') return;
    this.#wish = 'train';
    this.#wake();
  }

  /** Makes one step of a paused run, which stays paused, and records it: somebody looks. */
  advance(): void {
    if (this.#wish !== 'pause' || this.#ended !== undefined) return;
    this.#stopwatch.start();
    this.#ended = this.#advance(1);
    this.#stopwatch.stop();
    if (this.#lastRecorded < this.#done - 1) this.#record();
    this.#report();
    if (this.#ended !== undefined) this.#wake();
  }

  /** No step is made from here on; `run` resolves next. */
  stop(): void {
    this.#wish = 'stop';
    this.#wake();
  }

  #pausing(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** Trains for the length of a slice; says how the run ended if it did. */
  #slice(): Ending | undefined {
    const { now } = this.#surroundings;
    this.#stopwatch.start();
    const from = now();
    let outcome: Ending | undefined;
    do outcome = this.#advance(this.#most.steps);
    while (outcome === undefined && now() - from < sliceMs);
    if (outcome === undefined && now() - this.#lastProgressAt >= progressMs) this.#report();
    return outcome;
  }

  /** Makes a stretch of steps, no more than so many, and records those of them that are due. */
  #advance(most: number): Ending | undefined {
    const { count, kept } = this.#stretch(most);
    const from = this.#surroundings.now();
    const { made, finite, losses, weights } = this.#engine.trace(count, kept);
    this.#adapt(count, kept.length, this.#surroundings.now() - from);
    const steps = Float64Array.from(kept.slice(0, losses.length), (end) => this.#done + end - 1);
    this.#fresh.append({ steps, losses, weights });
    this.#lastRecorded = steps.at(-1) ?? this.#lastRecorded;
    this.#done += made;
    if (!finite) return { kind: 'diverged', step: this.#done - 1 };
    return this.#done === this.#spec.training.steps ? { kind: 'done' } : undefined;
  }

  /** How many steps come next, and after how many of them a row of the history is due: at the run's last step at last. */
  #stretch(most: number): { count: number; kept: number[] } {
    const { steps, reportEvery } = this.#spec.training;
    const count = Math.min(most, steps - this.#done);
    const nextDue = (every: number) => Math.ceil(this.#done / every) * every;
    let point = nextDue(this.#recordEvery);
    let report = nextDue(reportEvery);
    const kept: number[] = [];
    for (;;) {
      const due = Math.min(point, report, steps - 1);
      const end = due + 1 - this.#done;
      if (end > count || end === kept.at(-1)) return { count, kept };
      kept.push(end);
      if (kept.length === this.#most.rows) return { count: end, kept };
      if (due === point) point += this.#recordEvery;
      if (due === report) report += reportEvery;
    }
  }

  #adapt(steps: number, rows: number, tookMs: number): void {
    const most = this.#most;
    if (tookMs < stretchMs.least) {
      if (steps === most.steps) most.steps *= 2;
      if (rows === most.rows) most.rows *= 2;
    } else if (tookMs > stretchMs.most) {
      most.steps = Math.max(1, most.steps >> 1);
      most.rows = Math.max(1, most.rows >> 1);
    }
  }

  #record(): void {
    this.#lastRecorded = this.#done - 1;
    this.#fresh.push(this.#lastRecorded, this.#engine.loss(), this.#engine.weights());
  }

  #report(): void {
    this.#lastProgressAt = this.#surroundings.now();
    this.#onProgress({ points: this.#fresh.take(), done: this.#done, elapsedMs: this.#stopwatch.elapsedMs });
  }

  /** The run's last step is recorded wherever it ended. */
  #end(outcome: Ending): Ending {
    this.#wish = 'stop';
    if (this.#lastRecorded < this.#done - 1) this.#record();
    this.#stopwatch.stop();
    this.#report();
    return outcome;
  }
}
