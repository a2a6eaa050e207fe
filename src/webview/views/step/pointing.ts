// The number that the reader points at, and the way by which they came to it. Knows nothing of what a number is made of.
import { batch, computed, signal } from '@preact/signals';
import type { Cell } from '../../../shared/formula/formula.ts';

export class Pointing {
  /** Where the focus is or last was. */
  readonly pinned = signal<Cell | null>(null);
  /** Under the mouse pointer, for as long as it is there. */
  readonly hovered = signal<Cell | null>(null);
  /** The cells that were followed to `pinned`, the first first. */
  readonly trail = signal<readonly Cell[]>([]);
  /** A cell that is to get the focus; whoever shows it takes the wish away. */
  readonly wanted = signal<Cell | null>(null);
  /** What is explained. */
  readonly cell = computed(() => this.hovered.value ?? this.pinned.value);

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

  forget(): void {
    batch(() => {
      this.pinned.value = this.hovered.value = this.wanted.value = null;
      this.trail.value = [];
    });
  }

  #goTo(cell: Cell): void {
    this.hovered.value = null;
    this.pinned.value = cell;
    this.wanted.value = cell;
  }
}

export function sameCell(one: Cell | null, other: Cell | null): boolean {
  return one?.quantity === other?.quantity && one?.row === other?.row && one?.column === other?.column;
}
