import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Series } from '../../../../src/shared/run/series.ts';
import { latest, lowerBound, moved, rowAt, stepAt, stepped, type Cursor } from '../../../../src/webview/run/cursor.ts';

/** Steps 0, 2, 4 … 18; a report at every sixth step. */
function history(): { series: Series; reports: number[] } {
  const series = new Series(1);
  const reports: number[] = [];
  for (let step = 0; step < 20; step += 2) {
    if (step % 6 === 0) reports.push(series.length);
    series.push(step, 1 / (step + 1), Float32Array.of(step));
  }
  return { series, reports };
}
const at = (step: number): Cursor => ({ kind: 'step', step });

describe('the cursor', () => {
  test('follows the newest row until it is put somewhere', () => {
    const { series } = history();
    assert.equal(rowAt(latest, series), 9);
    series.push(20, 0, Float32Array.of(0));
    assert.equal(rowAt(latest, series), 10);
    assert.equal(rowAt(at(6), series), 3);
  });

  test('is at the last row before a step that has none of its own', () => {
    assert.equal(rowAt(at(7), history().series), 3);
  });

  test('has no row before the first', () => assert.equal(rowAt(latest, new Series(1)), -1));

  test('moves by a row, and stops at both ends', () => {
    const { series, reports } = history();
    assert.deepEqual(moved(at(6), 'back', series, reports), at(4));
    assert.deepEqual(moved(at(6), 'forward', series, reports), at(8));
    assert.deepEqual(moved(at(0), 'back', series, reports), at(0));
    assert.deepEqual(moved(at(18), 'forward', series, reports), at(18));
    assert.deepEqual(moved(latest, 'back', series, reports), at(16));
  });

  test('moves by a report, from a report and from between two', () => {
    const { series, reports } = history();
    assert.deepEqual(moved(at(6), 'reportForward', series, reports), at(12));
    assert.deepEqual(moved(at(8), 'reportForward', series, reports), at(12));
    assert.deepEqual(moved(at(12), 'reportBack', series, reports), at(6));
    assert.deepEqual(moved(at(8), 'reportBack', series, reports), at(6));
    assert.deepEqual(moved(at(0), 'reportBack', series, reports), at(0));
    assert.deepEqual(moved(at(18), 'reportForward', series, reports), at(18));
  });

  test('goes to the start, and back to following', () => {
    const { series, reports } = history();
    assert.deepEqual(moved(latest, 'start', series, reports), at(0));
    assert.deepEqual(moved(at(6), 'latest', series, reports), latest);
    assert.deepEqual(moved(at(6), 'back', new Series(1), []), latest);
  });
});

describe('the cursor by single steps', () => {
  test('is at any step that was made, and no further', () => {
    assert.deepEqual([stepAt(latest, 41), stepAt(at(7), 41), stepAt(at(50), 41), stepAt(latest, -1)], [41, 7, 41, -1]);
  });

  test('moves by a step and by a report, and stops at both ends', () => {
    const go = (from: Cursor, ...[move]: [Parameters<typeof stepped>[1]]) => stepped(from, move, 41, 10);
    assert.deepEqual(go(at(7), 'back'), at(6));
    assert.deepEqual(go(at(7), 'forward'), at(8));
    assert.deepEqual(go(latest, 'back'), at(40));
    assert.deepEqual(go(at(0), 'back'), at(0));
    assert.deepEqual(go(at(41), 'forward'), at(41));
    assert.deepEqual(go(at(7), 'reportForward'), at(10));
    assert.deepEqual(go(at(10), 'reportForward'), at(20));
    assert.deepEqual(go(at(40), 'reportForward'), at(41));
    assert.deepEqual(go(at(10), 'reportBack'), at(0));
    assert.deepEqual(go(at(13), 'reportBack'), at(10));
    assert.deepEqual(go(at(13), 'start'), at(0));
    assert.deepEqual(go(at(13), 'latest'), latest);
    assert.deepEqual(stepped(at(3), 'back', -1, 10), latest, 'there is no step yet');
  });
});

test('the lower bound is the first index that is not smaller', () => {
  assert.deepEqual(
    [-1, 0, 3, 4, 9, 10].map((value) => lowerBound([0, 3, 9], value)),
    [0, 0, 1, 2, 2, 3],
  );
});
