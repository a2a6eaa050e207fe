// The activations and losses of `recipes.ts` as formulas, with their derivatives, each operation where both engines make
// it. Knows nothing of layers.
import { apply, minus, negative, number, product, quotient, square, sum, type Formula } from '../formula/formula.ts';
import type { Rule } from './rule.ts';
import type { Activation, Loss } from '../spec/catalogue.ts';

const [zero, one, half] = [number(0), number(1), number(0.5)];

/** An activation at sums z: its formula, the rule of its outputs, and the way back through it. */
export interface ActivationFormulas {
  readonly formula: Formula;
  readonly rule: (sums: string) => Rule;
  /** The derivative by z from that by the outputs a. */
  readonly back: (byOutput: Formula, a: Formula) => { readonly formula: Formula; readonly rule: Rule };
}

function ofPlace(formula: Formula, back: (byOutput: Formula, a: Formula) => Formula): ActivationFormulas {
  return {
    formula,
    rule: () => ({ kind: 'elementwise', of: formula }),
    back(byOutput, a) {
      const of = back(byOutput, a);
      return { formula: of, rule: { kind: 'elementwise', of } };
    },
  };
}

const above0 = (a: Formula, then: Formula, otherwise: Formula): Formula => ({
  kind: 'cases',
  branches: [{ then, when: { left: a, relation: '>', right: zero } }, { then: otherwise }],
});

/** Null where a is z. */
export const activationFormulas: Readonly<
  Record<Activation, (z: Formula, slope: number) => ActivationFormulas | null>
> = {
  linear: () => null,
  relu: (z) => ofPlace(apply('max0', z), (d, a) => above0(a, d, zero)),
  leakyRelu: (z, slope) =>
    ofPlace(
      {
        kind: 'cases',
        branches: [{ then: product(z, number(slope)), when: { left: z, relation: '<', right: zero } }, { then: z }],
      },
      (d, a) => above0(a, d, product(d, number(slope))),
    ),
  tanh: (z) => ofPlace(apply('tanh', z), (d, a) => product(d, minus(one, square(a)))),
  sigmoid: (z) =>
    ofPlace(quotient(one, sum(one, apply('exp', negative(z)))), (d, a) => product(d, product(a, minus(one, a)))),
  softmax: (z) => ({
    formula: { kind: 'softmax', of: z },
    rule: (sums) => ({
      kind: 'rowwise',
      reads: [sums],
      of(at, column, columns) {
        // The largest is taken from all, so that no power overflows; it cancels.
        const all = Array.from({ length: columns }, (_, j) => at(sums, j));
        const largest = number(Math.max(...all.map(({ value }) => value)));
        const powers = all.map((cell) => apply('exp', minus(cell, largest)));
        return quotient(powers[column]!, sum(...powers));
      },
    }),
    back(byOutput, a) {
      const [d, s] = [idOf(byOutput), idOf(a)];
      return {
        formula: product(a, minus(byOutput, { kind: 'total', over: 'columns', of: product(byOutput, a) })),
        rule: {
          kind: 'rowwise',
          reads: [d, s],
          of(at, column, columns) {
            const dot = Array.from({ length: columns }, (_, j) => product(at(d, j), at(s, j)));
            return product(at(s, column), minus(at(d, column), sum(...dot)));
          },
        },
      };
    },
  }),
};

function idOf(symbol: Formula): string {
  return symbol.kind === 'symbol' || symbol.kind === 'derivative' ? symbol.quantity : '';
}

/** What a loss speaks of: predictions, labels, errors y − y_, the last layer's sums, Huber's δ. */
export interface LossSymbols {
  readonly y: Formula;
  readonly y_: Formula;
  readonly e: Formula;
  readonly z: Formula;
  readonly delta: Formula;
}

/** What one output adds to the sum of which the loss is the mean, and that term's derivative. */
export interface LossFormulas {
  readonly term: Formula;
  /** By y, or by z where the loss is joint with the last activation; of a square's without its 2. */
  readonly slope: Formula;
  /** Whether the 2 of a square's derivative is left to the factor before. */
  readonly twice: boolean;
}

const margin = Math.fround(1e-7);
const most = Math.fround(1 - margin);
const clipped = (y: Formula): Formula => ({ kind: 'clip', of: y, low: number(margin), high: number(most) });
/** Clipping has no slope outside of its range. */
const insideMargins = (y: Formula, then: Formula): Formula => ({
  kind: 'cases',
  branches: [
    { then: zero, when: { left: y, relation: '<', right: number(margin) } },
    { then: zero, when: { left: y, relation: '>', right: number(most) } },
    { then },
  ],
});

export const lossFormulas: Readonly<Record<Loss, (symbols: LossSymbols, isJoint: boolean) => LossFormulas>> = {
  meanSquaredError: ({ e }) => ({ term: square(e), slope: e, twice: true }),

  meanAbsoluteError: ({ e }) => ({ term: apply('abs', e), slope: apply('sign', e), twice: false }),

  huber({ e, delta }) {
    const size = apply('abs', e);
    const far = product(delta, minus(size, product(half, delta)));
    const near = product(half, square(e));
    return {
      term: {
        kind: 'cases',
        branches: [{ then: near, when: { left: size, relation: '≤', right: delta } }, { then: far }],
      },
      slope: { kind: 'clip', of: e, low: negative(delta), high: delta },
      twice: false,
    };
  },

  binaryCrossEntropy({ y, y_, e, z }, isJoint) {
    if (isJoint) {
      const softplus = apply('ln', sum(one, apply('exp', negative(apply('abs', z)))));
      return { term: sum(apply('max0', z), negative(product(z, y_)), softplus), slope: e, twice: false };
    }
    const p = clipped(y);
    return {
      term: negative(sum(product(y_, apply('ln', p)), product(minus(one, y_), apply('ln', minus(one, p))))),
      slope: insideMargins(y, quotient(e, product(y, minus(one, y)))),
      twice: false,
    };
  },

  categoricalCrossEntropy({ y, y_, e }, isJoint) {
    if (isJoint) return { term: negative(product(y_, apply('ln', y))), slope: e, twice: false };
    return {
      term: negative(product(y_, apply('ln', clipped(y)))),
      slope: insideMargins(y, negative(quotient(y_, y))),
      twice: false,
    };
  },
};
