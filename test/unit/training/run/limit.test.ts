import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatG } from '../../../../src/shared/text/numbers.ts';
import { makeDataset, type Dataset } from '../../../../src/training/data/dataset.ts';
import { leastMeanSquaredError } from '../../../../src/training/run/limit.ts';
import { limit, limitInFull } from '../published.ts';

const data = (columns: number, inputs: number[], labels: number[]): Dataset => ({
  rows: labels.length,
  columns,
  outputs: 1,
  inputs64: Float64Array.from(inputs),
  inputs: Float32Array.from(inputs),
  labels: Float32Array.from(labels),
});

describe('the least loss', () => {
  test("is the lesson's limit", () => {
    const least = leastMeanSquaredError(makeDataset({ kind: 'lesson', samples: 32, seed: 23455 }));
    assert.equal(formatG(least), limit);
    assert.ok(Math.abs(least - limitInFull) < 5e-8);
  });

  test('is what the normal equations give', () => {
    const anyData = fc.record({ samples: fc.integer({ min: 3, max: 300 }), seed: fc.nat(0xffffffff) });
    fc.assert(
      fc.property(anyData, ({ samples, seed }) => {
        const dataset = makeDataset({ kind: 'lesson', samples, seed });
        assert.ok(Math.abs(leastMeanSquaredError(dataset) - byNormalEquations(dataset)) < 1e-9);
      }),
    );
  });

  test('is 0 where the data can be met: one point, or two', () => {
    for (const samples of [1, 2]) {
      assert.ok(leastMeanSquaredError(makeDataset({ kind: 'lesson', samples, seed: 1 })) < 1e-25);
    }
  });

  test('takes columns that depend on one another as one', () => {
    // y = 1, 0 on x = 1, 2: v = 1/5, residual 4/5 and −2/5.
    assert.ok(Math.abs(leastMeanSquaredError(data(2, [1, 3, 2, 6], [1, 0])) - 0.4) < 1e-15);
  });

  test('is the mean square of the labels where all inputs are 0', () => {
    assert.equal(leastMeanSquaredError(data(2, [0, 0, 0, 0], [1, 0])), 0.5);
  });
});

/** With two columns: (XᵀX)·v = Xᵀy by Cramer's rule. */
function byNormalEquations({ rows, inputs, labels }: Dataset): number {
  let [a, b, c, p, q] = [0, 0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const [x0, x1, y] = [inputs[2 * row]!, inputs[2 * row + 1]!, labels[row]!];
    a += x0 * x0;
    b += x0 * x1;
    c += x1 * x1;
    p += x0 * y;
    q += x1 * y;
  }
  const determinant = a * c - b * b;
  const [v0, v1] = [(p * c - b * q) / determinant, (a * q - b * p) / determinant];
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    squares += (labels[row]! - inputs[2 * row]! * v0 - inputs[2 * row + 1]! * v1) ** 2;
  }
  return squares / rows;
}
