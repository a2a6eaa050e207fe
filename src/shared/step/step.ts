// One training step with all its numbers, as it travels: the record, where each of its numbers comes from, and the check
// of its gradients. What its quantities are is `quantities.ts`, how a number is explained `origins.ts`.
import type { Cell, Formula } from '../formula/formula.ts';
import type { RunSpec } from '../spec/spec.ts';

/** The sections of a step, in the order of the algorithm. */
export const stages = ['batch', 'forward', 'backward', 'update'] as const;
export type Stage = (typeof stages)[number];

/** What a matrix's rows or columns stand for. */
export interface Axis {
  /** `row` of the data, `unit` of a layer (0: the network's inputs), `one`: there is only one. */
  readonly kind: 'row' | 'unit' | 'one';
  /** Of a `unit`. */
  readonly layer: number;
  readonly count: number;
}

/** What a quantity is to the network, so that its picture can show it. */
export type Role =
  | 'inputs'
  | 'labels'
  | 'weights'
  | 'biases'
  /** z, before the activation. */
  | 'sums'
  /** a, after the activation; of the last layer the prediction. */
  | 'outputs'
  | 'errors'
  | 'rowLosses'
  | 'penalty'
  | 'loss'
  /** The loss's derivative by outputs, sums, or weights and biases. */
  | 'outputGradient'
  | 'sumGradient'
  | 'gradient'
  /** A number of the update that is the same for all weights: the learning rate, Adam's α. */
  | 'scalar'
  /** What the optimizer keeps of each weight in a slot, before and after the step. */
  | 'slotBefore'
  | 'slotAfter'
  /** Each weight's own learning rate. */
  | 'effectiveRate'
  /** ΔW, the weights after it, and each weight's share in the change of the loss. */
  | 'change'
  | 'after'
  | 'share';

/** The ids of the numbers of an update that are the same for all weights. */
export type ScalarId = 'lr' | 'power1' | 'power2' | 'correction1' | 'correction2' | 'alpha' | 'keep';

/** What an optimizer keeps of each weight from step to step; means are running ones. */
export type Slot = 'momentum' | 'meanGradient' | 'meanSquaredGradient' | 'squaredGradients' | 'meanSquaredChange';

