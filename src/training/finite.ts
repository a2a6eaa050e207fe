// Whether a run still has finite numbers. Knows nothing of how an engine computes them.
import { weightShapes } from '../shared/spec.ts';
import type { Problem } from './engine.ts';

/**
 * A check of the weights, and of the loss on all data that they give. The loss costs a pass over the data, so it is asked
 * for only where it can have left float32's range: with n rows, |y| ≤ max|x| · Π (inputs of the layer · max|w|), and a sum
 * of n squares of y_ − y below 2¹²⁶ is finite whatever the rounding.
 */
export function finiteCheck({ spec, data }: Problem, loss: () => number): (weights: Float32Array) => boolean {
  const inputs = largest(data.inputs);
  const labels = largest(data.labels);
  const fanIns = weightShapes(spec).map((shape) => shape.rows);
  return (weights) => {
    const weight = largest(weights);
    if (!Number.isFinite(weight)) return false;
    const prediction = fanIns.reduce((bound, fanIn) => bound * fanIn * weight, inputs);
    return data.rows * (labels + prediction) ** 2 < 2 ** 126 || Number.isFinite(loss());
  };
}

/** The largest absolute value; NaN where there is a NaN. */
function largest(values: Float32Array): number {
  let result = 0;
  for (let i = 0; i < values.length; i++) result = Math.max(result, Math.abs(values[i]!));
  return result;
}
