// What the reader looks at in a step: the number pointed at, its origin, and what is lit up by it. Knows nothing of how
// it is drawn.
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Cell } from '../../../shared/formula/formula.ts';
import type { Explanation } from '../../../shared/step/origins.ts';
import type { Origin } from '../../../shared/step/step.ts';
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

/** A part of a matrix that is lit up: `at` where the number pointed at is, `read` where those are that it is made of. */
export interface Lit {
  readonly kind: 'at' | 'read';
  /** Half open. */
  readonly rows: readonly [start: number, end: number];
  readonly columns: readonly [start: number, end: number];
}

/** What of a quantity is lit up, as a text, so that who draws it hears of changes only. */
export function litText({ origin }: Looking, id: string): string {
  const { cell, reads = [] } = origin.value ?? {};
  const at: Lit[] =
    cell?.quantity === id
      ? [{ kind: 'at', rows: [cell.row, cell.row + 1], columns: [cell.column, cell.column + 1] }]
      : [];
  const read = reads
    .filter(({ quantity }) => quantity === id)
    .map(({ rows, columns }): Lit => ({ kind: 'read', rows, columns }));
  return JSON.stringify([...at, ...read]);
}

export const parseLit = (text: string) => JSON.parse(text) as readonly Lit[];

/** @returns the class of a cell: `at`, `read` or none */
export function litClass(lit: readonly Lit[], row: number, column: number): string {
  const within = (index: number, [start, end]: Lit['rows']) => index >= start && index < end;
  return lit.find(({ rows, columns }) => within(row, rows) && within(column, columns))?.kind ?? '';
}
