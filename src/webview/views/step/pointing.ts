// The number that the reader points at, and the way by which they came to it. What is explained stays while the mouse
// passes over others on its way to the explanation. Knows nothing of what a number is made of.
import { batch, computed, signal } from '@preact/signals';
import type { Cell } from '../../../shared/formula/formula.ts';

/** So long the mouse rests on a number before it takes the place of another. */
const restMs = 80;
/** So long what it pointed at is still explained after it has gone. */
const leaveMs = 300;

export class Pointing {
  /** Where the focus is or last was. */
  readonly pinned = signal<Cell | null>(null);
  /** What the mouse points at, or did on its way to the explanation. */
  readonly hovered = signal<Cell | null>(null);
  /** The cells that were followed to `pinned`, the first first. */
  readonly trail = signal<readonly Cell[]>([]);
  /** A cell that is to get the focus; whoever shows it takes the wish away. */
  readonly wanted = signal<Cell | null>(null);
  /** The terms of what has the focus are to get it; whoever shows them takes the wish away. */
  readonly termsWanted = signal(false);
  /** What is explained. */
  readonly cell = computed(() => this.hovered.value ?? this.pinned.value);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The mouse has come to a cell, or gone from all of them. */
  hover(cell: Cell | null): void {
    this.hold();
    if (sameCell(cell, this.hovered.peek())) return;
    if (this.cell.peek() === null) this.hovered.value = cell;
    else this.#timer = setTimeout(() => (this.hovered.value = cell), cell ? restMs : leaveMs);
  }

  /** What is explained stays so, such as while the mouse is at the explanation. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  /** The focus has come to a cell: the way begins there, unless it led there. */
  pin(cell: Cell): void {
    if (sameCell(cell, this.pinned.peek())) return;
    batch(() => {
      this.pinned.value = cell;
      this.trail.value = [];
    });
  }

  /** On to the cell that a number comes from. */
  follow(from: Cell, source: Cell): void {
    batch(() => {
      this.trail.value = [...(sameCell(from, this.pinned.peek()) ? this.trail.peek() : []), from];
      this.#goTo(source);
    });
  }

  /** Back to a cell of the way, the last unless said otherwise. @returns whether there was one */
  back(index = this.trail.peek().length - 1): boolean {
    const cell = this.trail.peek()[index];
    if (!cell) return false;
    batch(() => {
      this.trail.value = this.trail.peek().slice(0, index);
      this.#goTo(cell);
    });
    return true;
  }

  /** From a number to its terms: those of what the focus is at, not of what the mouse is. */
  enterTerms(): void {
    this.hold();
    batch(() => {
      this.hovered.value = null;
      this.termsWanted.value = true;
    });
  }

  forget(): void {
    this.hold();
    batch(() => {
      this.pinned.value = this.hovered.value = this.wanted.value = null;
      this.trail.value = [];
    });
  }

  #goTo(cell: Cell): void {
    this.hold();
    this.hovered.value = null;
    this.pinned.value = cell;
    this.wanted.value = cell;
  }
}

export function sameCell(one: Cell | null, other: Cell | null): boolean {
  return one?.quantity === other?.quantity && one?.row === other?.row && one?.column === other?.column;
}
