// Formulas carried out in float32, operation by operation, as the engines do. Knows nothing of what they mean.
import type { Formula, FunctionName } from './formula.ts';

/** A function of an index, rounded at every operation. */
type Computed = (i: number) => number;
type Round = (x: number) => number;
const f32: Round = Math.fround;
const f64: Round = (x) => x;

const functions: Readonly<Record<FunctionName, (x: number) => number>> = {
  abs: Math.abs,
  cos: Math.cos,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  max0: (x) => (x < 0 ? 0 : x),
  min1: (x) => Math.min(x, 1),
  sign: Math.sign,
  tanh: Math.tanh,
};

const relations = {
  '<': (a: number, b: number) => a < b,
  '≤': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '≥': (a: number, b: number) => a >= b,
} as const;

/** Where adding starts: with the number that changes no other, not even −0. */
const nothing = -0;

/**
 * An elementwise formula as a function of a place, each operation rounded to float32, but for those in a precise sum. exp,
 * cos, ln and tanh are the machine's in double precision, then rounded: the kernel's own may differ by two units in the
 * last place.
 * @param numbersOf a quantity's numbers: one a place, or a single one for all
 * @throws Error for formulas of whole matrices
 */
export function compile(
  formula: Formula,
  numbersOf: (quantity: string) => ArrayLike<number>,
  round: Round = f32,
): Computed {
  const inner = (part: Formula) => compile(part, numbersOf, round);
  const map = (of: Formula, apply: (x: number) => number): Computed => {
    const argument = inner(of);
    return (i) => round(apply(argument(i)));
  };
  switch (formula.kind) {
    case 'symbol':
    case 'derivative': {
      const numbers = numbersOf(formula.quantity);
      return numbers.length === 1 ? () => numbers[0]! : (i) => numbers[i]!;
    }
    case 'cell':
    case 'number': {
      const value = round(formula.value);
      return () => value;
    }
    case 'sum': {
      const within = formula.precise ? f64 : round;
      const terms = formula.terms.map((term) => compile(term, numbersOf, within));
      return (i) => round(terms.reduce((total, term) => within(total + term(i)), nothing));
    }
    case 'product': {
      const factors = formula.factors.map(inner);
      return (i) => factors.reduce((total, factor) => round(total * factor(i)), 1);
    }
    case 'quotient': {
      const [over, under] = [inner(formula.over), inner(formula.under)];
      return (i) => round(over(i) / under(i));
    }
    case 'negative':
      return map(formula.of, (x) => -x);
    case 'root':
      return map(formula.of, Math.sqrt);
    case 'square':
      return map(formula.of, (x) => x * x);
    case 'power': {
      const [base, exponent] = [inner(formula.base), inner(formula.exponent)];
      return (i) => round(base(i) ** exponent(i));
    }
    case 'apply':
      return map(formula.of, functions[formula.name]);
    case 'clip': {
      const [of, low, high] = [inner(formula.of), inner(formula.low), inner(formula.high)];
      return (i) => Math.max(Math.min(of(i), high(i)), low(i));
    }
    case 'cases': {
      const branches = formula.branches.map(({ then, when }) => ({
        then: inner(then),
        holds: when && { left: inner(when.left), right: inner(when.right), test: relations[when.relation] },
      }));
      return (i) => branches.find(({ holds: h }) => h === undefined || h.test(h.left(i), h.right(i)))!.then(i);
    }
    case 'matrixProduct':
    case 'transpose':
    case 'total':
    case 'mean':
    case 'softmax':
      throw new Error(`${formula.kind} is not elementwise`);
  }
}

/** What a formula of cells and constants gives, in float32. */
export function evaluate(formula: Formula): number {
  return compile(formula, () => [])(0);
}
