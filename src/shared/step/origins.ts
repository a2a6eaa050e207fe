// Where a number of a step comes from: its terms with their values, the cells that it reads, and the one to follow on the
// way back to the data. Pure: a record and a place go in.
import { evaluate } from '../formula/evaluate.ts';
import type { Cell, Formula } from '../formula/formula.ts';
import { cellsIn, leavesOf, mapLeaves, type NumberAt } from '../formula/leaves.ts';
import { quantitiesOf } from './quantities.ts';
import type { Rule, RuledQuantity } from './rule.ts';
import type { CellRange, Origin, OriginKind, Quantity, StepRecord } from './step.ts';

/** The quantities of a record, each with its numbers at hand. */
export class Explanation {
  readonly record: StepRecord;
  /** In the order of the algorithm. */
  readonly quantities: readonly Quantity[];
  readonly #byId: ReadonlyMap<string, RuledQuantity>;

  constructor(record: StepRecord) {
    this.record = record;
    const quantities = quantitiesOf(record.spec, record.step, record.batch.end - record.batch.start);
    this.quantities = quantities;
    this.#byId = new Map(quantities.map((quantity) => [quantity.id, quantity]));
  }

  /** @throws Error where there is no such quantity */
  quantity(id: string): RuledQuantity {
    const quantity = this.#byId.get(id);
    if (quantity === undefined) throw new Error(`a step has no ${id}`);
    return quantity;
  }

  value(id: string, row: number, column: number): number {
    return this.record.values[id]![row * this.quantity(id).columns.count + column]!;
  }

  /** Where a number comes from. Of sums over whole matrices, such as the penalty's, the terms are as many as their numbers. */
  origin(id: string, row: number, column: number): Origin {
    const { rule } = this.quantity(id);
    const place = { row, column };
    const explain = explainers[rule.kind] as (explanation: Explanation, rule: Rule, place: Place) => Explained;
    const { terms, reads, source } = explain(this, rule, place);
    const cell = { quantity: id, row, column };
    return { cell, value: this.value(id, row, column), kind: kinds[rule.kind], terms, reads, source };
  }

  /** A quantity's number at a place, or its only one in a row, a column or altogether. */
  at(id: string, { row, column }: Place): NumberAt {
    const { rows, columns } = this.quantity(id);
    const cell = { quantity: id, row: rows.count === 1 ? 0 : row, column: columns.count === 1 ? 0 : column };
    return { kind: 'cell', cell, value: this.value(id, cell.row, cell.column) };
  }

  /** A formula's symbols replaced by their numbers at a place, its names by theirs. */
  fill(formula: Formula, place: Place): Formula {
    return mapLeaves(formula, (leaf) => {
      if (leaf.kind === 'number') return { kind: 'number', value: leaf.value };
      return leaf.kind === 'cell' ? leaf : this.at(leaf.quantity, place);
    });
  }
}

interface Place {
  readonly row: number;
  readonly column: number;
}

interface Explained {
  readonly terms: readonly Formula[];
  readonly reads: readonly CellRange[];
  readonly source: Cell | null;
}
type Explainers = {
  readonly [Kind in Rule['kind']]: (
    explanation: Explanation,
    rule: Extract<Rule, { kind: Kind }>,
    place: Place,
  ) => Explained;
};

const kinds: Readonly<Record<Rule['kind'], OriginKind>> = {
  given: 'given',
  elementwise: 'elementwise',
  matrixProduct: 'dotProduct',
  sum: 'sum',
  rowwise: 'rowwise',
};

const range = (quantity: string, from: Place, to: Place): CellRange => ({
  quantity,
  rows: [from.row, to.row + 1],
  columns: [from.column, to.column + 1],
});

