// Something that is open only while it is wanted, and only once it has been wanted for a while without a break. Knows
// nothing of what is opened, or why.

export class Patience {
  readonly #waitMs: number;
  readonly #open: () => () => void;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #close: (() => void) | undefined;

  /** @param open opens it, and returns what closes it */
  constructor(waitMs: number, open: () => () => void) {
    this.#waitMs = waitMs;
    this.#open = open;
  }

  /** Whether it is wanted from now on. To say the same again changes nothing. */
  want(wanted: boolean): void {
    if (!wanted) this.#end();
    else if (!this.#close) this.#waiting ??= setTimeout(() => (this.#close = this.#open()), this.#waitMs);
  }

  /** Idempotent. */
  dispose(): void {
    this.#end();
  }

  #end(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#close?.();
    this.#close = undefined;
  }
}
