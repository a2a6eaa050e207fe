// What `npm test` adds up must be what the runners said.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCounts } from '../../../scripts/counts.mts';

describe('the counts of a test runner', () => {
  test('are those of node’s closing lines', () => {
    const closing =
      'ℹ tests 9\nℹ suites 1\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 2\nℹ todo 1\nℹ duration_ms 3\n';
    assert.deepEqual(readCounts(closing), { passed: 4, failed: 2, skipped: 3 });
  });

  test('are those of mocha’s closing lines', () => {
    assert.deepEqual(readCounts('\n  24 passing (17s)\n  2 pending\n  1 failing\n'), {
      passed: 24,
      failed: 1,
      skipped: 2,
    });
  });

  test('are none where the runner was cut off', () => {
    assert.equal(readCounts('  commands\n    ✔ Train trains the lesson (1204ms)\n'), undefined);
  });

  test('are not taken from what a test prints in a line', () => {
    assert.equal(readCounts('it said: 3 passing\nthen ℹ pass 3 of 4\n'), undefined);
  });
});
