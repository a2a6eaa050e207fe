import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  formatCell,
  formatChange,
  formatCount,
  formatFloat32,
  formatG,
  formatNumber,
  formatRough,
  formatWeight,
  parseNumber,
} from '../../../../src/shared/text/numbers.ts';

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
    assert.equal(formatWeight(-Infinity), '−∞');
    assert.equal(formatWeight(NaN), 'NaN');
  });
});

describe('a weight with all its digits', () => {
  test('is the shortest text that reads back as the same float32', () => {
    assert.equal(formatFloat32(Math.fround(0.1)), '+0.1');
    assert.equal(formatFloat32(Math.fround(-0.7000663)), '−0.7000663');
    assert.equal(formatFloat32(Math.fround(16777216)), '+16777216');
    for (const value of [Math.PI, Math.E * 1e-20, 1 / 3, 3.4028234663852886e38]) {
      const float = Math.fround(value);
      assert.equal(Math.fround(parseNumber(formatFloat32(float))), float);
    }
  });
  test('has no sign at zero', () => assert.equal(formatFloat32(0), '0'));
});

describe('a number that is looked at', () => {
  const looked: [(value: number) => string, number, string][] = [
    [formatNumber, 0.38356050848960876, '0.383561'],
    [formatNumber, -1e-7, '−1e−7'],
    [formatNumber, 1.5e20, '1.5e+20'],
    [formatNumber, -0, '0'],
    [formatNumber, -Infinity, '−∞'],
    [formatNumber, NaN, 'NaN'],
    [formatChange, 0.004773, '+0.004773'],
    [formatChange, -3e-5, '−3e−5'],
    [formatChange, 0, '0'],
    [formatRough, 2e-6, '2.0e−6'],
    [formatRough, 1.49e-6, '1.5e−6'],
    [formatRough, 0.0001, '0.00010'],
    [formatRough, 0.996, '1.0'],
    [formatRough, 3.14159, '3.1'],
    [formatRough, 118, '120'],
    [formatRough, -1e9, '−1.0e+9'],
    [formatRough, 0, '0'],
    [formatRough, Infinity, '∞'],
    [formatCount, 0, '0'],
    [formatCount, 999, '999'],
    [formatCount, 3000, '3,000'],
    [formatCount, -1234567, '−1,234,567'],
  ];
  for (const [format, value, text] of looked)
    test(`${format.name}: ${value} is ${text}`, () => assert.equal(format(value), text));

  test('has a plus only where its direction is what one reads', () => {
    assert.deepEqual([formatCell(0.00012), formatCell(0.00012, 'minus')], ['+1.20e−4', '1.20e−4']);
    assert.deepEqual([formatCell(-0.5), formatCell(-0.5, 'minus')], ['−0.5000', '−0.5000']);
    assert.deepEqual([formatFloat32(1.5), formatFloat32(1.5, 'minus')], ['+1.5', '1.5']);
  });

  test('has neither a hyphen for a minus nor a padded exponent, whatever it is', () => {
    const all = [formatNumber, formatChange, formatRough, formatWeight, formatCell, formatFloat32];
    fc.assert(
      fc.property(fc.float(), fc.constantFrom(...all), (value, format) =>
        assert.match(format(value), /^[+−]?(\d+(\.\d+)?(e[+−][1-9]\d*)?|∞|NaN)$/),
      ),
    );
  });
});

describe('a number that is typed', () => {
  const typed: [string, number][] = [
    ['3000', 3000],
    [' 3,000 ', 3000],
    ['3 000', 3000],
    ['100,000,000', 1e8],
    ['1,234.5', 1234.5],
    ['1e-4', 1e-4],
    ['1E4', 1e4],
    ['+.5', 0.5],
    ['5.', 5],
    ['−0.25', -0.25],
    ['1e−7', 1e-7],
    ['０．００１', 0.001],
    ['３，０００', 3000],
  ];
  for (const [text, value] of typed) test(`“${text}” is ${value}`, () => assert.equal(parseNumber(text), value));

  for (const text of [
    '',
    ' ',
    '0x10',
    '0b1',
    '1_000',
    '0,001',
    '1,5',
    '3,00',
    '1,000 000',
    '1e',
    'Infinity',
    '1e999',
    '--1',
    '1-2',
  ])
    test(`“${text}” is none`, () => assert.equal(parseNumber(text), NaN));

  test('is read back as it is shown', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (float) =>
        assert.equal(Math.fround(parseNumber(formatFloat32(float))), float === 0 ? 0 : float),
      ),
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), (count) =>
        assert.equal(parseNumber(formatCount(count)), count === 0 ? 0 : count),
      ),
    );
  });
});
