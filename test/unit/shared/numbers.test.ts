import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatFloat32, formatG, formatWeight } from '../../../src/shared/numbers.ts';

describe('a loss, as C prints it with %g', () => {
  // Expected texts are those of C's printf and Python's '%g'.
  const printed: [number, string][] = [
    [5.131180286407471, '5.13118'],
    [0.390597, '0.390597'],
    [0.38366, '0.38366'],
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [100, '100'],
    [-2.5, '-2.5'],
    [123456, '123456'],
    [1234567, '1.23457e+06'],
    [999999.4, '999999'],
    [999999.5, '1e+06'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [0.0001234567, '0.000123457'],
    [9.9999995e-5, '0.0001'],
    [3.4028234663852886e38, '3.40282e+38'],
    [1e-300, '1e-300'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [NaN, 'nan'],
  ];
  for (const [value, text] of printed) test(`${value} is ${text}`, () => assert.equal(formatG(value), text));

  test('rounds an exact tie to the even digit', () => {
    assert.equal(formatG(100000.5), '100000');
    assert.equal(formatG(100001.5), '100002');
    assert.equal(formatG(-100002.5), '-100002');
  });
});

describe('a weight in short', () => {
  test('has a sign and four decimals', () => {
    assert.equal(formatWeight(0.91363184), '+0.9136');
    assert.equal(formatWeight(-0.00066), '−0.0007');
  });
  test('has no sign where it rounds to zero', () => {
    assert.equal(formatWeight(0), '0.0000');
    assert.equal(formatWeight(-0.00001), '0.0000');
  });
  test('stays short however large it grows', () => {
    assert.equal(formatWeight(-1.234e20), '−1.2e+20');
    assert.equal(formatWeight(123.456789), '+123.457');
    assert.equal(formatWeight(-99999.9), '−99999.9');
    for (const value of [99.99996, 999.9999, 9999.999, 99999.96, 3.4e38]) {
      assert.ok(formatWeight(-value).length <= 8, `${value}: ${formatWeight(-value)}`);
    }
    assert.equal(formatWeight(-Infinity), '−inf');
    assert.equal(formatWeight(NaN), 'nan');
  });
});

describe('a weight with all its digits', () => {
  test('is the shortest text that reads back as the same float32', () => {
    assert.equal(formatFloat32(Math.fround(0.1)), '+0.1');
    assert.equal(formatFloat32(Math.fround(-0.7000663)), '−0.7000663');
    assert.equal(formatFloat32(Math.fround(16777216)), '+16777216');
    for (const value of [Math.PI, Math.E * 1e-20, 1 / 3, 3.4028234663852886e38]) {
      const float = Math.fround(value);
      assert.equal(Math.fround(Number(formatFloat32(float))), float);
    }
  });
  test('has no sign at zero', () => assert.equal(formatFloat32(0), '0'));
});