const explainers: Explainers = {
  given: () => ({ terms: [], reads: [], source: null }),

  elementwise(explanation, { of }, place) {
    const terms = termsOf(explanation.fill(of, place));
    return { terms, reads: cellsIn(...terms).map(alone), source: followed(explanation, terms) };
  },

  matrixProduct(explanation, { left, right, plus }, { row, column }) {
    const leftQuantity = explanation.quantity(left.quantity);
    const inner = (left.transposed ? leftQuantity.rows : leftQuantity.columns).count;
    const leftPlace = (k: number): Place => (left.transposed ? { row: k, column: row } : { row, column: k });
    const rightPlace = (k: number): Place => (right.transposed ? { row: column, column: k } : { row: k, column });
    const products = Array.from({ length: inner }, (_, k): Formula => ({
      kind: 'product',
      factors: [explanation.at(left.quantity, leftPlace(k)), explanation.at(right.quantity, rightPlace(k))],
    }));
    const added = plus.map((formula) => explanation.fill(formula, { row, column }));
    // On to what flows: through z = a·W and ∂L/∂a = δ·Wᵀ from the left, through ∂L/∂W = aᵀ·δ from the right.
    const [largest] = bySize(products) as [Formula];
    const [first, second] = leavesOf(largest) as [NumberAt, NumberAt];
    return {
      terms: [...products, ...added],
      reads: [
        range(left.quantity, leftPlace(0), leftPlace(inner - 1)),
        range(right.quantity, rightPlace(0), rightPlace(inner - 1)),
        ...cellsIn(...added).map(alone),
      ],
      source: (left.transposed ? second : first).cell,
    };
  },

  sum(explanation, { over, of, plus }, place) {
    const terms: Formula[] = [];
    const reads: CellRange[] = [];
    for (const formula of of) {
      const read = quantitiesIn(formula);
      const [first] = read.map((id) => explanation.quantity(id)) as [RuledQuantity];
      const rows = over === 'columns' ? [place.row, place.row + 1] : [0, first.rows.count];
      const columns = over === 'rows' ? [place.column, place.column + 1] : [0, first.columns.count];
      for (let row = rows[0]!; row < rows[1]!; row++) {
        for (let column = columns[0]!; column < columns[1]!; column++)
          terms.push(explanation.fill(formula, { row, column }));
      }
      for (const id of read) {
        reads.push({ quantity: id, rows: [rows[0]!, rows[1]!], columns: [columns[0]!, columns[1]!] });
      }
    }
    const added = plus.map((formula) => explanation.fill(formula, place));
    reads.push(...cellsIn(...added).map(alone));
    terms.push(...added);
    return { terms, reads, source: followed(explanation, terms) };
  },

  rowwise(explanation, { reads, of }, { row, column }) {
    const columns = explanation.quantity(reads[0]!).columns.count;
    const term = of((id, j) => explanation.at(id, { row, column: j }), column, columns);
    return {
      terms: [term],
      reads: reads.map((id) => range(id, { row, column: 0 }, { row, column: columns - 1 })),
      source: explanation.at(reads[0]!, { row, column }).cell,
    };
  },
};

function alone({ cell: { quantity, row, column } }: NumberAt): CellRange {
  return range(quantity, { row, column }, { row, column });
}

/** The terms of a sum in float32, or a formula that is none by itself. */
function termsOf(formula: Formula): readonly Formula[] {
  return formula.kind === 'sum' && !formula.precise ? formula.terms : [formula];
}

/** The quantities that a formula speaks of, each once. */
function quantitiesIn(formula: Formula): string[] {
  const ids = leavesOf(formula).flatMap((leaf) => ('quantity' in leaf ? [leaf.quantity] : []));
  return [...new Set(ids)];
}

function bySize(terms: readonly Formula[]): Formula[] {
  const sized = terms.map((term) => ({ term, size: Math.abs(evaluate(term)) }));
  return sized.sort((a, b) => b.size - a.size).map(({ term }) => term);
}

/** The cell to follow: of the largest term that has one that was computed of the data, or else any. */
function followed(explanation: Explanation, terms: readonly Formula[]): Cell | null {
  const cells = cellsIn(...bySize(terms)).map(({ cell }) => cell);
  const isComputed = ({ quantity }: Cell) => {
    const { rule, role } = explanation.quantity(quantity);
    return rule.kind !== 'given' && role !== 'scalar';
  };
  return cells.find(isComputed) ?? cells[0] ?? null;
}
