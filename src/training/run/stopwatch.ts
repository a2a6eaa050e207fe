// Measures time with pauses left out. The clock is a parameter.

export class Stopwatch {
  readonly #now: () => number;
  #before: number;
  #since: number | undefined;

  /**
   * @param now a clock in milliseconds
   * @param before milliseconds that have been measured already
   */
  constructor(now: () => number, before = 0) {
    this.#now = now;
    this.#before = before;
  }

  /** Starts, or goes on after a stop; does nothing while it runs. */
  start(): void {
    this.#since ??= this.#now();
  }

  stop(): void {
    this.#before = this.elapsedMs;
    this.#since = undefined;
  }

  get elapsedMs(): number {
    return this.#before + (this.#since === undefined ? 0 : this.#now() - this.#since);
  }
}
