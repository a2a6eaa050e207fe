// What several print at once, put in order: the first that has not ended prints at once, the others when it is their turn.
// Knows nothing of who prints.

export class Printer {
  /** Of each that has still something to say, what it has said meanwhile; in the order in which they are printed. */
  readonly #held: Map<string, string>;
  readonly #ended = new Set<string>();
  readonly #write: (text: string) => unknown;

  constructor(names: readonly string[], write: (text: string) => unknown = (text) => process.stdout.write(text)) {
    this.#held = new Map(names.map((name) => [name, '']));
    this.#write = write;
  }

  print(name: string, text: string): void {
    if (this.#first === name) this.#write(text);
    else this.#held.set(name, (this.#held.get(name) ?? '') + text);
  }

  /** It prints no more: the next one's turn. */
  end(name: string): void {
    this.#ended.add(name);
    while (this.#first !== undefined && this.#ended.has(this.#first)) {
      this.#held.delete(this.#first);
      if (this.#first !== undefined) this.show(this.#first);
    }
  }

  /** Prints what is held of one, out of its turn. */
  show(name: string): void {
    this.#write(this.#held.get(name) ?? '');
    this.#held.set(name, '');
  }

  get #first(): string | undefined {
    return this.#held.keys().next().value;
  }
}
