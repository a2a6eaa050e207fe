// The gradient of a network of one hidden layer, up to four inputs and units and one output: one row of the data at a
// time, the hidden units in a vector. All sums are made in the order in which a plain loop makes them.
import { activate, activations, backActivate } from './activations';
import { lossSlope, losses, lossTerm, scaleOf } from './losses';
import { gradient, inputs, joint, labels, layerAt, loss, nothing, values } from './run';

/** As many bytes as inputs: what `offsetof` counts when it is compiled. */
@unmanaged
export class Inputs1 {
  a: u8;
}
@unmanaged
export class Inputs2 {
  a: u8;
  b: u8;
}
@unmanaged
export class Inputs3 {
  a: u8;
  b: u8;
  c: u8;
}
@unmanaged
export class Inputs4 {
  a: u8;
  b: u8;
  c: u8;
  d: u8;
}

/** The sum of the first `count` lanes, in order, in every lane. */
export function sumOf(p: v128, count: i32): v128 {
  let sum = i32x4.shuffle(p, p, 0, 0, 0, 0);
  if (count > 1) sum = f32x4.add(sum, i32x4.shuffle(p, p, 1, 1, 1, 1));
  if (count > 2) sum = f32x4.add(sum, i32x4.shuffle(p, p, 2, 2, 2, 2));
  if (count > 3) sum = f32x4.add(sum, i32x4.shuffle(p, p, 3, 3, 3, 3));
  return sum;
}

/** Ones in the first `count` lanes. */
function firstLanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** Writes the gradient over rows [start, end). */
export function differentiateNarrow<I>(start: i32, end: i32): void {
  const hidden = layerAt(0);
  const output = layerAt(1);
  const weights1 = hidden.weights;
  const biases1 = hidden.biases;
  const biases2 = output.biases;
  const units = hidden.units;
  const activation1 = hidden.activation;
  const activation2 = output.activation;
  const isPlain = loss == losses.meanSquaredError && activation2 == activations.linear;
  const scale = scaleOf(end - start, 1);

  const w10 = v128.load(weights1);
  const w11 = offsetof<I>() > 1 ? v128.load(weights1, 16) : w10;
  const w12 = offsetof<I>() > 2 ? v128.load(weights1, 32) : w10;
  const w13 = offsetof<I>() > 3 ? v128.load(weights1, 48) : w10;
  const w2 = v128.load(output.weights);
  let g10 = f32x4.splat(nothing);
  let g11 = g10;
  let g12 = g10;
  let g13 = g10;
  let gb1 = g10;
  let g2 = g10;
  let gb2 = g10;

  let x = inputs + <usize>start * offsetof<I>() * 4;
  const last = inputs + <usize>end * offsetof<I>() * 4;
  let label = labels + <usize>start * 4;
  while (x < last) {
    // Predict.
    const x0 = v128.load32_splat(x);
    let a = f32x4.mul(x0, w10);
    if (offsetof<I>() > 1) a = f32x4.add(a, f32x4.mul(v128.load32_splat(x, 4), w11));
    if (offsetof<I>() > 2) a = f32x4.add(a, f32x4.mul(v128.load32_splat(x, 8), w12));
    if (offsetof<I>() > 3) a = f32x4.add(a, f32x4.mul(v128.load32_splat(x, 12), w13));
    if (biases1) a = f32x4.add(a, v128.load(biases1));
    if (activation1) a = activate(activation1, a, hidden.slope);
    let y = sumOf(f32x4.mul(a, w2), units);
    if (biases2) y = f32x4.add(y, v128.load32_splat(biases2));

    // Measure how the loss changes with the output's sum.
    const y_ = v128.load32_splat(label);
    let delta2: v128;
    if (isPlain) {
      delta2 = f32x4.mul(scale, f32x4.sub(y, y_));
    } else {
      if (!joint) y = activate(activation2, y, output.slope);
      delta2 = f32x4.mul(scale, lossSlope(y, y_));
      if (!joint) delta2 = backActivate(activation2, delta2, y, output.slope);
    }

    // Differentiate: the chain rule, from the output back.
    g2 = f32x4.add(g2, f32x4.mul(a, delta2));
    if (biases2) gb2 = f32x4.add(gb2, delta2);
    let delta1 = f32x4.mul(delta2, w2);
    if (activation1) delta1 = backActivate(activation1, delta1, a, hidden.slope);
    g10 = f32x4.add(g10, f32x4.mul(x0, delta1));
    if (offsetof<I>() > 1) g11 = f32x4.add(g11, f32x4.mul(v128.load32_splat(x, 4), delta1));
    if (offsetof<I>() > 2) g12 = f32x4.add(g12, f32x4.mul(v128.load32_splat(x, 8), delta1));
    if (offsetof<I>() > 3) g13 = f32x4.add(g13, f32x4.mul(v128.load32_splat(x, 12), delta1));
    if (biases1) gb1 = f32x4.add(gb1, delta1);

    x += offsetof<I>() * 4;
    label += 4;
  }

  const at = gradient - values;
  v128.store(at + weights1, g10);
  if (offsetof<I>() > 1) v128.store(at + weights1, g11, 16);
  if (offsetof<I>() > 2) v128.store(at + weights1, g12, 32);
  if (offsetof<I>() > 3) v128.store(at + weights1, g13, 48);
  if (biases1) v128.store(at + biases1, gb1);
  // A padding lane gives activation(0), which is not always 0.
  v128.store(at + output.weights, v128.and(g2, firstLanes(units)));
  if (biases2) v128.store(at + biases2, v128.and(gb2, firstLanes(1)));
}

/** The sum of the loss's terms over all rows. */
export function sumLossNarrow(rows: i32): f64 {
  const hidden = layerAt(0);
  const output = layerAt(1);
  let total: f64 = 0;
  let x = inputs;
  for (let row = 0; row < rows; row++) {
    let a = f32x4.splat(nothing);
    for (let k = 0; k < hidden.inputs; k++, x += 4) {
      a = f32x4.add(a, f32x4.mul(v128.load32_splat(x), v128.load(hidden.weights + ((<usize>k) << 4))));
    }
    if (hidden.biases) a = f32x4.add(a, v128.load(hidden.biases));
    a = activate(hidden.activation, a, hidden.slope);
    let y = sumOf(f32x4.mul(a, v128.load(output.weights)), hidden.units);
    if (output.biases) y = f32x4.add(y, v128.load32_splat(output.biases));
    if (!joint) y = activate(output.activation, y, output.slope);
    const term = lossTerm(y, v128.load32_splat(labels + ((<usize>row) << 2)));
    total += <f64>f32x4.extract_lane(term, 0);
  }
  return total;
}
