// The decimal digits of binary numbers: as few as identify a float32, or so many with ties to even. JavaScript's own
// formatting knows only doubles and rounds ties up; C's and numpy's differ in just that.

/**
 * The double that prints with as few digits as tell this float32 from every other: 0.1 for fround(0.1). Where several
 * decimals of that length round back to it, the nearest, and of two as near the even one.
 */
export function shortestFloat32(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  // Nine significant digits tell any two float32 apart; one digit less may do as long as it rounds back.
  let digits = 9;
  while (digits > 1 && roundsBack(value.toExponential(digits - 2), value) !== undefined) digits--;
  return roundsBack(toExponential(value, digits - 1), value)!;
}

/** Of a decimal near a float32 and its two neighbours the first that rounds back to it. */
function roundsBack(nearest: string, value: number): number | undefined {
  const decimal = Number(nearest);
  if (Math.fround(decimal) === value) return decimal;
  // Below a power of two the float32s lie closer than above it: the decimal on the far side may round back alone.
  return neighbours(nearest)
    .map(Number)
    .find((decimal) => Math.fround(decimal) === value);
}

/** A decimal's two neighbours among those with as many digits. */
function neighbours(decimal: string): string[] {
  const [mantissa = '', exponent = ''] = decimal.split('e');
  const digits = mantissa.replace('.', '');
  const scale = Number(exponent) - digits.replace('-', '').length + 1;
  return [`${Number(digits) + 1}e${scale}`, `${Number(digits) - 1}e${scale}`];
}

/** `toFixed` with ties to even: 0.5 has no decimals as "0", 1.5 as "2". For |value| < 1e21 and up to 40 digits. */
export function toFixed(value: number, digits: number): string {
  return tiesToEven(digits, (places) => value.toFixed(places));
}

/** `toExponential` with ties to even, for up to 40 digits after the point. */
export function toExponential(value: number, digits: number): string {
  return tiesToEven(digits, (places) => value.toExponential(places));
}

function tiesToEven(digits: number, format: (places: number) => string): string {
  const rounded = format(digits);
  // A double that ends in 50 zeros there is exactly what its digits say.
  const [decimal = '', exponent] = format(digits + 50).split('e');
  const [whole = '', fraction = ''] = decimal.split('.');
  if (!/^50*$/.test(fraction.slice(digits))) return rounded;
  const cut = digits === 0 ? whole : `${whole}.${fraction.slice(0, digits)}`;
  if (Number(cut.at(-1)) % 2 !== 0) return rounded;
  return exponent === undefined ? cut : `${cut}e${exponent}`;
}
