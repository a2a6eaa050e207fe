// How the learning rate goes with the step: a factor of the one that is set. The formulas' sources are in
// `shared/spec/catalogue.ts`.
import type { ScheduleSpec } from '../../../shared/spec/spec.ts';

type Factors = {
  readonly [Kind in ScheduleSpec['kind']]: (schedule: Extract<ScheduleSpec, { kind: Kind }>, step: number) => number;
};

const factors: Factors = {
  constant: () => 1,
  exponentialDecay: ({ rate, steps }, step) => Math.fround(rate) ** (step / steps),
  staircase: ({ rate, steps }, step) => Math.fround(rate) ** Math.floor(step / steps),
  cosine({ end, steps }, step) {
    const half = (1 + Math.cos(Math.PI * Math.min(step / steps, 1))) / 2;
    return Math.fround(end) + (1 - Math.fround(end)) * half;
  },
  warmup: ({ start, steps }, step) => Math.fround(start) + (1 - Math.fround(start)) * Math.min(step / steps, 1),
};

/** The factor of the learning rate at a step, from 0; float32. */
export function factorAt<Kind extends ScheduleSpec['kind']>(
  schedule: Extract<ScheduleSpec, { kind: Kind }>,
  step: number,
): number {
  const factor: Factors[Kind] = factors[schedule.kind];
  return Math.fround(factor(schedule, step));
}
