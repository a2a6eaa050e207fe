// Colours as numbers: mixing, WCAG contrast, and the diverging scale of the weights. Pure.

/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The way from one colour to another; 0 is `from`, 1 is `to`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share;
  return [channel(0), channel(1), channel(2)];
}

export function css([red, green, blue]: Rgb): string {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)})`;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG's 4.5:1 and a little for rounding. */
const legible = 4.6;
/** Past this a cell is louder than its number. */
const loudest = 0.7;

/** How much of `hue` a background may take so that text on it, and on every weaker mix, stays legible. */
export function strongestMix(background: Rgb, hue: Rgb, text: Rgb): number {
  let share = 0;
  while (share < loudest && contrast(mix(background, hue, share + 0.01), text) >= legible) share += 0.01;
  return share;
}

/** A diverging scale about zero: the background at zero, one hue for negative values and one for positive. */
export interface Scale {
  readonly background: Rgb;
  readonly negative: Rgb;
  readonly positive: Rgb;
  /** The share of a hue at either end. */
  readonly strongest: number;
}

/** A scale on which text stays legible, and as strong on one side as on the other. */
export function divergingScale(background: Rgb, text: Rgb, negative: Rgb, positive: Rgb): Scale {
  const strongest = Math.min(...[negative, positive].map((hue) => strongestMix(background, hue, text)));
  return { background, negative, positive, strongest };
}

/** The colour of a value on a scale that ends at ±`largest`. A value that is no number has none. */
export function colourOf(scale: Scale, value: number, largest: number): string {
  if (Number.isNaN(value)) return css(scale.background);
  const share = largest > 0 ? Math.min(Math.abs(value) / largest, 1) : 0;
  return css(mix(scale.background, value < 0 ? scale.negative : scale.positive, scale.strongest * share));
}

/** The end of a symmetric scale for some values: round, so that it seldom moves while they do. */
export function scaleEnd(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  const step = steps.find((candidate) => candidate * power >= largest) ?? 10;
  return Number((step * power).toPrecision(2));
}
