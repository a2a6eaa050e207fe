// The least loss that any training can reach, in closed form. Knows nothing of networks' weights or of training.
import { layersOf } from '../../shared/spec/spec.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Problem } from '../engines/engine.ts';

/** The least loss that any weights of a problem's network reach; NaN where there is no closed form of it. */
export function limitOf({ spec, data }: Problem): number {
  const layers = layersOf(spec);
  const isLinear = layers.every(({ activation, bias }) => activation === 'linear' && !bias);
  const hasForm = isLinear && spec.loss === 'meanSquaredError' && data.outputs === 1 && (spec.l2 ?? 0) === 0;
  return hasForm ? leastMeanSquaredError(data) : NaN;
}

/**
 * Least mean squared error of a linear model without bias on all of the data, in float64. A chain of dense layers without
 * bias or activation is such a model, whatever its depth: y = X·v with v = w1·w2·….
 *
 * The best prediction is the projection of the labels on the space that the columns of X span; an orthonormal basis of it
 * gives that without solving for v, also where columns depend on one another.
 */
export function leastMeanSquaredError({
  rows,
  columns,
  inputs,
  labels,
}: Pick<Dataset, 'rows' | 'columns' | 'inputs' | 'labels'>): number {
  const basis: Float64Array[] = [];
  for (let column = 0; column < columns; column++) {
    const vector = Float64Array.from({ length: rows }, (_, row) => inputs[row * columns + column]!);
    const direction = without(basis, vector);
    const length = norm(direction);
    // What rounding leaves of a column that the others span is no direction of its own.
    if (length <= norm(vector) * rows * Number.EPSILON) continue;
    basis.push(direction.map((value) => value / length));
  }
  const residual = without(basis, Float64Array.from(labels));
  return dot(residual, residual) / rows;
}

/** What is left of a vector without its parts along an orthonormal basis; taken twice, as once leaves rounding behind. */
function without(basis: readonly Float64Array[], vector: Float64Array): Float64Array {
  const rest = Float64Array.from(vector);
  for (const direction of [...basis, ...basis]) {
    const part = dot(direction, rest);
    for (let row = 0; row < rest.length; row++) rest[row]! -= part * direction[row]!;
  }
  return rest;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, row) => sum + value * b[row]!, 0);
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
