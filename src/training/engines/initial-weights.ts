// The network's weights before the first step. Knows nothing of training.
import { initialDeviations } from '../../shared/spec/catalogue.ts';
import { weightCount, weightShapes, type RunSpec } from '../../shared/spec/spec.ts';
import { randomNormal } from '../data/random/philox.ts';

/**
 * All weights, flat, in the order of `weightShapes(spec)`; biases are 0. Each matrix is a TensorFlow variable of its own
 * with the same op seed, so they all begin with the same numbers, but for their deviation.
 */
export function initialWeights(spec: RunSpec): Float32Array {
  const shapes = weightShapes(spec);
  const weights = new Float32Array(weightCount(shapes));
  const deviation = initialDeviations[spec.network.initial ?? 'normal'];
  let offset = 0;
  for (const { kind, rows, columns } of shapes) {
    if (kind === 'weight') {
      const scale = Math.fround(deviation(rows, columns));
      weights.set(
        randomNormal(spec.network.seed, rows * columns).map((value) => value * scale),
        offset,
      );
    }
    offset += rows * columns;
  }
  return weights;
}
