// The loss's derivative by one weight, by differences in double precision, and whether float32 can tell it at all. Knows
// nothing of what it is compared with.
import { unitCount } from '../../shared/spec/spec.ts';
import type { Rows } from '../data/dataset.ts';
import { makeDoubleLoss, type DoubleLoss } from './double.ts';
import type { Problem } from '../engines/engine.ts';
import { randomState } from '../data/random/mt19937.ts';

/** How far a weight is moved to either side, in proportion to its size; and how far where a kink may be nearer than that. */
const reach = { far: 1e-5, near: 1e-7 };
/** How far float32 rounds sums and outputs, about, in proportion to the sizes of their terms. */
const rounding = 2 ** -22;
/** How many of the ways in which rounding may fall are looked at. */
const ways = 4;

export interface Slopes {
  /** By central differences; NaN where the slopes to both sides differ by more than `most`. */
  difference(i: number, most: number): number;
  /**
   * To both sides, from nearer by; and so where float32's rounding may lead to. Where these differ, float32 can't tell the
   * slope: it is too steep there, or float32 may stand on the other side of a kink than double precision.
   */
  near(i: number): number[];
}

/** The slopes of the loss over rows of the data, at weights, by each of the weights. */
export function makeSlopes(problem: Problem, rows: Rows, at: Float32Array): Slopes {
  const exact = makeDoubleLoss(problem, rows);
  const far = makeSides(exact, at, reach.far);
  let near: readonly Sides[] | undefined;
  return {
    difference(i, most) {
      const [up, down] = far(i);
      return Math.abs(up - down) > most ? NaN : (up + down) / 2;
    },
    near(i) {
      near ??= [exact, ...roundedLosses(problem, rows)].map((loss) => makeSides(loss, at, reach.near));
      return near.flatMap((sides) => sides(i));
    },
  };
}

/** The slopes from weights to where weight `i` is moved, up and down. */
type Sides = (i: number) => [up: number, down: number];

function makeSides(loss: DoubleLoss, at: Float32Array, reach: number): Sides {
  const weights = Float64Array.from(at);
  const here = loss(weights);
  return (i) => {
    const w = weights[i]!;
    const h = reach * Math.max(1, Math.abs(w));
    weights[i] = w + h;
    const up = (loss(weights) - here) / h;
    weights[i] = w - h;
    const down = (here - loss(weights)) / h;
    weights[i] = w;
    return [up, down];
  };
}

/** Losses whose units are rounded up and down at random, in each otherwise: as float32 may round them. */
function roundedLosses(problem: Problem, rows: Rows): DoubleLoss[] {
  return Array.from({ length: ways }, (_, way) => {
    // A unit's sum and its output, in each row.
    const draws = randomState(way, 2 * unitCount(problem.spec) * (rows.end - rows.start));
    return makeDoubleLoss(problem, rows, () => {
      let next = 0;
      return (value, size) => value + (draws[next++]! < 0.5 ? rounding : -rounding) * size;
    });
  });
}
