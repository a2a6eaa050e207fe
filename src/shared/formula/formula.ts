// Formulas as data: what a quantity is computed from, to be drawn as MathML, printed on a line, or carried out (`evaluate.ts`).
// Knows nothing of networks; a formula's symbols are quantities of `step.ts`, by their ids.
import { formatNumber, withSubscripts } from '../text/numbers.ts';

/** A number in a quantity: where it stands and what it is. */
export interface Cell {
  readonly quantity: string;
  readonly row: number;
  readonly column: number;
}

/** Functions of one number that a formula applies. `max0` is max(x, 0), `min1` is min(x, 1). */
export type FunctionName = 'abs' | 'cos' | 'exp' | 'floor' | 'ln' | 'max0' | 'min1' | 'sign' | 'tanh';

export type Formula =
  /** A quantity's symbol: `base`, `sub` below it, `prime` where it is the value after the update. */
  | {
      readonly kind: 'symbol';
      readonly quantity: string;
      readonly base: string;
      readonly sub?: string;
      readonly prime?: true;
    }
  /** The loss's derivative by a quantity, as one symbol: ∂L/∂W₁. */
  | { readonly kind: 'derivative'; readonly quantity: string; readonly of: Formula; readonly by: Formula }
  /** One number of a quantity: the leaf of a formula that has numbers in place of symbols. */
  | { readonly kind: 'cell'; readonly cell: Cell; readonly value: number }
  /** A constant, with its name where it has one, such as β₁ or n. */
  | { readonly kind: 'number'; readonly value: number; readonly base?: string; readonly sub?: string }
  /**
   * Added from first to last; a term that is a `negative` is taken away. A `precise` one is carried out in double
   * precision, all that is in it too, and rounded once.
   */
  | { readonly kind: 'sum'; readonly terms: readonly Formula[]; readonly precise?: true }
  /** Multiplied from first to last. */
  | { readonly kind: 'product'; readonly factors: readonly Formula[] }
  | { readonly kind: 'quotient'; readonly over: Formula; readonly under: Formula }
  | { readonly kind: 'negative'; readonly of: Formula }
  | { readonly kind: 'root'; readonly of: Formula }
  | { readonly kind: 'square'; readonly of: Formula }
  | { readonly kind: 'power'; readonly base: Formula; readonly exponent: Formula }
  | { readonly kind: 'apply'; readonly name: FunctionName; readonly of: Formula }
  /** No less than `low` and no more than `high`. */
  | { readonly kind: 'clip'; readonly of: Formula; readonly low: Formula; readonly high: Formula }
  /** The first branch whose condition holds; the last has none. */
  | { readonly kind: 'cases'; readonly branches: readonly Branch[] }
  /** Of matrices, and thus symbols only; see the terms of an origin for its numbers. */
  | { readonly kind: 'matrixProduct'; readonly left: Formula; readonly right: Formula }
  | { readonly kind: 'transpose'; readonly of: Formula }
  /** Σ over what the index counts, or the mean of it. */
  | { readonly kind: 'total' | 'mean'; readonly over: 'rows' | 'columns' | 'all'; readonly of: Formula }
  /** softmax(z), of a row. */
  | { readonly kind: 'softmax'; readonly of: Formula };

export interface Branch {
  readonly then: Formula;
  readonly when?: { readonly left: Formula; readonly relation: '<' | '≤' | '>' | '≥'; readonly right: Formula };
}

