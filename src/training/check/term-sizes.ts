// How large the numbers are that a gradient is summed from, as if none of them cancelled: what its rounding is in
// proportion to. The forward pass and the chain rule once more, in double precision, absolute values in place of numbers.
import type { Activation, Loss } from '../../shared/spec/catalogue.ts';
import { huberDeltaOf, isJoint, layersOf, type Layer } from '../../shared/spec/spec.ts';
import type { Rows } from '../data/dataset.ts';
import type { Problem } from '../engines/engine.ts';

/** What a layer gives for a row: numbers, their sizes, and by how much sizes grow on the way back through the activation. */
interface Sized {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  readonly back: Float64Array;
}

/** An activation's output at a sum, and its derivative with nothing cancelled. */
const activations: Readonly<Record<Activation, (z: number, slope: number) => readonly [y: number, back: number]>> = {
  linear: (z) => [z, 1],
  relu: (z) => [Math.max(z, 0), z > 0 ? 1 : 0],
  leakyRelu: (z, slope) => (z < 0 ? [slope * z, slope] : [z, 1]),
  tanh: (z) => [Math.tanh(z), 1 + Math.tanh(z) ** 2],
  sigmoid(z) {
    const y = 1 / (1 + Math.exp(-z));
    return [y, y * (1 + y)];
  },
  // Of powers that are divided by their sum afterwards; each of its derivatives is 1 at most.
  softmax: (z) => [Math.exp(z), 1],
};

const within = (y: number) => Math.min(Math.max(y, 1e-7), 1 - 1e-7);

/** The size of a term's derivative by the output: of what error and slope are made. */
const slopes: Readonly<Record<Loss, (y: number, sum: number, label: number, delta: number) => number>> = {
  meanSquaredError: (_y, sum) => 2 * sum,
  meanAbsoluteError: () => 1,
  huber: (y, sum, label, delta) => (Math.abs(y - label) <= delta ? sum : delta),
  binaryCrossEntropy: (y, sum) => sum / (within(y) * (1 - within(y))),
  categoricalCrossEntropy: (y, sum, label) => (label * sum) / within(y) ** 2,
};

/** The size of each weight's gradient over rows of the data, flat. */
export function termSizes({ spec, data }: Problem, { start, end }: Rows, weights: Float32Array): Float64Array {
  const layers = layersOf(spec);
  const result = new Float64Array(weights.length);
  const delta = huberDeltaOf(spec);
  const scale = 1 / ((end - start) * (spec.loss === 'categoricalCrossEntropy' ? 1 : data.outputs));
  for (let row = start; row < end; row++) {
    const x = Float64Array.from(data.inputs.subarray(row * data.columns, (row + 1) * data.columns));
    const given: Sized[] = [{ values: x, sizes: x.map(Math.abs), back: x }];
    const offsets: number[] = [];
    let offset = 0;
    for (const layer of layers) {
      offsets.push(offset);
      given.push(forward(layer, given.at(-1)!, weights, offset));
      offset += layer.inputs * layer.units + (layer.bias ? layer.units : 0);
    }
    const output = given.at(-1)!;
    let deltas: Float64Array = output.values.map((y, i) => {
      const label = data.labels[row * data.outputs + i]!;
      const sum = output.sizes[i]! + Math.abs(label);
      return scale * (isJoint(spec) ? sum : slopes[spec.loss](y, sum, label, delta) * output.back[i]!);
    });
    for (let k = layers.length - 1; k >= 0; k--)
      deltas = backward(layers[k]!, given[k]!, deltas, weights, offsets[k]!, result);
  }
  const l2 = spec.l2 ?? 0;
  return result.map((size, i) => size + 2 * l2 * Math.abs(weights[i]!));
}

function forward(
  { inputs, units, activation, slope, bias }: Layer,
  before: Sized,
  weights: Float32Array,
  at: number,
): Sized {
  const sums = new Float64Array(units);
  const sizes = new Float64Array(units);
  const add = (unit: number, value: number, size: number, w: number) => {
    sums[unit]! += value * w;
    sizes[unit]! += size * Math.abs(w);
  };
  for (let i = 0; i < inputs; i++) {
    for (let unit = 0; unit < units; unit++)
      add(unit, before.values[i]!, before.sizes[i]!, weights[at + i * units + unit]!);
  }
  if (bias) for (let unit = 0; unit < units; unit++) add(unit, 1, 1, weights[at + inputs * units + unit]!);
  // Softmax has only the differences of its sums.
  const largest = activation === 'softmax' ? sums.reduce((a, b) => Math.max(a, b)) : 0;
  const outputs = Array.from(sums, (z) => activations[activation](z - largest, slope));
  const total = activation === 'softmax' ? outputs.reduce((sum, [y]) => sum + y, 0) : 1;
  const values = Float64Array.from(outputs, ([y]) => y / total);
  const back = Float64Array.from(outputs, ([, factor]) => factor);
  return { values, sizes: sizes.map((size, i) => Math.abs(values[i]!) + back[i]! * size), back };
}

/** Adds a row's part to the sizes of a layer's gradient. @returns the sizes of the derivatives by the sums of the layer before */
function backward(
  { inputs, units, bias }: Layer,
  before: Sized,
  deltas: Float64Array,
  weights: Float32Array,
  at: number,
  result: Float64Array,
): Float64Array {
  const byInput = new Float64Array(inputs);
  for (let i = 0; i < inputs; i++) {
    for (let unit = 0; unit < units; unit++) {
      const place = at + i * units + unit;
      result[place]! += before.sizes[i]! * deltas[unit]!;
      byInput[i]! += Math.abs(weights[place]!) * deltas[unit]!;
    }
  }
  if (bias) for (let unit = 0; unit < units; unit++) result[at + inputs * units + unit]! += deltas[unit]!;
  return byInput.map((size, i) => size * Math.abs(before.back[i]!));
}
