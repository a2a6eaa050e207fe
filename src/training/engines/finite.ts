// Whether a run still has finite numbers. Knows nothing of how an engine computes them.
import { huberDeltaOf, layersOf, weightCount, weightShapes } from '../../shared/spec/spec.ts';
import type { Problem } from './engine.ts';

/** Sums stay this far below float32's range, which leaves room for any rounding. */
const safe = 2 ** 126;
const saturating: ReadonlySet<string> = new Set(['tanh', 'sigmoid', 'softmax']);

/**
 * The largest power of two up to which the size of every weight and bias may be while the loss on all data is surely
 * finite, so that the loss, which costs a pass over the data, need not be looked at. 0 where there is none.
 */
export function safeBound({ spec, data }: Pick<Problem, 'spec' | 'data'>): number {
  const inputs = largest(data.inputs);
  const labels = largest(data.labels);
  const layers = layersOf(spec);
  const parameters = weightCount(weightShapes(spec));
  /** What the sum of all terms of the loss, and every number on the way to it, is surely below. */
  const largestLoss = (bound: number) => {
    let size = inputs;
    let most = 0;
    for (const { inputs: fanIn, activation } of layers) {
      const sum = (size * fanIn + 1) * bound;
      most = Math.max(most, sum);
      size = saturating.has(activation) ? 1 : sum;
    }
    const error = Math.max(1, labels + most);
    const terms = data.rows * data.outputs * error ** 2 * Math.max(1, huberDeltaOf(spec)) * (1 + labels);
    return terms + (spec.l2 ?? 0) * parameters * bound ** 2;
  };
  // The loss grows with the bound: halve the range of exponents until they meet.
  let [low, high] = [-127, 127];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (largestLoss(2 ** middle) < safe) low = middle;
    else high = middle;
  }
  return low === -127 ? 0 : 2 ** low;
}

/** A check of the weights, and of the loss on all data that they give. */
export function finiteCheck(problem: Problem, loss: () => number): (weights: Float32Array) => boolean {
  const bound = safeBound(problem);
  return (weights) => {
    const weight = largest(weights);
    return weight <= bound || (Number.isFinite(weight) && Number.isFinite(loss()));
  };
}

/** The largest absolute value; NaN where there is a NaN. */
function largest(values: Float32Array): number {
  let result = 0;
  for (let i = 0; i < values.length; i++) result = Math.max(result, Math.abs(values[i]!));
  return result;
}
