// A number's terms as a ledger: each with its value, a long one with its middle left out. Pure.
import { evaluate } from '../../../../shared/formula/evaluate.ts';
import { formulaText, type Formula } from '../../../../shared/formula/formula.ts';
import { formatNumber } from '../../../../shared/text/numbers.ts';

/** Up to this many terms are shown without being asked for. */
const shownWhole = 8;
/** Of more than that: so many from the start and so many from the end. */
const kept = { first: 4, last: 2 };

export interface Entry {
  readonly term: Formula;
  /** What it comes to, in float32. */
  readonly value: number;
}

export interface Ledger {
  readonly first: readonly Entry[];
  /** How many terms are left out in between. */
  readonly left: number;
  readonly last: readonly Entry[];
}

export function ledgerOf(terms: readonly Formula[], whole: boolean): Ledger {
  const entries = (part: readonly Formula[]) => part.map((term) => ({ term, value: evaluate(term) }));
  if (whole || terms.length <= shownWhole) return { first: entries(terms), left: 0, last: [] };
  return {
    first: entries(terms.slice(0, kept.first)),
    left: terms.length - kept.first - kept.last,
    last: entries(terms.slice(-kept.last)),
  };
}

/** The terms on a line: `0.835·0.149 + 0.67·(−0.066) + … + 0.3·0.2`. */
export function ledgerText(terms: readonly Formula[]): string {
  const { first, left, last } = ledgerOf(terms, false);
  const text = ({ term }: Entry) => formulaText(term);
  return [...first.map(text), ...(left > 0 ? ['…'] : []), ...last.map(text)].join(' + ').replaceAll('+ −', '− ');
}

/** Numbers one under another: as many decimals for all as the largest has at six digits. */
export function aligned(values: readonly number[]): (value: number) => string {
  const largest = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  const decimals = largest === 0 ? 0 : 5 - Math.floor(Math.log10(largest));
  if (decimals < 0 || decimals > 12) return formatNumber;
  return (value) => (Number.isFinite(value) ? value.toFixed(decimals).replace('-', '\u2212') : formatNumber(value));
}
