// The step that the Step view shows: asks for the newest wish, a few at a time, and keeps the last answer in sight until a
// newer one is there. Knows nothing of who answers or who draws.
import { signal } from '@preact/signals';
import { reportOf, type ErrorReport } from '../../../shared/text/errors.ts';
import { Explanation } from '../../../shared/step/origins.ts';
import type { StepOf } from '../../../shared/messages/protocol.ts';
import type { StepRecord } from '../../../shared/step/step.ts';

/** Questions that may be on their way at once: while one answer is drawn, the next are found. */
const inFlightAtMost = 3;
/** A wish that was answered with nothing is repeated so often: somebody else asked in between. */
const repeats = 3;

export interface ShownStep {
  readonly of: StepOf;
  readonly explanation: Explanation;
}

export class Records {
  readonly shown = signal<ShownStep | null>(null);
  readonly error = signal<ErrorReport | null>(null);
  /** A step other than the one shown is being found. */
  readonly finding = signal(false);
  readonly #ask: (of: StepOf) => Promise<StepRecord | null>;
  #wanted: StepOf | null = null;
  /** How often the wish has been asked for. */
  #tries = 0;
  #inFlight = 0;
  #lastAsked = 0;
  /** Which question the step shown has answered. */
  #shownAsked = 0;

  constructor(ask: (of: StepOf) => Promise<StepRecord | null>) {
    this.#ask = ask;
  }

  /** The step to show from here on; null for none, which also forgets a step of another run. */
  want(of: StepOf | null): void {
    if (sameStep(of, this.#wanted)) return;
    this.#wanted = of;
    this.#tries = 0;
    this.error.value = null;
    if (of?.runId !== this.shown.peek()?.of.runId) this.shown.value = null;
    this.#next();
  }

  /** Asks again after an error. */
  retry(): void {
    this.#tries = 0;
    this.error.value = null;
    this.#next();
  }

  #next(): void {
    const of = this.#wanted;
    const has = of === null || sameStep(of, this.shown.peek()?.of ?? null);
    this.finding.value = !has && this.#tries < repeats && this.error.peek() === null;
    if (has || this.#tries > 0 || this.#inFlight >= inFlightAtMost) return;
    void this.#find(of);
  }

  async #find(of: StepOf): Promise<void> {
    const asked = ++this.#lastAsked;
    this.#tries++;
    this.#inFlight++;
    try {
      const record = await this.#ask(of);
      if (record) this.#show({ of, explanation: new Explanation(record) }, asked);
      else if (sameStep(of, this.#wanted) && this.#tries < repeats) void this.#find(of);
    } catch (thrown) {
      if (sameStep(of, this.#wanted)) this.error.value = reportOf(thrown);
    } finally {
      this.#inFlight--;
      this.#next();
    }
  }

  /** Answers may overtake one another. */
  #show(step: ShownStep, asked: number): void {
    if (step.of.runId !== this.#wanted?.runId || asked < this.#shownAsked) return;
    this.#shownAsked = asked;
    this.shown.value = step;
  }
}

export function sameStep(one: StepOf | null, other: StepOf | null): boolean {
  return one?.runId === other?.runId && one?.step === other?.step;
}
