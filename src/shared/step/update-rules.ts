// How each optimizer moves a matrix of weights, written as formulas: what it remembers, the scalars of a step, ΔW and the
// weights after it. Operations stand in the order in which both engines make them, so that carrying a formula out in
// float32 gives the engines' bits. The sources are in `recipes.ts`.
import {
  apply,
  minus,
  negative,
  number,
  power,
  preciseMinus,
  product,
  quotient,
  root,
  square,
  sum,
  type Formula,
} from '../formula/formula.ts';
import type { OptimizerSpec, ScheduleSpec } from '../spec/spec.ts';
import type { ScalarId, Slot } from './step.ts';

/** A number of the step that is the same for all weights. */
export interface Scalar {
  readonly id: ScalarId;
  readonly base: string;
  readonly sub?: string;
  /** Null for what is given: the learning rate that is set. */
  readonly formula: Formula | null;
}

/** What a rule's formulas speak of, for one matrix. */
export interface Parts {
  readonly w: Formula;
  readonly g: Formula;
  /** Slots in the engines' order, before and after the step. */
  readonly before: readonly Formula[];
  readonly after: readonly Formula[];
  readonly change: Formula;
}

export interface SlotRow {
  /** Its letter in the formulas. */
  readonly base: string;
  readonly holds: Slot;
}

export interface UpdateRule {
  /** What it keeps of each weight from step to step, in the engines' order. */
  readonly slots: readonly SlotRow[];
  /** After the learning rate. */
  readonly scalars: readonly Scalar[];
  readonly remember: readonly ((parts: Parts) => Formula)[];
  /** ΔW. */
  readonly change: (parts: Parts) => Formula;
  /** Each weight's own learning rate; null where it is the same for all. */
  readonly effectiveRate: ((parts: Parts) => Formula) | null;
  /** The weights after the step: but for AdamW's decay W + ΔW. */
  readonly after: (parts: Parts) => Formula;
}

export const scalarSymbol = ({ id, base, sub }: Pick<Scalar, 'id' | 'base' | 'sub'>): Formula => ({
  kind: 'symbol',
  quantity: id,
  base,
  ...(sub === undefined ? {} : { sub }),
});
const slot = (base: string, holds: Slot): SlotRow => ({ base, holds });
const one = number(1);
const lr = scalarSymbol({ id: 'lr', base: 'lr' });
const alpha = scalarSymbol({ id: 'alpha', base: 'α' });
const power1 = scalarSymbol({ id: 'power1', base: 'β₁ᵗ' });
const power2 = scalarSymbol({ id: 'power2', base: 'β₂ᵗ' });
const correction1 = scalarSymbol({ id: 'correction1', base: 'c', sub: '1' });
const correction2 = scalarSymbol({ id: 'correction2', base: 'c', sub: '2' });
const keep = scalarSymbol({ id: 'keep', base: 'k' });

const plain = {
  slots: [],
  scalars: [],
  remember: [],
  effectiveRate: null,
  after: ({ w, change }: Parts) => sum(w, change),
} satisfies Partial<UpdateRule>;

type AdamSpec = { readonly beta1: number; readonly beta2: number; readonly epsilon: number };

/** Adam's slots, and the powers of its betas at the step, counted from t = 1. */
function adamBase({ beta1, beta2 }: AdamSpec, step: number, less: (a: Formula, b: Formula) => Formula) {
  const [b1, b2] = [number(beta1, 'β', '1'), number(beta2, 'β', '2')];
  const t = number(step + 1, 't');
  return {
    slots: [slot('m', 'meanGradient'), slot('v', 'meanSquaredGradient')],
    remember: [
      ({ g, before: [m] }: Parts) => sum(m!, product(minus(g, m!), less(one, b1))),
      ({ g, before: [, v] }: Parts) => sum(v!, product(minus(square(g), v!), less(one, b2))),
    ],
    powers: [power(b1, t), power(b2, t)] as const,
  };
}

function adam(spec: AdamSpec, step: number): UpdateRule {
  const { slots, remember, powers } = adamBase(spec, step, minus);
  const rate = quotient(product(lr, root(minus(one, power2))), minus(one, power1));
  const under = ({ after: [, v] }: Parts) => sum(root(v!), number(spec.epsilon, 'ε'));
  return {
    ...plain,
    slots,
    remember,
    scalars: [
      { id: 'power1', base: 'β₁ᵗ', formula: powers[0] },
      { id: 'power2', base: 'β₂ᵗ', formula: powers[1] },
      { id: 'alpha', base: 'α', formula: rate },
    ],
    change: (parts) => negative(quotient(product(alpha, parts.after[0]!), under(parts))),
    effectiveRate: (parts) => quotient(alpha, under(parts)),
  };
}

type Rules = {
  readonly [Kind in OptimizerSpec['kind']]: (spec: Extract<OptimizerSpec, { kind: Kind }>, step: number) => UpdateRule;
};

