// The network's weights before the first step. Knows nothing of training.
import { weightCount, weightShapes, type RunSpec } from '../shared/spec.ts';
import { randomNormal } from './random/philox.ts';

/**
 * All weights, flat, in the order of `weightShapes(spec)`. Each matrix is a TensorFlow variable of its own with the same
 * op seed, so they all begin with the same numbers.
 */
export function initialWeights(spec: RunSpec): Float32Array {
  const shapes = weightShapes(spec);
  const weights = new Float32Array(weightCount(shapes));
  let offset = 0;
  for (const { rows, columns } of shapes) {
    weights.set(randomNormal(spec.network.seed, rows * columns), offset);
    offset += rows * columns;
  }
  return weights;
}
