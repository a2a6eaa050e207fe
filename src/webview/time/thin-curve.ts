// The loss curve as a line of points over all steps, logarithmic, and where a step is on it. Pure.
import type { Series } from '../../shared/run/series.ts';

/** Pixels left free above and below the curve. */
const margin = 4;

/** Pixels from the left, of a width; `last` is the step at the right end. */
export function xOfStep(step: number, width: number, last: number): number {
  return (width * step) / last;
}

export function stepAtX(x: number, width: number, last: number): number {
  return Math.round((Math.min(Math.max(x / width, 0), 1) || 0) * last);
}

/**
 * The rows' losses as points of a picture, one column of pixels at most one. A loss that has no logarithm is drawn at the
 * end where it belongs: one beyond all numbers on top, zero below.
 */
export function curveOf(
  series: Series,
  rows: number,
  last: number,
  { width, height }: { width: number; height: number },
): [x: number, y: number][] {
  const inColumn = new Map<number, number>();
  let [least, greatest] = [Infinity, -Infinity];
  for (let row = 0; row < rows; row++) {
    const loss = series.loss(row);
    inColumn.set(Math.round(xOfStep(series.step(row), width, last)), loss);
    if (!(loss > 0 && loss < Infinity)) continue;
    least = Math.min(least, loss);
    greatest = Math.max(greatest, loss);
  }
  const span = Math.log(greatest) - Math.log(least);
  const y = (loss: number) => {
    const share = loss > 0 ? (Math.log(loss) - Math.log(least)) / span : Number.isNaN(loss) ? 1 : 0;
    const held = Number.isNaN(share) ? 0.5 : Math.min(Math.max(share, 0), 1);
    return height - margin - held * (height - 2 * margin);
  };
  return [...inColumn].map(([x, loss]) => [x, y(loss)]);
}
