// The kernel: training steps, and the loss on all data. The plan has laid the run out in memory before; see
// `engines/kernel.ts`. Nothing here allocates.
import { differentiateChain } from './chain';
import { differentiateLanes, sumLossLanes } from './lanes';
import { differentiateLesson, isLesson, sumLossLesson } from './lesson';
import { differentiateNarrow, Inputs1, Inputs2, Inputs3, Inputs4, sumLossNarrow } from './narrow';
import { numberAt, places } from './numbers';
import { update } from './optimizers';
import {
  advance,
  batchSize,
  gradient,
  layerAt,
  layerCount,
  position,
  rows,
  traceOffsets,
  traceSums,
  traceWeights,
  values,
  way,
  ways,
  weightCount,
} from './run';
import { differentiateWide, sumLossWide } from './wide';

export {
  batchSize,
  gradient,
  inputs,
  joint,
  labels,
  layerCount,
  layers,
  loss,
  memory1,
  memory2,
  numbers,
  optimizer,
  parameterBytes,
  position,
  rows,
  schedule,
  step,
  totals,
  traceOffsets,
  traceSums,
  traceWeights,
  values,
  way,
  weightCount,
} from './run';

export { rateInForce, writeLossTerms } from './record';

// An export stays a function of its own, which an engine compiles as soon as it proves hot, without what else is here.
export { differentiateLesson, sumLossLesson } from './lesson';

/** Whether the loss has a penalty on the weights' squares. */
export let isPenalised: i32 = 0;
/** Whether the last step left a parameter beyond the bound: someone must see whether the run's numbers are finite. */
export let isBeyond: i32 = 0;

/** Where free memory begins. */
export function memoryStart(): usize {
  return __heap_base;
}

/** Makes up to `count` steps; ends after one that leaves a parameter beyond the bound. @returns how many it made */
export function makeSteps(count: i32): i32 {
  isBeyond = 0;
  for (let made = 1; made <= count; made++) {
    differentiate(position, min(position + batchSize, rows));
    if (isPenalised) addPenalty();
    const isWithin = update();
    advance();
    if (!isWithin) {
      isBeyond = 1;
      return made;
    }
  }
  return count;
}

/**
 * Keeps `count` states, each after as many more steps as are asked for in its place; ends after a step that leaves a
 * parameter beyond the bound. @returns how many it kept
 */
export function fillTrace(count: i32): i32 {
  const bytes = (<usize>weightCount) << 2;
  let kept = traceWeights;
  for (let row = 0; row < count; row++) {
    const at = traceSums + ((<usize>row) << 3);
    makeSteps(<i32>load<f64>(at));
    if (isBeyond) return row;
    store<f64>(at, sumLoss());
    for (let w: usize = 0; w < bytes; w += 4, kept += 4) {
      store<f32>(kept, load<f32>(values + load<u32>(traceOffsets + w)));
    }
  }
  return count;
}

/** Writes the gradient over rows [start, end) at the parameters as they are. */
export function differentiate(start: i32, end: i32): void {
  const width = layerAt(0).inputs;
  if (way == ways.narrow) {
    if (isLesson()) differentiateLesson(start, end);
    else if (width == 2) differentiateNarrow<Inputs2>(start, end);
    else if (width == 1) differentiateNarrow<Inputs1>(start, end);
    else if (width == 3) differentiateNarrow<Inputs3>(start, end);
    else differentiateNarrow<Inputs4>(start, end);
  } else if (way == ways.wide) {
    differentiateWide(start, end);
  } else if (isLesson()) {
    differentiateChain(start, end);
  } else {
    differentiateLanes(start, end);
  }
}

/** The sum of the loss's terms over all rows. Of four runs the sums are in `totals`, and 0 is returned. */
export function sumLoss(): f64 {
  if (way == ways.narrow) return isLesson() ? sumLossLesson(rows) : sumLossNarrow(rows);
  if (way == ways.wide) return sumLossWide(rows);
  sumLossLanes(rows);
  return 0;
}

/** The penalty's gradient 2λ·w, for weights but not for biases. */
function addPenalty(): void {
  const factor = numberAt(places.l2);
  for (let k = 0; k < layerCount; k++) {
    const layer = layerAt(k);
    for (let at: usize = 0; at < layer.weightBytes; at += 16) {
      const w = layer.weights + at;
      const g = w + gradient - values;
      v128.store(g, f32x4.add(v128.load(g), f32x4.mul(factor, v128.load(w))));
    }
  }
}
