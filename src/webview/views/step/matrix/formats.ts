// How the numbers of each quantity of a step are written: in short in a matrix, and with all digits where one is looked
// at. A plus stands where the direction is what one reads: on weights and on what moves them.
import { formatCell, formatFloat32, formatNumber, formatWeight, type Signs } from '../../../../shared/text/numbers.ts';
import type { Role } from '../../../../shared/step/step.ts';

type Format = (value: number) => string;
interface Formats {
  readonly short: Format;
  readonly exact: Format;
}

const formats = (short: (value: number, signs: Signs) => string, signs: Signs): Formats => ({
  short: (value) => short(value, signs),
  exact: (value) => formatFloat32(value, signs),
});

const value = formats(formatCell, 'minus');
const direction = formats(formatCell, 'both');
const weight = formats(formatWeight, 'both');
/** One number that is the same for all. */
const single = formats(formatNumber, 'minus');

export const formatsOf: Readonly<Record<Role, Formats>> = {
  inputs: value,
  labels: value,
  weights: weight,
  biases: weight,
  sums: value,
  outputs: value,
  errors: direction,
  rowLosses: value,
  penalty: single,
  loss: single,
  outputGradient: direction,
  sumGradient: direction,
  gradient: direction,
  scalar: single,
  slotBefore: value,
  slotAfter: value,
  effectiveRate: value,
  change: direction,
  after: weight,
  share: direction,
};
