// How the numbers of a quantity are made of those of others, as data and formulas: what explains them (`origins.ts`), and
// what computes those that no engine keeps.
import type { Formula } from '../formula/formula.ts';
import type { NumberAt } from '../formula/leaves.ts';
import type { Quantity } from './step.ts';

/** A matrix in a product. */
export interface Operand {
  readonly quantity: string;
  readonly transposed: boolean;
}

/** How a quantity's numbers are made. Symbols in a rule's formulas are numbers at the same place, or single ones. */
export type Rule =
  | { readonly kind: 'given' }
  | { readonly kind: 'elementwise'; readonly of: Formula }
  /** A product of matrices, and what is added to each of its numbers. */
  | {
      readonly kind: 'matrixProduct';
      readonly left: Operand;
      readonly right: Operand;
      readonly plus: readonly Formula[];
    }
  /** A sum over rows, columns or all places of one or more formulas, and what is added to it. */
  | {
      readonly kind: 'sum';
      readonly over: 'rows' | 'columns' | 'all';
      readonly of: readonly Formula[];
      readonly plus: readonly Formula[];
    }
  /** Out of a whole row; `at` gives the number of a quantity in that row's column. */
  | {
      readonly kind: 'rowwise';
      readonly reads: readonly string[];
      readonly of: (at: (quantity: string, column: number) => NumberAt, column: number, columns: number) => Formula;
    };

/** A quantity with its rule. */
export interface RuledQuantity extends Quantity {
  readonly rule: Rule;
}
