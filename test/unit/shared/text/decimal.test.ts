import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shortestFloat32, toExponential, toFixed } from '../../../../src/shared/text/decimal.ts';
import { formatG } from '../../../../src/shared/text/numbers.ts';
import { readFixture } from '../../training/fixtures/read.ts';

describe("a float32's shortest decimal", () => {
  test("is numpy's, at and beside every power of two and for random bits", () => {
    for (const [value, text] of readFixture<[number, string]>('shortest-float32')) {
      assert.equal(shortestFloat32(value).toExponential(), text.replace(/e([+-])0*(\d)/, 'e$1$2'), `of ${value}`);
    }
  });
  test('is the value itself where there are no digits', () => {
    for (const value of [NaN, Infinity, -Infinity, 0, -0]) assert.ok(Object.is(shortestFloat32(value), value));
  });
});

describe('a decimal of so many digits', () => {
  test('rounds a tie to the even digit', () => {
    assert.deepEqual(
      [0.5, 1.5, 2.5, -2.5].map((value) => toFixed(value, 0)),
      ['0', '2', '2', '-2'],
    );
    assert.deepEqual(
      [0.125, 0.375].map((value) => toFixed(value, 2)),
      ['0.12', '0.38'],
    );
    assert.deepEqual(
      [1.5, 2.5, 25].map((value) => toExponential(value, 0)),
      ['2e+0', '2e+0', '2e+1'],
    );
  });
  test('rounds what is only nearly a tie to the nearer digit', () => {
    // As doubles, 0.35 is a little less than it says and 0.45 a little more.
    assert.deepEqual(
      [0.35, 0.45].map((value) => toFixed(value, 1)),
      ['0.3', '0.5'],
    );
  });
});

test("a loss is written as Python's %g writes it", () => {
  for (const [value, text] of readFixture<[number, string]>('percent-g')) {
    assert.equal(formatG(value), text, `of ${value}`);
  }
});
