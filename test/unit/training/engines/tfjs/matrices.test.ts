import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { multiply, type Matrix } from '../../../../../src/training/engines/tfjs/matrices.ts';

const matrix = (rows: number[][], transposed = false): Matrix => ({
  values: rows.flat(),
  rows: rows.length,
  columns: rows[0]!.length,
  transposed,
});
const product = (a: Matrix, b: Matrix, size: number) => {
  const into = new Float32Array(size);
  multiply(a, b, into);
  return [...into];
};

describe('a product of matrices', () => {
  const [a, aT] = [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
  ];
  const [b, bT] = [
    [
      [7, 8],
      [9, 10],
      [11, 12],
    ],
    [
      [7, 9, 11],
      [8, 10, 12],
    ],
  ];
  const ab = [58, 64, 139, 154];

  test('is rows times columns', () => assert.deepEqual(product(matrix(a), matrix(b), 4), ab));
  test('reads either side as its transpose', () => {
    assert.deepEqual(product(matrix(aT, true), matrix(b), 4), ab);
    assert.deepEqual(product(matrix(a), matrix(bT, true), 4), ab);
    assert.deepEqual(product(matrix(aT, true), matrix(bT, true), 4), ab);
  });

  test('sums in float32, from first to last', () => {
    const ones = matrix([[1], [1], [1]]);
    // 2²⁴ + 1 is no float32 and rounds down, twice; the other way round 1 + 1 is not lost.
    assert.deepEqual(product(matrix([[2 ** 24, 1, 1]]), ones, 1), [2 ** 24]);
    assert.deepEqual(product(matrix([[1, 1, 2 ** 24]]), ones, 1), [2 ** 24 + 2]);
  });
});
