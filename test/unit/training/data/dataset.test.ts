import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { batchAt, makeDataset } from '../../../../src/training/data/dataset.ts';
import { firstInput, labels } from '../published.ts';

describe("the lesson's data", () => {
  const lesson = makeDataset({ kind: 'lesson', samples: 32, seed: 23455 });

  test('are the published points and labels', () => {
    assert.deepEqual([...lesson.inputs64.slice(0, 2)], firstInput);
    assert.deepEqual([...lesson.labels], labels);
  });

  test('train as float32', () => assert.deepEqual(lesson.inputs, Float32Array.from(lesson.inputs64)));

  test('are labelled in float64, before any cast', () => {
    // The one point of the first 10⁵ of this seed at which float32 would find a sum of 1, and label it 0.
    const row = 63164;
    const { inputs64, labels } = makeDataset({ kind: 'lesson', samples: row + 1, seed: 183 });
    const [x0, x1] = [inputs64[2 * row]!, inputs64[2 * row + 1]!];
    assert.equal(Math.fround(Math.fround(x0) + Math.fround(x1)), 1);
    assert.equal(labels[row], 1);
  });
});

describe('the batch of a step', () => {
  const batches = (count: number, size: number, rows: number) =>
    Array.from({ length: count }, (_, step) => batchAt(step, size, rows)).map(({ start, end }) => [start, end]);

  test('goes round the data', () => {
    assert.deepEqual(batches(5, 8, 32), [
      [0, 8],
      [8, 16],
      [16, 24],
      [24, 32],
      [0, 8],
    ]);
  });
  test('is cut short at the end of the data, as a numpy slice is', () => {
    assert.deepEqual(batches(5, 10, 32), [
      [0, 10],
      [10, 20],
      [20, 30],
      [30, 32],
      [8, 18],
    ]);
  });
  test('is the whole data where the batch is as large', () => {
    assert.deepEqual(batches(2, 32, 32), [
      [0, 32],
      [0, 32],
    ]);
  });
});
