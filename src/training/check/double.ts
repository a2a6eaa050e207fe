// The loss of a batch in double precision, from the definitions alone: what finite differences are taken of. Shares
// nothing with the engines that it checks.
import type { Activation, Loss } from '../../shared/spec/catalogue.ts';
import { huberDeltaOf, isJoint, layersOf } from '../../shared/spec/spec.ts';
import type { Rows } from '../data/dataset.ts';
import type { Problem } from '../engines/engine.ts';
import { sumOfSquares } from '../engines/weights.ts';

/** Turns a row of sums into outputs, in place. */
const activate: Readonly<Record<Activation, (z: Float64Array, slope: number) => void>> = {
  linear: () => {},
  relu: (z) => each(z, (x) => Math.max(x, 0)),
  leakyRelu: (z, slope) => each(z, (x) => (x < 0 ? slope * x : x)),
  tanh: (z) => each(z, Math.tanh),
  sigmoid: (z) => each(z, (x) => 1 / (1 + Math.exp(-x))),
  softmax(z) {
    const largest = z.reduce((a, b) => Math.max(a, b));
    each(z, (x) => Math.exp(x - largest));
    const sum = z.reduce((a, b) => a + b);
    each(z, (x) => x / sum);
  },
};

function each(values: Float64Array, change: (x: number) => number): void {
  for (let i = 0; i < values.length; i++) values[i] = change(values[i]!);
}

const margin = 1e-7;
const clip = (y: number) => Math.min(Math.max(y, margin), 1 - margin);

/** What one output adds to the sum whose mean is the loss. */
const terms: Readonly<Record<Loss, (y: number, label: number, delta: number) => number>> = {
  meanSquaredError: (y, label) => (y - label) ** 2,
  meanAbsoluteError: (y, label) => Math.abs(y - label),
  huber(y, label, delta) {
    const size = Math.abs(y - label);
    return size <= delta ? size ** 2 / 2 : delta * (size - delta / 2);
  },
  binaryCrossEntropy: (y, label) => -label * Math.log(clip(y)) - (1 - label) * Math.log(1 - clip(y)),
  categoricalCrossEntropy: (y, label) => -label * Math.log(clip(y)),
};

/** The same out of a row of sums, where the last activation is part of the loss. */
const jointTerms: Readonly<Record<'sigmoid' | 'softmax', (z: Float64Array) => (i: number, label: number) => number>> = {
  sigmoid: (z) => (i, label) => Math.max(z[i]!, 0) - z[i]! * label + Math.log1p(Math.exp(-Math.abs(z[i]!))),
  softmax(z) {
    const largest = z.reduce((a, b) => Math.max(a, b));
    const logarithm = largest + Math.log(z.reduce((sum, x) => sum + Math.exp(x - largest), 0));
    return (i, label) => label * (logarithm - z[i]!);
  },
};

/** Rounding that is other than double precision's: what becomes of the next number, whose terms' sizes have that sum. */
export type Rounding = (value: number, size: number) => number;

/** A loss as a function of all weights, flat. */
export type DoubleLoss = (weights: ArrayLike<number>) => number;

/**
 * The loss over rows of the data, the penalty included.
 * @param makeRounding makes what rounds every unit's sum and output; the same each time that the loss is computed
 */
export function makeDoubleLoss(
  { spec, data }: Problem,
  { start, end }: Rows,
  makeRounding?: () => Rounding,
): DoubleLoss {
  const layers = layersOf(spec);
  const last = layers.at(-1)!;
  const rows = layers.map(({ units }) => new Float64Array(units));
  const sizes = layers.map(({ units }) => new Float64Array(units));
  const term = terms[spec.loss];
  const delta = huberDeltaOf(spec);
  const joint = isJoint(spec) ? jointTerms[last.activation === 'sigmoid' ? 'sigmoid' : 'softmax'] : undefined;
  const count = (end - start) * (spec.loss === 'categoricalCrossEntropy' ? 1 : last.units);

  return (weights) => {
    const rounding = makeRounding?.();
    let total = 0;
    for (let row = start; row < end; row++) {
      let a: ArrayLike<number> = data.inputs.subarray(row * data.columns, (row + 1) * data.columns);
      let offset = 0;
      for (const [k, { inputs, units, activation, slope, bias }] of layers.entries()) {
        const z = rows[k]!.fill(0);
        const from = offset;
        for (let i = 0; i < inputs; i++, offset += units) {
          const value = a[i]!;
          for (let unit = 0; unit < units; unit++) z[unit]! += value * weights[offset + unit]!;
        }
        if (bias) for (let unit = 0; unit < units; unit++) z[unit]! += weights[offset++]!;
        if (rounding) {
          const size = sizesOf(sizes[k]!, a, inputs, bias, weights, from);
          z.forEach((sum, unit) => (z[unit] = rounding(sum, size[unit]!)));
        }
        if (joint === undefined || k < layers.length - 1) activate[activation](z, slope);
        if (rounding) each(z, (output) => rounding(output, Math.abs(output)));
        a = z;
      }
      const y = rows.at(-1)!;
      const labels = data.labels.subarray(row * data.outputs, (row + 1) * data.outputs);
      const termAt = joint?.(y) ?? ((i: number, label: number) => term(y[i]!, label, delta));
      for (let i = 0; i < labels.length; i++) total += termAt(i, labels[i]!);
    }
    return total / count + (spec.l2 ? spec.l2 * sumOfSquares(spec, weights) : 0);
  };
}

/** Of each unit's sum the sizes of its terms, added up. */
function sizesOf(
  sizes: Float64Array,
  a: ArrayLike<number>,
  inputs: number,
  bias: boolean,
  weights: ArrayLike<number>,
  from: number,
): Float64Array {
  const units = sizes.length;
  sizes.forEach((_, unit) => {
    let sum = bias ? Math.abs(weights[from + inputs * units + unit]!) : 0;
    for (let i = 0; i < inputs; i++) sum += Math.abs(a[i]! * weights[from + i * units + unit]!);
    sizes[unit] = sum;
  });
  return sizes;
}
