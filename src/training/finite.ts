// Whether a run still has finite numbers. Knows nothing of how an engine computes them.
import { layersOf, weightCount, weightShapes, type RunSpec } from '../shared/spec.ts';
import type { Problem } from './engine.ts';

/** Sums stay this far below float32's range, which leaves room for any rounding. */
const safe = 2 ** 126;
const saturating = new Set<string>(['tanh', 'sigmoid', 'softmax']);

/**
 * The largest power of two up to which the size of every weight and bias may be while the loss on all data is surely
 * finite, so that the loss, which costs a pass over the data, need not be looked at. 0 where there is none.
 */
export function safeBound({ spec, data }: Problem): number {
  const inputs = largest(data.inputs);
  const labels = largest(data.labels);
  for (let bound = safe; bound > 2 ** -126; bound /= 2) {
    if (largestLoss(spec, { bound, inputs, labels, rows: data.rows }) < safe) return bound;
  }
  return 0;
}

/** What the sum of all terms of the loss, and every number on the way to it, is surely below. */
function largestLoss(
  spec: RunSpec,
  { bound, inputs, labels, rows }: { bound: number; inputs: number; labels: number; rows: number },
): number {
  let size = inputs;
  let most = 0;
  const layers = layersOf(spec);
  for (const { inputs: fanIn, activation } of layers) {
    const sum = (size * fanIn + 1) * bound;
    most = Math.max(most, sum);
    size = saturating.has(activation) ? 1 : sum;
  }
  const error = Math.max(1, labels + most);
  const terms = rows * layers.at(-1)!.units * error ** 2 * Math.max(1, spec.huberDelta ?? 1) * (1 + labels);
  const penalty = (spec.l2 ?? 0) * weightCount(weightShapes(spec)) * bound ** 2;
  return terms + penalty;
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
