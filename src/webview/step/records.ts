// The step that the Step view shows: asks for records one at a time, the newest wish first, and keeps the last answer in
// sight until the next is there. Knows nothing of who answers or who draws.
import { signal } from '@preact/signals';
import { reportOf, type ErrorReport } from '../../shared/errors.ts';
import { Explanation } from '../../shared/origins.ts';
import type { StepOf } from '../../shared/protocol.ts';
import type { StepRecord } from '../../shared/step.ts';

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
  #inFlight = false;

  constructor(ask: (of: StepOf) => Promise<StepRecord | null>) {
    this.#ask = ask;
  }

  /** The step to show from here on; null for none, which also forgets a step of another run. */
  want(of: StepOf | null): void {
    if (sameStep(of, this.#wanted)) return;
    this.#wanted = of;
    this.error.value = null;
    if (of?.runId !== this.shown.peek()?.of.runId) this.shown.value = null;
    if (!this.#inFlight) void this.#find();
  }

  /** Asks again after an error. */
  retry(): void {
    this.error.value = null;
    if (!this.#inFlight) void this.#find();
  }

  async #find(): Promise<void> {
    this.#inFlight = true;
    for (let tries = 0; tries < repeats; tries++) {
      const of = this.#wanted;
      if (of === null || sameStep(of, this.shown.peek()?.of ?? null) || this.error.peek()) break;
      this.finding.value = true;
      try {
        const record = await this.#ask(of);
        if (record && of.runId === this.#wanted?.runId) {
          this.shown.value = { of, explanation: new Explanation(record) };
          tries = -1;
        }
      } catch (thrown) {
        if (sameStep(of, this.#wanted)) this.error.value = reportOf(thrown);
      }
      if (!sameStep(of, this.#wanted)) tries = -1;
    }
    this.finding.value = false;
    this.#inFlight = false;
  }
}

export function sameStep(one: StepOf | null, other: StepOf | null): boolean {
  return one?.runId === other?.runId && one?.step === other?.step;
}
