// Which parts of the network's picture a step's numbers belong to: what is lit in the matrices is lit there too. Pure.
import type { Explanation } from '../../../shared/step/origins.ts';
import type { CellRange, Origin } from '../../../shared/step/step.ts';

/** Lit units and connections: `at` of the number pointed at, `read` of those that it is made of. */
export interface LitParts {
  unit(layer: number, index: number): string;
  connection(layer: number, from: number, to: number): string;
}

interface Lit extends CellRange {
  readonly kind: 'at' | 'read';
}

export function litParts(explanation: Explanation, origin: Origin | null): LitParts {
  if (!origin) return { unit: () => '', connection: () => '' };
  const { quantity, row, column } = origin.cell;
  const ranges: Lit[] = [
    { kind: 'at', quantity, rows: [row, row + 1], columns: [column, column + 1] },
    ...origin.reads.map((range) => ({ ...range, kind: 'read' as const })),
  ];
  const axes = ranges.map((range) => ({ ...range, ...axesOf(explanation, range.quantity) }));
  const within = (index: number, [start, end]: readonly [number, number]) => index >= start && index < end;
  const unit = (layer: number, index: number) =>
    axes.find(({ from, to, columns }) => from === null && to === layer && within(index, columns))?.kind ?? '';
  const connection = (layer: number, from: number, to: number) =>
    axes.find((lit) => lit.from !== null && lit.to === layer && within(from, lit.rows) && within(to, lit.columns))
      ?.kind ?? '';
  return { unit, connection };
}

/** The layers that a matrix's rows and columns stand for; null where they are no units. */
function axesOf(explanation: Explanation, id: string): { from: number | null; to: number | null } {
  const { rows, columns } = explanation.quantity(id);
  return {
    from: rows.kind === 'unit' ? rows.layer : null,
    to: columns.kind === 'unit' ? columns.layer : null,
  };
}
