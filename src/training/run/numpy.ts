// numpy's print format for two-dimensional arrays of floats: `str(array)` with the default print options of numpy 1.14
// and later. A port of numpy/core/arrayprint.py (`FloatingFormat`, `_formatArray`). Knows nothing of what is printed.
import { shortestFloat32, toExponential, toFixed } from '../../shared/text/decimal.ts';

/** A matrix of floats, row-major. */
export interface FloatArray {
  readonly dtype: 'float32' | 'float64';
  readonly values: Float32Array | Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** numpy's default print options. */
const precision = 8;
const lineWidth = 75;
const threshold = 1000;
const edgeItems = 3;

/** The array as `print` shows it, without a line break at the end. */
export function formatArray(array: FloatArray): string {
  const summarised = array.rows * array.columns > threshold;
  const rows = shownIndices(array.rows, summarised);
  const columns = shownIndices(array.columns, summarised);
  const valueAt = (row: number, column: number) => array.values[row * array.columns + column]!;
  const isShown = (index: number) => index !== gap;
  const shown = rows.filter(isShown).flatMap((row) => columns.filter(isShown).map((column) => valueAt(row, column)));
  const format = makeFormat(shown, array.dtype);
  const wordAt = (row: number) => (column: number) => (isShown(column) ? format(valueAt(row, column)) : '...');
  const lines = rows.map((row) => (isShown(row) ? formatRow(columns.map(wordAt(row))) : '...'));
  return `[${lines.join('\n ')}]`;
}

const gap = -1;

/** All indices up to a length, or where that is summarised the first and the last few with a gap between. */
function shownIndices(length: number, summarised: boolean): number[] {
  const all = Array.from({ length }, (_, index) => index);
  if (!summarised || length <= 2 * edgeItems) return all;
  return [...all.slice(0, edgeItems), gap, ...all.slice(-edgeItems)];
}

/** One row in brackets, wrapped where it gets too wide. Continuation lines are indented by both brackets. */
function formatRow(words: readonly string[]): string {
  const indent = '  ';
  // One bracket on the left is the hanging indent of the outer array; two on the right close both.
  const width = lineWidth - 2;
  const lines: string[] = [];
  let line = indent;
  words.forEach((word, index) => {
    if (line.length + word.length > width && line.length > indent.length) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += index < words.length - 1 ? `${word} ` : word;
  });
  return `[${[...lines, line].join('\n').slice(indent.length)}]`;
}

/** How one value is written, and how many characters that takes before and after its point. */
interface Format {
  readonly text: (value: number) => string;
  readonly left: number;
  readonly right: number;
}

/** Writes any of the values shown, all at the same width. */
function makeFormat(values: readonly number[], dtype: FloatArray['dtype']): (value: number) => string {
  const finite = values.filter(Number.isFinite);
  const { text, left, right } = spreadsFar(finite, dtype) ? scientific(finite, dtype) : positional(finite, dtype);
  const names = values.filter((value) => !Number.isFinite(value)).map(nameOf);
  const width = Math.max(left + 1 + right, ...names.map((name) => name.length));
  return (value) => (Number.isFinite(value) ? text(value) : nameOf(value)).padStart(width);
}

function nameOf(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

/** Whether some of the values would need too many digits before or after the point. */
function spreadsFar(finite: readonly number[], dtype: FloatArray['dtype']): boolean {
  const sizes = finite.filter((value) => value !== 0).map(Math.abs);
  const [most, least] = [Math.max(...sizes), Math.min(...sizes)];
  const ratio = dtype === 'float32' ? Math.fround(most / least) : most / least;
  return sizes.length > 0 && (most >= 1e8 || least < 0.0001 || ratio > 1000);
}

/** Points below one another; after them as many digits as each value needs, and spaces. Before them, every digit. */
function positional(finite: readonly number[], dtype: FloatArray['dtype']): Format {
  const split = (value: number) => {
    const decimal = String(shortest(Math.abs(value), dtype));
    const needed = (decimal.split('.')[1] ?? '').length;
    const isShort = needed > 0 && needed <= precision;
    const digits = isShort ? decimal : toFixed(Math.abs(value), Math.min(needed, precision));
    const [whole = '', fraction = ''] = digits.split('.');
    return { whole: sign(value) + whole, fraction: withoutTrailingZeros(fraction) };
  };
  const parts = finite.map(split);
  const right = longest(parts.map(({ fraction }) => fraction));
  const text = (value: number) => {
    const { whole, fraction } = split(value);
    return `${whole}.${fraction.padEnd(right)}`;
  };
  return { text, left: longest(parts.map(({ whole }) => whole)), right };
}

/**
 * One digit before the point; after it, and in the exponent, as many as the value that needs most of them. Where a value
 * needs fewer it shows more of its exact digits, not zeros: so numpy 1.21 and later.
 */
function scientific(finite: readonly number[], dtype: FloatArray['dtype']): Format {
  const split = (value: number) => {
    const decimal = shortest(Math.abs(value), dtype).toExponential();
    const fits = decimal.indexOf('e') - 2 <= precision;
    const [mantissa = '', exponent = ''] = (fits ? decimal : toExponential(Math.abs(value), precision)).split('e');
    const [whole = '', fraction = ''] = mantissa.split('.');
    return {
      whole: sign(value) + whole,
      fraction: withoutTrailingZeros(fraction),
      exponentSign: exponent.slice(0, 1),
      exponent: exponent.slice(1).padStart(2, '0'),
    };
  };
  const parts = finite.map(split);
  const fractionDigits = longest(parts.map(({ fraction }) => fraction));
  const exponentDigits = longest(parts.map(({ exponent }) => exponent));
  const text = (value: number) => {
    const { whole, fraction, exponentSign, exponent } = split(value);
    const exact = toExponential(Math.abs(value), fractionDigits).slice(2, 2 + fractionDigits);
    const shown = fraction.length < fractionDigits ? exact : fraction;
    return `${whole}.${shown}e${exponentSign}${exponent.padStart(exponentDigits, '0')}`;
  };
  return { text, left: longest(parts.map(({ whole }) => whole)), right: fractionDigits + 2 + exponentDigits };
}

/** The double whose digits are as few as identify the value among those of its type. */
function shortest(value: number, dtype: FloatArray['dtype']): number {
  return dtype === 'float32' ? shortestFloat32(value) : value;
}

function sign(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : '';
}

function withoutTrailingZeros(fraction: string): string {
  return fraction.replace(/0+$/, '');
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