/** One matrix of a step. */
export interface Quantity {
  /** `X`, `y_`, `W1`, `b1`, `z1`, `a1`, `y`, `e`, `l`, `L`, `dy`, `dz2`, `dW2`, `da1`, `lr`, `change.W1`, … */
  readonly id: string;
  readonly stage: Stage;
  readonly role: Role;
  /** From 1; 0 for the inputs; the last for what belongs to the output; null for what belongs to none. */
  readonly layer: number | null;
  /** The weights or biases that an update's quantity belongs to; null elsewhere. */
  readonly parameter: string | null;
  /** Of an optimizer's slot; null elsewhere. */
  readonly slot: Slot | null;
  readonly symbol: Formula;
  /** What stands on the right of the equals sign; null for what is given. */
  readonly formula: Formula | null;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** Everything that one step reads and writes. */
export interface StepRecord {
  readonly spec: RunSpec;
  /** From 0. */
  readonly step: number;
  /** The batch: rows [start, end) of the data. */
  readonly batch: { readonly start: number; readonly end: number };
  /** The numbers of each quantity of `quantitiesOf(spec, step, rows)`, by its id: row-major, of exact length. */
  readonly values: Readonly<Record<string, Float32Array>>;
  /** How the batch's loss changes with the update; in double precision. */
  readonly lossChange: LossChange;
  /** Where the run broke at this step; null where every weight and the loss stay finite. */
  readonly breakdown: Breakdown | null;
}

/** The loss of the batch along the step: L(W + t·ΔW) for t from 0, before, to 1, after. */
export interface LossChange {
  /** Σ g·(W′ − W), the sum of all shares: what a straight line promises. */
  readonly firstOrder: number;
  /** L(W′) − L(W), the same rows. */
  readonly actual: number;
  /**
   * How many times as far as to the minimum of the parabola through W along the step's direction it goes: ΔᵀHΔ/(−g·Δ).
   * By gradient descent this is the learning rate times the loss's curvature along the gradient. Past 2 the loss rises. NaN
   * where the step goes uphill.
   */
  readonly overshoot: number;
}

/** How a run broke, told by the steps before. */
export interface Breakdown {
  /** The first quantity, in the algorithm's order, with a number that is not finite; null where only the loss on all data isn't. */
  readonly first: Cell | null;
  /** Steps up to this one, a few. */
  readonly steps: Float64Array;
  /** `overshoot` of each; see `LossChange`. */
  readonly overshoots: Float64Array;
  /** The size, √Σx², of every matrix of weights, biases and their gradients, step by step. */
  readonly sizes: readonly { readonly quantity: string; readonly sizes: Float64Array }[];
  /** The quantity of `sizes` that grew most, and by which factor a step, the geometric mean. */
  readonly grew: { readonly quantity: string; readonly factor: number };
}

/** A part of a matrix: half-open ranges. */
export interface CellRange {
  readonly quantity: string;
  readonly rows: readonly [start: number, end: number];
  readonly columns: readonly [start: number, end: number];
}

/** How a number is made of others. */
export type OriginKind =
  /** Nothing of the step: data, weights, slots before, the learning rate that is set. */
  | 'given'
  /** A row times a column, and what is added to it. */
  | 'dotProduct'
  /** Numbers at the same place (or single ones) put into a formula. */
  | 'elementwise'
  /** Out of a whole row: softmax and its derivative. */
  | 'rowwise'
  /** A sum, or mean, of numbers. */
  | 'sum';

/** Where a number comes from. */
export interface Origin {
  readonly cell: Cell;
  /** As the record has it. */
  readonly value: number;
  readonly kind: OriginKind;
  /**
   * Formulas whose leaves are cells and constants. They add up to the value: each carried out in float32 (`evaluate`), the
   * sum taken in float32 from first to last. One alone where there is no sum; none of what is given.
   */
  readonly terms: readonly Formula[];
  /** What of each matrix is read, without gaps: to be lit up. */
  readonly reads: readonly CellRange[];
  /** Where Enter leads: the cell to follow on the way to the data; null where the way ends. */
  readonly source: Cell | null;
}

/** The gradients of a step's weights and biases, found in three ways. */
export interface GradientCheck {
  readonly step: number;
  readonly parameters: readonly ParameterCheck[];
  /** The largest of all relative differences; NaN where a gradient is not finite, with the first of these. */
  readonly largest: { readonly difference: number; readonly cell: Cell };
  /** Up to which relative difference a parameter is right. */
  readonly tolerance: number;
}

/** One matrix's gradients; all arrays in its order. */
export interface ParameterCheck {
  /** `dW1`, `db1`, … */
  readonly quantity: string;
  readonly rows: number;
  readonly columns: number;
  /** The kernel's chain rule, float32. */
  readonly byHand: Float32Array;
  /** TensorFlow.js's automatic differentiation, float32. */
  readonly automatic: Float32Array;
  /**
   * Central differences in double precision; NaN where none was taken, and where float32 can't tell the slope: by a kink, or
   * where it is too steep.
   */
  readonly differences: Float64Array;
  /** Of how many parameters the differences were wanted: all of a small matrix, else the largest gradients and some between. */
  readonly sampled: number;
  /**
   * The largest difference between any two of the three, in proportion to the largest of them; or to 1/1024 of the terms
   * that they are summed from where these cancel to less, as what is left then is all rounding. NaN where a gradient is not
   * finite.
   */
  readonly relative: Float64Array;
  readonly largest: number;
}

/** Of how many parameters float32 can't tell the slope that differences were wanted of. */
export function untold({ differences, sampled }: ParameterCheck): number {
  return sampled - differences.filter((slope) => !Number.isNaN(slope)).length;
}
