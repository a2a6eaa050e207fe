// A term of a number's origin taken apart: on a line, its numbers between the signs, and what its row is called. Pure.
import { formulaText, type Cell, type Formula } from '../../../../shared/formula/formula.ts';
import { cellsIn, type NumberAt } from '../../../../shared/formula/leaves.ts';
import type { Explanation } from '../../../../shared/step/origins.ts';
import { placeNames } from '../step-words.ts';

/** A number that can be followed, or the signs and constants between them. */
export type Part = NumberAt | string;

/** A product, a quotient or a square as parts of a line; null where a term is more than that. */
export function lineOf(term: Formula): readonly Part[] | null {
  if (term.kind === 'cell') return [term];
  if (term.kind === 'number') return [formulaText(term)];
  if (term.kind === 'square' && term.of.kind === 'cell') return [term.of, '²'];
  if (term.kind === 'quotient') return joined([term.over, term.under], '/');
  return term.kind === 'product' ? joined(term.factors, ' · ') : null;
}

function joined(formulas: readonly Formula[], sign: string): readonly Part[] | null {
  const lines = formulas.map((formula) => (isSimple(formula) ? lineOf(formula) : null));
  if (lines.includes(null)) return null;
  return lines.flatMap((line, index) => (index === 0 ? line! : [sign, ...line!]));
}

/** Needs no brackets beside a sign. */
function isSimple(formula: Formula): boolean {
  if (formula.kind === 'quotient') return [formula.over, formula.under].every(isLeaf);
  return isLeaf(formula) || (formula.kind === 'square' && isLeaf(formula.of));
}
const isLeaf = ({ kind }: Formula) => kind === 'cell' || kind === 'number';

/** What a number is called beside the one that it explains: of its place, what is another. */
export function shortName(explanation: Explanation, of: Cell, cell: Cell): string {
  const here = placeNames(explanation, of);
  const there = placeNames(explanation, cell).filter((name) => name && !here.includes(name));
  return [formulaText(explanation.quantity(cell.quantity).symbol), ...there].join(' ');
}

/** Of so many different numbers a term's row is called by their places. */
const fewNumbers = 2;

/**
 * What the row of a term is called: by where its numbers stand, as far as the explained number doesn't stand there itself,
 * such as the row of the data in a sum over rows; else by what its numbers are.
 */
export function termName(explanation: Explanation, of: Cell, term: Formula): string {
  const cells = cellsIn(term).map(({ cell }) => cell);
  const here = placeNames(explanation, of);
  const places =
    cells.length > fewNumbers ? [] : cells.flatMap((cell) => placeNames(explanation, cell)).filter(Boolean);
  const elsewhere = new Set(places.filter((name) => !here.includes(name)));
  const names = new Set(cells.map(({ quantity }) => formulaText(explanation.quantity(quantity).symbol)));
  return [...(elsewhere.size > 0 ? elsewhere : names)].join(', ');
}
