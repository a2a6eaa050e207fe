import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linearRange, linearTicks, logRange, logTicks } from '../../../../src/webview/kit/ticks.ts';

describe('logarithmic ticks', () => {
  test('are 1, 2 and 5 within a few decades', () => assert.deepEqual(logTicks(0.3, 6, 8), [0.5, 1, 2, 5]));
  test('are powers of ten over many decades, and never too many', () => {
    assert.deepEqual(logTicks(0.5, 2e4, 6), [1, 10, 100, 1000, 10000]);
    const ticks = logTicks(0.3, 1e38, 8);
    assert.ok(ticks.length >= 3 && ticks.length <= 8, String(ticks));
    for (const tick of ticks) assert.equal(Math.log10(tick) % 1, 0);
  });
  test('are even where the range is narrow', () =>
    assert.deepEqual(logTicks(0.38, 0.4, 5), [0.38, 0.385, 0.39, 0.395, 0.4]));
  test('are two or more, and no more than there is room for, wherever the axis lies', () => {
    for (const low of [0.0123, 0.38, 0.5, 0.9, 1.01, 3, 6, 4096])
      for (const span of [1.01, 1.1, 1.5, 2, 3, 5, 9, 12, 50, 1e4])
        for (const atMost of [2, 3, 6]) {
          const ticks = logTicks(low, low * span, atMost);
          const told = `from ${low} to ${low * span}, at most ${atMost}: ${String(ticks)}`;
          assert.ok(ticks.length >= 2 && ticks.length <= atMost, told);
          assert.ok(ticks[0]! >= low && ticks.at(-1)! <= low * span, told);
        }
  });
});

describe('linear ticks', () => {
  test('are round numbers', () => {
    assert.deepEqual(linearTicks(0, 3000, 7), [0, 500, 1000, 1500, 2000, 2500, 3000]);
    assert.deepEqual(linearTicks(0.05, 0.31, 4), [0.1, 0.2, 0.3]);
  });
  test('are one where the range is empty', () => assert.deepEqual(linearTicks(2, 2, 5), [2]));
});

describe("the losses' axis", () => {
  test('leaves the room that was asked for under the limit', () => {
    const [low, high] = logRange({ least: 0.39, greatest: 5, limit: 0.38, roomBelow: 0.1 });
    const place = (Math.log(0.38) - Math.log(low)) / (Math.log(high) - Math.log(low));
    assert.ok(Math.abs(place - 0.1) < 1e-12, String(place));
    const [bottom, top] = linearRange({ least: 0.39, greatest: 5, limit: 0.38, roomBelow: 0.1 });
    assert.ok(Math.abs((0.38 - bottom) / (top - bottom) - 0.1) < 1e-12);
  });
  test('shows every loss, up to the largest float32', () => {
    const [low, high] = logRange({ least: 130, greatest: 3.4e38, limit: 0.38, roomBelow: 0.1 });
    assert.ok(low < 0.38 && high > 3.4e38 && Number.isFinite(high));
  });
  test('leaves out a limit of zero where there is no place for zero', () => {
    const [low] = logRange({ least: 0.01, greatest: 1, limit: 0, roomBelow: 0.1 });
    assert.ok(low > 0.001 && low < 0.01);
    const [bottom] = linearRange({ least: 0.01, greatest: 1, limit: 0, roomBelow: 0.1 });
    assert.ok(bottom < 0);
  });
  test('has an extent where all losses are the same', () => {
    for (const range of [logRange, linearRange]) {
      const [low, high] = range({ least: 1, greatest: 1, limit: undefined, roomBelow: 0.1 });
      assert.ok(low < 1 && high > 1);
    }
  });
});
