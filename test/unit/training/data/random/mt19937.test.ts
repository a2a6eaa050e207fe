import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { randomState } from '../../../../../src/training/data/random/mt19937.ts';
import { readFixture } from '../../fixtures/read.ts';
import { firstInput } from '../../published.ts';

describe("numpy's RandomState(seed).rand", () => {
  test('starts as the lesson prints it', () => assert.deepEqual([...randomState(23455, 2)], firstInput));

  test('gives the values that tutorials know for seed 42', () => {
    const known = ['0.37454012', '0.95071431', '0.73199394', '0.59865848'];
    assert.deepEqual(
      Array.from(randomState(42, 4), (value) => value.toFixed(8)),
      known,
    );
  });

  const streams = readFixture<{ seed: number; first: number[]; last: number[]; count: number }>('random-state');
  for (const { seed, first, last, count } of streams) {
    test(`is numpy's for seed ${seed}, also after the generator's state is renewed`, () => {
      const values = randomState(seed, count);
      assert.deepEqual([...values.slice(0, first.length)], first);
      assert.deepEqual([...values.slice(-last.length)], last);
    });
  }
});
