// What the reader looks at in a step: the number pointed at, its origin, and what is lit up by it. Knows nothing of how
// it is drawn.
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Cell } from '../../shared/formula.ts';
import type { Explanation } from '../../shared/origins.ts';
import type { Origin } from '../../shared/step.ts';
import { Pointing } from './pointing.ts';

export class Looking {
  readonly pointing = new Pointing();
  readonly explanation: ReadonlySignal<Explanation | null>;
  /** Of the number pointed at; null while there is none. */
  readonly origin: ReadonlySignal<Origin | null>;

  constructor(explanation: ReadonlySignal<Explanation | null>) {
    this.explanation = explanation;
    this.origin = computed(() => {
      const cell = this.pointing.cell.value;
      const shown = explanation.value;
      if (!cell || !shown) return null;
      const held = heldIn(shown, cell);
      return held && shown.origin(held.quantity, held.row, held.column);
    });
  }
}

/** The same place in a step whose batch may be shorter; null where the step has no such quantity. */
function heldIn(explanation: Explanation, { quantity, row, column }: Cell): Cell | null {
  const found = explanation.quantities.find(({ id }) => id === quantity);
  return found
    ? { quantity, row: Math.min(row, found.rows.count - 1), column: Math.min(column, found.columns.count - 1) }
    : null;
}

/** What of a quantity is lit up, as a text, so that who draws it hears of changes only. */
export function litText({ origin }: Looking, id: string): string {
  const { cell, reads = [] } = origin.value ?? {};
  const at = cell?.quantity === id ? `at ${cell.row} ${cell.row + 1} ${cell.column} ${cell.column + 1};` : '';
  const read = reads
    .filter(({ quantity }) => quantity === id)
    .map(({ rows, columns }) => ['read', ...rows, ...columns].join(' '));
  return at + read.join(';');
}

/** @returns the class of a cell: `at` where it is pointed at, `read` where that number is made of it */
export function parseLit(text: string): (row: number, column: number) => string {
  const ranges = text
    .split(';')
    .filter(Boolean)
    .map((part) => {
      const [kind = '', ...ends] = part.split(' ');
      const [top = 0, bottom = 0, left = 0, right = 0] = ends.map(Number);
      return { kind, top, bottom, left, right };
    });
  return (row, column) =>
    ranges.find(({ top, bottom, left, right }) => row >= top && row < bottom && column >= left && column < right)
      ?.kind ?? '';
}