const rules: Rules = {
  sgd: () => ({ ...plain, change: ({ g }) => negative(product(lr, g)) }),

  momentum: (spec) => ({
    ...plain,
    slots: [slot('m', 'momentum')],
    remember: [({ g, before: [m] }) => sum(product(number(spec.momentum, 'μ'), m!), g)],
    change: ({ after: [m] }) => negative(product(lr, m!)),
  }),

  nesterov(spec) {
    const momentum = number(spec.momentum, 'μ');
    return {
      ...plain,
      slots: [slot('m', 'momentum')],
      remember: [({ g, before: [m] }) => sum(product(momentum, m!), g)],
      change: ({ g, after: [m] }) => negative(sum(product(lr, g), product(lr, momentum, m!))),
    };
  },

  adam,
  adamKeras: adam,

  rmsprop(spec) {
    const under = ({ after: [s] }: Parts) => root(sum(s!, number(spec.epsilon, 'ε')));
    return {
      ...plain,
      slots: [slot('s', 'meanSquaredGradient'), slot('m', 'momentum')],
      remember: [
        ({ g, before: [s] }) => sum(s!, product(minus(square(g), s!), minus(one, number(spec.rho, 'ρ')))),
        (parts) =>
          sum(product(number(spec.momentum, 'μ'), parts.before[1]!), quotient(product(lr, parts.g), under(parts))),
      ],
      change: ({ after: [, m] }) => negative(m!),
      effectiveRate: (parts) => quotient(lr, under(parts)),
    };
  },

  adagrad: () => ({
    ...plain,
    slots: [slot('s', 'squaredGradients')],
    remember: [({ g, before: [s] }) => sum(s!, square(g))],
    change: ({ g, after: [s] }) => negative(quotient(product(lr, g), root(s!))),
    effectiveRate: ({ after: [s] }) => quotient(lr, root(s!)),
  }),

  adadelta(spec) {
    const [rho, epsilon] = [number(spec.rho, 'ρ'), number(spec.epsilon, 'ε')];
    const rest = minus(one, rho);
    const ratio = ({ before: [, d], after: [s] }: Parts) => quotient(root(sum(d!, epsilon)), root(sum(s!, epsilon)));
    const move = (parts: Parts) => product(ratio(parts), parts.g);
    return {
      ...plain,
      slots: [slot('s', 'meanSquaredGradient'), slot('d', 'meanSquaredChange')],
      remember: [
        ({ g, before: [s] }) => sum(product(rho, s!), product(rest, square(g))),
        (parts) => sum(product(rho, parts.before[1]!), product(rest, square(move(parts)))),
      ],
      change: (parts) => negative(product(lr, move(parts))),
      effectiveRate: (parts) => product(lr, ratio(parts)),
    };
  },

  adamw(spec, step) {
    // Where PyTorch has Python's double precision.
    const { slots, remember, powers } = adamBase(spec, step, preciseMinus);
    const under = ({ after: [, v] }: Parts) => sum(quotient(root(v!), root(correction2)), number(spec.epsilon, 'ε'));
    return {
      ...plain,
      slots,
      remember,
      scalars: [
        { id: 'correction1', base: 'c', sub: '1', formula: preciseMinus(one, powers[0]) },
        { id: 'correction2', base: 'c', sub: '2', formula: preciseMinus(one, powers[1]) },
        { id: 'alpha', base: 'α', formula: quotient(lr, correction1) },
        { id: 'keep', base: 'k', formula: minus(one, product(lr, number(spec.weightDecay, 'λ'))) },
      ],
      change: (parts) => negative(quotient(product(alpha, parts.after[0]!), under(parts))),
      effectiveRate: (parts) => quotient(alpha, under(parts)),
      after: ({ w, change }) => sum(product(w, keep), change),
    };
  },
};

/** An optimizer's rule at a step, from 0. */
export function updateRule<Kind extends OptimizerSpec['kind']>(
  spec: Extract<OptimizerSpec, { kind: Kind }>,
  step: number,
): UpdateRule {
  const rule: Rules[Kind] = rules[spec.kind];
  return rule(spec, step);
}

type Factors = {
  readonly [Kind in ScheduleSpec['kind']]: (
    schedule: Extract<ScheduleSpec, { kind: Kind }>,
    step: Formula,
  ) => Formula | null;
};

/** start + (1 − start)·share */
const between = (start: Formula, share: Formula) => sum(start, product(minus(one, start), share));
const part = (step: Formula, steps: number) => quotient(step, number(steps));

const factors: Factors = {
  constant: () => null,
  exponentialDecay: ({ rate, steps }, step) => power(number(rate), part(step, steps)),
  staircase: ({ rate, steps }, step) => power(number(rate), apply('floor', part(step, steps))),
  cosine({ end, steps }, step) {
    const angle = product(number(Math.PI, 'π'), apply('min1', part(step, steps)));
    return between(number(end), quotient(sum(one, apply('cos', angle)), number(2)));
  },
  warmup: ({ start, steps }, step) => between(number(start), apply('min1', part(step, steps))),
};

/** The learning rate of a step out of the one that is set; null where they are the same. */
export function learningRateFormula<Kind extends ScheduleSpec['kind']>(
  learningRate: number,
  schedule: Extract<ScheduleSpec, { kind: Kind }>,
  step: number,
): Formula | null {
  const factor: Factors[Kind] = factors[schedule.kind];
  const formula = factor(schedule, number(step, 'i'));
  return formula && product(number(learningRate), formula);
}
