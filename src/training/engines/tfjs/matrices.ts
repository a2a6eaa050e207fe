// Products of float32 matrices, summed in float32 in their natural order. Knows nothing of networks.

/** A matrix in a flat array, row-major; read as its transpose where `transposed`. Rows and columns are those as stored. */
export interface Matrix {
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  readonly transposed: boolean;
}

/**
 * Writes a·b into `into`, row-major. Each product and each partial sum is rounded to float32, the terms taken from first
 * to last: what a plain loop over float32 does on any processor.
 */
export function multiply(a: Matrix, b: Matrix, into: Float32Array): void {
  const [m, inner] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
  const n = b.transposed ? b.rows : b.columns;
  const [aRow, aColumn] = a.transposed ? [1, a.columns] : [a.columns, 1];
  const [bRow, bColumn] = b.transposed ? [1, b.columns] : [b.columns, 1];
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        const product = a.values[row * aRow + k * aColumn]! * b.values[k * bRow + column * bColumn]!;
        sum = Math.fround(sum + Math.fround(product));
      }
      into[row * n + column] = sum;
    }
  }
}
