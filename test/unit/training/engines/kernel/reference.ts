// A network's loss in double precision, from the definitions alone: what finite differences are taken of.
import { layersOf, weightShapes, type RunSpec } from '../../../../../src/shared/spec/spec.ts';
import type { Activation, Loss } from '../../../../../src/shared/spec/catalogue.ts';
import type { Dataset } from '../../../../../src/training/data/dataset.ts';

const activate: Readonly<Record<Activation, (z: number[], slope: number) => number[]>> = {
  linear: (z) => z,
  relu: (z) => z.map((x) => Math.max(x, 0)),
  leakyRelu: (z, slope) => z.map((x) => (x < 0 ? slope * x : x)),
  tanh: (z) => z.map(Math.tanh),
  sigmoid: (z) => z.map((x) => 1 / (1 + Math.exp(-x))),
  softmax(z) {
    const powers = z.map((x) => Math.exp(x - Math.max(...z)));
    return powers.map((power) => power / powers.reduce((a, b) => a + b));
  },
};

const clip = (y: number) => Math.min(Math.max(y, 1e-7), 1 - 1e-7);

const term: Readonly<Record<Loss, (y: number, label: number, delta: number) => number>> = {
  meanSquaredError: (y, label) => (label - y) ** 2,
  meanAbsoluteError: (y, label) => Math.abs(label - y),
  huber(y, label, delta) {
    const e = Math.abs(label - y);
    return e <= delta ? e ** 2 / 2 : delta * (e - delta / 2);
  },
  binaryCrossEntropy: (y, label) => -label * Math.log(clip(y)) - (1 - label) * Math.log(1 - clip(y)),
  categoricalCrossEntropy: (y, label) => -label * Math.log(clip(y)),
};

/** The logarithms of probabilities after a sigmoid or a softmax, which are not clipped: from the sums z. */
const logistic = (z: number) => Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
function logSoftmax(z: readonly number[]): number[] {
  const most = Math.max(...z);
  const whole = most + Math.log(z.reduce((sum, x) => sum + Math.exp(x - most), 0));
  return z.map((x) => x - whole);
}

/** A row's terms where the loss is of the sums before the last activation; undefined where it is not. */
function jointTerms(spec: RunSpec, z: readonly number[], labels: ArrayLike<number>): number[] | undefined {
  const last = spec.network.layers.at(-1)!.activation;
  if (spec.loss === 'binaryCrossEntropy' && last === 'sigmoid') {
    return z.map((x, i) => -labels[i]! * logistic(x) - (1 - labels[i]!) * logistic(-x));
  }
  if (spec.loss === 'categoricalCrossEntropy' && last === 'softmax') {
    return logSoftmax(z).map((logarithm, i) => -labels[i]! * logarithm);
  }
  return undefined;
}

/** The loss over rows [start, end), the penalty included. */
export function referenceLoss(
  spec: RunSpec,
  data: Dataset,
  weights: ArrayLike<number>,
  start: number,
  end: number,
): number {
  let sum = 0;
  for (let row = start; row < end; row++) {
    const x = Array.from(data.inputs.subarray(row * data.columns, (row + 1) * data.columns));
    const labels = data.labels.subarray(row * data.outputs, (row + 1) * data.outputs);
    const { z, y } = predict(spec, weights, x);
    const terms =
      jointTerms(spec, z, labels) ?? y.map((value, i) => term[spec.loss](value, labels[i]!, spec.huberDelta ?? 1));
    sum += terms.reduce((total, value) => total + value);
  }
  const count = (end - start) * (spec.loss === 'categoricalCrossEntropy' ? 1 : data.outputs);
  return sum / count + (spec.l2 ?? 0) * sumOfSquares(spec, weights);
}

/** The last layer's sums and outputs. */
function predict(spec: RunSpec, weights: ArrayLike<number>, x: number[]): { z: number[]; y: number[] } {
  let offset = 0;
  return layersOf(spec).reduce(
    ({ y: a }, { inputs, units, activation, slope, bias }) => {
      const z = Array.from({ length: units }, (_, unit) =>
        a.reduce((sum, value, i) => sum + value * weights[offset + i * units + unit]!, 0),
      );
      offset += inputs * units;
      if (bias) for (let unit = 0; unit < units; unit++) z[unit]! += weights[offset++]!;
      return { z, y: activate[activation](z, slope) };
    },
    { z: x, y: x },
  );
}

function sumOfSquares(spec: RunSpec, weights: ArrayLike<number>): number {
  let sum = 0;
  let offset = 0;
  for (const { name, rows, columns } of weightShapes(spec)) {
    for (const end = offset + rows * columns; offset < end; offset++)
      if (name.startsWith('w')) sum += weights[offset]! ** 2;
  }
  return sum;
}
