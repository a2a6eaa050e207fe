// How numbers are written and read: one row a kind, and every place where a person reads a number takes one of them.
//
//   formatG        0.388334   1e-07   -inf  nan   what programs print: C's `%g`, in the lesson's print-out and the terminal
//   formatCount    3,000                          things that are counted, and whole numbers that bound them
//   formatNumber   0.388334   1e−7    −∞    NaN   a loss, a rate, a factor: six significant digits
//   formatChange   +0.004773                      how far something moves: the same with its sign
//   formatRough    2.0e−6                         a measure of which no more is meant: two digits, the zeros too
//   formatWeight   −0.7001    −1.2e+20            a weight beside others: its sign and four decimals
//   formatCell     +3.91e−4                       any other number of a matrix, which may be small
//   formatFloat32  −0.70006627                    a float32 with all its digits
//   withSubscripts W₁                             a name whose digits stand below its letters
//
// A minus in a number that is looked at is U+2212, also in an exponent. Knows nothing of languages.
import { shortestFloat32, toExponential } from './decimal.ts';

const minus = '\u2212';

/** C's `%g`: six significant digits, no trailing zeros, an exponent below 1e-4 and from 1e6; `inf`, `-inf`, `nan`. */
export function formatG(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', power = ''] = toExponential(value, 5).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return withoutTrailingZeros(shifted(mantissa, exponent));
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${withoutTrailingZeros(mantissa)}e${exponent < 0 ? '-' : '+'}${digits}`;
}

/** C's `%+g`: a change, as programs print it. */
export function formatChangeG(value: number): string {
  return value > 0 ? `+${formatG(value)}` : formatG(value);
}

/** A whole number, its thousands apart: `3,000`. */
export function formatCount(count: number): string {
  return `${count < 0 ? minus : ''}${String(Math.abs(count)).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

/** Six significant digits, as `%g` has them: `0.388334`, `1e−7`, `−∞`. */
export function formatNumber(value: number): string {
  return withSign(value, looked(formatG(Math.abs(value))), 'minus');
}

/** How far something moves, or one number is from another: six significant digits and a sign. Zero has none. */
export function formatChange(value: number): string {
  return withSign(value, looked(formatG(Math.abs(value))), 'both');
}

/** So many significant digits, trailing zeros too, of a number of which no more is meant: `2.0e−6`, `0.50`, `3.7`. */
export function formatRough(value: number, digits = 2): string {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) return formatNumber(value);
  const rounded = toExponential(size, digits - 1);
  const exponent = Number(rounded.split('e')[1]);
  if (exponent < -4 || exponent >= 6) return withSign(value, looked(rounded), 'minus');
  return withSign(value, Number(rounded).toFixed(Math.max(digits - 1 - exponent, 0)), 'minus');
}

/** Which signs a number is written with: both where its direction is what one reads, such as a gradient's. */
export type Signs = 'both' | 'minus';

/**
 * A weight in short: a sign and four decimals, `+0.9136`. Never more than eight characters: from 100 on it has fewer
 * decimals, from 100,000 on an exponent, `−1.2e+20`. Zero has no sign.
 */
export function formatWeight(value: number, signs: Signs = 'both'): string {
  const size = Math.abs(value);
  const text = looked(Number.isFinite(size) ? inEightCharacters(size) : formatG(size));
  return Number(text) === 0 ? text : withSign(value, text, signs);
}

/**
 * A number of a step in short: as a weight, but with an exponent below 0.01, where four decimals would say too little:
 * `+3.91e−4`. Never more than nine characters.
 */
export function formatCell(value: number, signs: Signs = 'both'): string {
  const size = Math.abs(value);
  if (size === 0 || !(size < 0.01)) return formatWeight(value, signs);
  return withSign(value, looked(size.toExponential(size < 1e-9 ? 1 : 2)), signs);
}

/** A float32 with as few digits as tell it from every other float32: `−0.70006627`. Zero has no sign. */
export function formatFloat32(value: number, signs: Signs = 'both'): string {
  const size = Math.abs(value);
  return withSign(value, looked(Number.isFinite(size) ? String(shortestFloat32(size)) : formatG(size)), signs);
}

/** A name with its digits below: `W₁` of `W1`. */
export function withSubscripts(name: string): string {
  return name.replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
}

/**
 * The number that a person typed, in any of the ways above: decimal digits with a point, thousands apart or not, a sign,
 * an exponent. Full-width characters count as their narrow ones. NaN where a text says none, or one beyond all numbers.
 */
export function parseNumber(text: string): number {
  const plain = text.normalize('NFKC').trim().replaceAll(minus, '-');
  // A comma parts thousands only where nothing else can be meant: “0,001” is somebody's 0.001, and refused.
  const digits = /^[+-]?[1-9]\d{0,2}([, ])\d{3}(\1\d{3})*(\.\d*)?$/.test(plain) ? plain.replace(/[, ]/g, '') : plain;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return NaN;
  const value = Number(digits);
  return Number.isFinite(value) ? value : NaN;
}

/** A size as a person reads it: no padding in an exponent, and what is not finite in signs. */
function looked(size: string): string {
  if (size === 'nan') return 'NaN';
  return size.replace('inf', '∞').replace(/e([+-])0*(\d)/, (_, sign: string, power: string) => `e${sign}${power}`);
}

/** A size, already looked at, with its number's sign in front. */
function withSign(value: number, size: string, signs: Signs): string {
  const text = size.replace('-', minus);
  if (value < 0) return `${minus}${text}`;
  return value > 0 && signs === 'both' ? `+${text}` : text;
}

function inEightCharacters(size: number): string {
  const fixed = [4, 3, 2, 1].map((decimals) => size.toFixed(decimals));
  return fixed.find((text) => text.length < 8) ?? size.toExponential(1);
}

/** A mantissa `d.ddddd` times ten to an exponent from −4 to 5, written out. */
function shifted(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

function withoutTrailingZeros(decimal: string): string {
  return decimal.replace(/\.0*$|(\.\d*?)0+$/, '$1');
}
