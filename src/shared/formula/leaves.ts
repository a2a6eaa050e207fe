// The leaves of formulas: what they speak of, and formulas with others in their place.
import type { Formula } from './formula.ts';

/** What a formula is made of in the end. */
export type Leaf = Extract<Formula, { kind: 'symbol' | 'derivative' | 'cell' | 'number' }>;

/** The formula with other leaves. */
export function mapLeaves(formula: Formula, replace: (leaf: Leaf) => Formula): Formula {
  const inner = (part: Formula) => mapLeaves(part, replace);
  switch (formula.kind) {
    case 'symbol':
    case 'derivative':
    case 'cell':
    case 'number':
      return replace(formula);
    case 'sum':
      return { ...formula, terms: formula.terms.map(inner) };
    case 'product':
      return { ...formula, factors: formula.factors.map(inner) };
    case 'quotient':
      return { ...formula, over: inner(formula.over), under: inner(formula.under) };
    case 'matrixProduct':
      return { ...formula, left: inner(formula.left), right: inner(formula.right) };
    case 'power':
      return { ...formula, base: inner(formula.base), exponent: inner(formula.exponent) };
    case 'clip':
      return { ...formula, of: inner(formula.of), low: inner(formula.low), high: inner(formula.high) };
    case 'cases':
      return {
        ...formula,
        branches: formula.branches.map(({ then, when }) => ({
          then: inner(then),
          ...(when === undefined ? {} : { when: { ...when, left: inner(when.left), right: inner(when.right) } }),
        })),
      };
    case 'negative':
    case 'root':
    case 'square':
    case 'apply':
    case 'transpose':
    case 'total':
    case 'mean':
    case 'softmax':
      return { ...formula, of: inner(formula.of) };
  }
}

/** One number of a quantity. */
export type NumberAt = Extract<Formula, { kind: 'cell' }>;

/** The numbers of quantities that formulas read, each once, in their order. */
export function cellsIn(...formulas: readonly Formula[]): NumberAt[] {
  const cells = formulas.flatMap(leavesOf).filter((leaf): leaf is NumberAt => leaf.kind === 'cell');
  return [...new Map(cells.map((leaf) => [JSON.stringify(leaf.cell), leaf])).values()];
}

/** All leaves, in the order in which they are read. */
export function leavesOf(formula: Formula): Leaf[] {
  const leaves: Leaf[] = [];
  mapLeaves(formula, (leaf) => {
    leaves.push(leaf);
    return leaf;
  });
  return leaves;
}