export const number = (value: number, base?: string, sub?: string): Formula => ({
  kind: 'number',
  value,
  ...(base === undefined ? {} : { base }),
  ...(sub === undefined ? {} : { sub }),
});
export const sum = (...terms: Formula[]): Formula => ({ kind: 'sum', terms });
export const product = (...factors: Formula[]): Formula => ({ kind: 'product', factors });
export const quotient = (over: Formula, under: Formula): Formula => ({ kind: 'quotient', over, under });
export const negative = (of: Formula): Formula => ({ kind: 'negative', of });
export const minus = (a: Formula, b: Formula): Formula => sum(a, negative(b));
/** What is left of a, where float32 would keep few digits of it. */
export const preciseMinus = (a: Formula, b: Formula): Formula => ({
  kind: 'sum',
  terms: [a, negative(b)],
  precise: true,
});
export const root = (of: Formula): Formula => ({ kind: 'root', of });
export const square = (of: Formula): Formula => ({ kind: 'square', of });
export const power = (base: Formula, exponent: Formula): Formula => ({ kind: 'power', base, exponent });
export const apply = (name: FunctionName, of: Formula): Formula => ({ kind: 'apply', name, of });

/** How tightly a formula holds together: sums least. */
const strengths = { sum: 0, negative: 1, product: 2, quotient: 2, other: 3 } as const;
const strengthOf = ({ kind }: Formula) => (kind in strengths ? strengths[kind as 'sum'] : strengths.other);

/** A formula on one line: `−lr·∂L/∂W₁`, `(1 − β₁)·g²`. */
export function formulaText(formula: Formula): string {
  const text = formulaText;
  const within = (part: Formula, least: number) => (strengthOf(part) < least ? `(${text(part)})` : text(part));
  switch (formula.kind) {
    case 'symbol':
      return `${formula.base}${withSubscripts(formula.sub ?? '')}${formula.prime ? '′' : ''}`;
    case 'derivative':
      return `∂${text(formula.of)}/∂${text(formula.by)}`;
    case 'cell':
      return number_(formula.value);
    case 'number':
      return formula.base === undefined
        ? number_(formula.value)
        : `${formula.base}${withSubscripts(formula.sub ?? '')}`;
    case 'sum':
      return formula.terms
        .map((term, k) => {
          if (term.kind === 'negative') return `${k === 0 ? '−' : ' − '}${within(term.of, 1)}`;
          return k === 0 ? text(term) : ` + ${text(term)}`;
        })
        .join('');
    case 'product':
      return formula.factors
        .map((factor, k) => within(factor, k === 0 && factor.kind !== 'quotient' ? 2 : 3))
        .join('·');
    case 'quotient':
      return `${within(formula.over, 2)}/${within(formula.under, 3)}`;
    case 'negative':
      return `−${within(formula.of, 1)}`;
    case 'root':
      return `√${within(formula.of, 3)}`;
    case 'square':
      return `${formula.of.kind === 'derivative' ? `(${text(formula.of)})` : within(formula.of, 3)}²`;
    case 'power':
      return `${within(formula.base, 3)}^${within(formula.exponent, 3)}`;
    case 'apply':
      return applied(formula.name, text(formula.of));
    case 'clip':
      return `clip(${text(formula.of)}, ${text(formula.low)}, ${text(formula.high)})`;
    case 'cases':
      return formula.branches.map(branchText).join('; ');
    case 'matrixProduct':
      return `${within(formula.left, 2)}·${within(formula.right, 3)}`;
    case 'transpose':
      return `${within(formula.of, 3)}ᵀ`;
    case 'total':
      return `Σ ${within(formula.of, 2)}`;
    case 'mean':
      return `mean(${text(formula.of)})`;
    case 'softmax':
      return `softmax(${text(formula.of)})`;
  }
}

/** Six significant digits; a number below zero in brackets, as it mostly stands beside an operator. */
function number_(value: number): string {
  const text = formatNumber(Math.abs(value));
  return value < 0 ? `(−${text})` : text;
}

function applied(name: FunctionName, of: string): string {
  if (name === 'abs') return `|${of}|`;
  if (name === 'floor') return `⌊${of}⌋`;
  if (name === 'max0') return `max(${of}, 0)`;
  return name === 'min1' ? `min(${of}, 1)` : `${name}(${of})`;
}

function branchText({ then, when }: Branch): string {
  if (when === undefined) return formulaText(then);
  return `${formulaText(then)} where ${formulaText(when.left)} ${when.relation} ${formulaText(when.right)}`;
}
