import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatArray, type FloatArray } from '../../../../src/training/run/numpy.ts';
import { readFixture, toNumber, type Float } from '../fixtures/read.ts';

interface Case extends Pick<FloatArray, 'dtype' | 'rows' | 'columns'> {
  readonly values: Float[];
  readonly text: string;
}

describe('an array, as numpy prints it', () => {
  for (const { dtype, rows, columns, values, text } of readFixture<Case>('formats')) {
    const start = text.slice(0, 40).replaceAll('\n', '⏎');
    test(`${rows}×${columns} ${dtype}: ${start}`, () => {
      const numbers = values.map(toNumber);
      const array = { float32: Float32Array, float64: Float64Array }[dtype].from(numbers);
      assert.equal(formatArray({ dtype, rows, columns, values: array }), text);
    });
  }
});
