import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Series } from '../../../../src/shared/run/series.ts';

/** A series of rows at these steps; loss and weights of each tell its step. */
function seriesOf(steps: readonly number[]): Series {
  const series = new Series(2);
  for (const step of steps) series.push(step, step / 2, Float32Array.of(step, -step));
  return series;
}

describe('a series', () => {
  test('keeps its rows however many there are', () => {
    const steps = Array.from({ length: 3000 }, (_, i) => 3 * i);
    const series = seriesOf(steps);
    assert.equal(series.length, 3000);
    assert.deepEqual([...series.points().steps], steps);
    for (const row of [0, 255, 256, 2999]) {
      assert.equal(series.loss(row), series.step(row) / 2);
      assert.deepEqual(series.weights(row), Float32Array.of(series.step(row), -series.step(row)));
    }
  });

  test('appended in pieces is the same as pushed row by row', () => {
    const pushed = seriesOf([0, 1, 2, 3, 4]);
    const appended = new Series(2, pushed.points());
    appended.append(seriesOf([5, 6]).points());
    assert.deepEqual(appended.points(), seriesOf([0, 1, 2, 3, 4, 5, 6]).points());
    assert.deepEqual(appended.points(5), seriesOf([5, 6]).points());
  });

  test('hands out copies of their exact length', () => {
    const series = seriesOf([0, 1]);
    const points = series.points(1);
    assert.equal(points.weights.buffer.byteLength, 2 * Float32Array.BYTES_PER_ELEMENT);
    points.steps[0] = 99;
    series.weights(0)[0] = 99;
    assert.deepEqual(series.points(), seriesOf([0, 1]).points());
  });

  test('forgets what was taken', () => {
    const series = seriesOf([0, 1]);
    assert.deepEqual(series.take(), seriesOf([0, 1]).points());
    assert.equal(series.length, 0);
    series.push(2, 1, Float32Array.of(2, -2));
    assert.deepEqual(series.take(), seriesOf([2]).points());
  });

  test('keeps NaN and the infinities', () => {
    const series = new Series(1);
    series.push(0, NaN, Float32Array.of(Infinity));
    assert.deepEqual([series.loss(0), series.weights(0)[0]], [NaN, Infinity]);
  });

  test('finds the last row at or before a step', () => {
    const series = seriesOf([0, 10, 20, 25]);
    const rows = [0, 9, 10, 19, 24, 25, 1e9].map((step) => series.rowAt(step));
    assert.deepEqual(rows, [0, 0, 1, 1, 2, 3, 3]);
    assert.equal(new Series(1).rowAt(5), -1);
  });
});
