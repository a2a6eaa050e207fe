// How numbers are written: the lesson's `%g`, weights in short and with all their digits. Knows nothing of languages;
// a minus in a number that is looked at is U+2212.
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

/**
 * A weight in short: a sign and four decimals, `+0.9136`. Never more than eight characters: from 100 on it has fewer
 * decimals, from 100,000 on an exponent, `−1.2e+20`. Zero has no sign.
 */
export function formatWeight(value: number): string {
  const size = Math.abs(value);
  const text = !Number.isFinite(value) ? formatG(size) : inEightCharacters(size);
  return Number(text) === 0 || Number.isNaN(value) ? text : `${value < 0 ? minus : '+'}${text}`;
}

/**
 * A number of a step in short: as a weight, but with an exponent below 0.01, where four decimals would say too little:
 * `+3.91e−4`. Never more than nine characters.
 */
export function formatCell(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || !(size < 0.01)) return formatWeight(value).replace('e-', `e${minus}`);
  return `${value < 0 ? minus : '+'}${size.toExponential(size < 1e-9 ? 1 : 2).replace('-', minus)}`;
}

/** A float32 with as few digits as tell it from every other float32, and a sign: `−0.70006627`. Zero has no sign. */
export function formatFloat32(value: number): string {
  const size = Math.abs(value);
  const text = Number.isFinite(value) ? String(shortestFloat32(size)) : formatG(size);
  return value === 0 || Number.isNaN(value) ? text : `${value < 0 ? minus : '+'}${text}`;
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
