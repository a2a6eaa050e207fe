// How a run broke: what the steps before it say.
import { quantitiesOf } from '../../shared/step/quantities.ts';
import type { Breakdown, StepRecord } from '../../shared/step/step.ts';
import { norm } from './recorder.ts';

/** So many steps before the last are looked at. */
export const stepsLookedBack = 12;

/** @param records of the steps up to the one that broke, in order */
export function breakdownOf(records: readonly StepRecord[]): Breakdown {
  const broken = records.at(-1)!;
  const quantities = quantitiesOf(broken.spec, broken.step, broken.batch.end - broken.batch.start);
  const sized = quantities.filter(({ role }) => role === 'weights' || role === 'biases' || role === 'gradient');
  const sizes = sized.map(({ id }) => ({
    quantity: id,
    sizes: Float64Array.from(records, ({ values }) => norm(values[id]!)),
  }));
  const growths = sizes.map(({ quantity, sizes }) => ({ quantity, factor: growth(sizes) }));
  const first = quantities.find(({ id }) => !broken.values[id]!.every(Number.isFinite));
  const at = first === undefined ? 0 : broken.values[first.id]!.findIndex((value) => !Number.isFinite(value));
  return {
    first:
      first === undefined
        ? null
        : { quantity: first.id, row: Math.floor(at / first.columns.count), column: at % first.columns.count },
    steps: Float64Array.from(records, ({ step }) => step),
    overshoots: Float64Array.from(records, ({ lossChange }) => lossChange.overshoot),
    sizes,
    grew: growths.reduce((most, next) => (next.factor > most.factor ? next : most)),
  };
}

/** By which factor finite sizes grew from one to the next, the geometric mean; 1 where there is no telling. */
function growth(sizes: Float64Array): number {
  const finite = sizes.filter((size) => Number.isFinite(size) && size > 0);
  return finite.length < 2 ? 1 : (finite.at(-1)! / finite[0]!) ** (1 / (finite.length - 1));
}
