// Flat arrays of weights, or of anything that there is one of for each weight, matrix by matrix.
import { weightShapes, type RunSpec } from '../../shared/spec/spec.ts';

/** Copies of a flat array's matrices by their names, which begin with `prefix`: `W1`, `b1`, … */
export function matricesOf(spec: RunSpec, flat: Float32Array, prefix = ''): Record<string, Float32Array> {
  let offset = 0;
  return Object.fromEntries(
    weightShapes(spec).map(({ quantity, rows, columns }) => [
      `${prefix}${quantity}`,
      flat.slice(offset, (offset += rows * columns)),
    ]),
  );
}

/** Σw² of all weights, but not of biases, in double precision. */
export function sumOfSquares(spec: RunSpec, weights: ArrayLike<number>): number {
  let sum = 0;
  let offset = 0;
  for (const { kind, rows, columns } of weightShapes(spec)) {
    const end = offset + rows * columns;
    if (kind === 'weight') for (let i = offset; i < end; i++) sum += weights[i]! ** 2;
    offset = end;
  }
  return sum;
}
