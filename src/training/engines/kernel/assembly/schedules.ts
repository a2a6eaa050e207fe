// How the learning rate goes with the step, as a factor of the one that is set.
import { numberAt, places } from './numbers';
import { schedule, step } from './run';

export namespace schedules {
  export const constant: i32 = 0;
  export const exponentialDecay: i32 = 1;
  export const staircase: i32 = 2;
  export const cosine: i32 = 3;
  export const warmup: i32 = 4;
}

/** The learning rate of the step to be made. */
export function learningRate(): v128 {
  const rate = numberAt(places.learningRate);
  if (schedule == schedules.constant) return rate;
  const steps = numberAt(places.scheduleSteps);
  const number = numberAt(places.scheduleRate);
  let factor = f32x4.splat(factorOf(f32x4.extract_lane(steps, 0), f32x4.extract_lane(number, 0)));
  factor = f32x4.replace_lane(factor, 1, factorOf(f32x4.extract_lane(steps, 1), f32x4.extract_lane(number, 1)));
  factor = f32x4.replace_lane(factor, 2, factorOf(f32x4.extract_lane(steps, 2), f32x4.extract_lane(number, 2)));
  factor = f32x4.replace_lane(factor, 3, factorOf(f32x4.extract_lane(steps, 3), f32x4.extract_lane(number, 3)));
  return f32x4.mul(rate, factor);
}

/**
 * @param steps over how many steps the rate decays once, comes down or rises
 * @param number the decay's factor; the share of the rate at which the cosine ends, or the warm-up begins
 */
function factorOf(steps: f32, number: f32): f32 {
  // In double precision, as step numbers pass 2²⁴.
  const progress = <f64>step / <f64>steps;
  switch (schedule) {
    case schedules.exponentialDecay:
      return <f32>NativeMath.pow(number, progress);
    case schedules.staircase:
      return <f32>NativeMath.pow(number, NativeMath.floor(progress));
    case schedules.cosine: {
      const half = 0.5 * (1 + NativeMath.cos(NativeMath.PI * NativeMath.min(progress, 1)));
      return <f32>(<f64>number + (1 - <f64>number) * half);
    }
    default:
      return <f32>(<f64>number + (1 - <f64>number) * NativeMath.min(progress, 1));
  }
}
