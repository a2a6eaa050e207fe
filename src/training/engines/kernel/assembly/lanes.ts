// The gradients of four runs at once, each in a lane: every number of a run is a vector. Any network; one row of the data
// at a time. What a lane holds is bit for bit what the run alone would hold.
import { activate, activations, backActivate } from './activations';
import { exp, log } from './elementary';
import { lossSlope, lossTerm, scaleOf } from './losses';
import { gradient, inputs, joint, labels, Layer, layerAt, layerCount, nothing, totals, values } from './run';

/** Writes the gradients over rows [start, end). */
export function differentiateLanes(start: i32, end: i32): void {
  const output = layerAt(layerCount - 1);
  const scale = scaleOf(end - start, output.units);
  clearGradient();
  for (let row = start; row < end; row++) {
    predict(row);
    measure(row, scale);
    for (let k = layerCount - 1; k >= 0; k--) differentiateLayer(k, row);
  }
}

/** Writes the sums of the loss's terms over all rows, one a run, to `totals`. */
export function sumLossLanes(rows: i32): void {
  const output = layerAt(layerCount - 1);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let row = 0; row < rows; row++) {
    predict(row);
    if (output.activation == activations.softmax) softmax(output, joint != 0);
    for (let i = 0; i < output.units; i++) {
      const y_ = v128.load32_splat(labels + <usize>(row * output.units + i) * 4);
      const term = lossTerm(v128.load(output.outputs + ((<usize>i) << 4)), y_);
      low = f64x2.add(low, f64x2.promote_low_f32x4(term));
      high = f64x2.add(high, f64x2.promote_low_f32x4(i32x4.shuffle(term, term, 2, 3, 2, 3)));
    }
  }
  v128.store(totals, low);
  v128.store(totals, high, 16);
}

function clearGradient(): void {
  for (let k = 0; k < layerCount; k++) {
    const layer = layerAt(k);
    const at = gradient - values;
    const count = layer.inputs * layer.units;
    for (let i = 0; i < count; i++) v128.store(at + layer.weights + ((<usize>i) << 4), f32x4.splat(nothing));
    if (!layer.biases) continue;
    for (let i = 0; i < layer.units; i++) v128.store(at + layer.biases + ((<usize>i) << 4), f32x4.splat(nothing));
  }
}

/** Number `i` of what layer k sees: the data's is the same for all runs. */
function inputOf(k: i32, row: i32, i: i32): v128 {
  if (k == 0) return v128.load32_splat(inputs + <usize>(row * layerAt(0).inputs + i) * 4);
  return v128.load(layerAt(k - 1).outputs + ((<usize>i) << 4));
}

function predict(row: i32): void {
  for (let k = 0; k < layerCount; k++) {
    const layer = layerAt(k);
    const keepsSums = k == layerCount - 1 && (joint || layer.activation == activations.softmax);
    const rowBytes = (<usize>layer.units) << 4;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      let z = f32x4.splat(nothing);
      let w = layer.weights + at;
      for (let i = 0; i < layer.inputs; i++, w += rowBytes)
        z = f32x4.add(z, f32x4.mul(inputOf(k, row, i), v128.load(w)));
      if (layer.biases) z = f32x4.add(z, v128.load(layer.biases + at));
      v128.store(layer.outputs + at, keepsSums ? z : activate(layer.activation, z, layer.slope));
    }
  }
}

/** The losses' derivatives by the last layer's sums. */
function measure(row: i32, scale: v128): void {
  const output = layerAt(layerCount - 1);
  const isSoftmax = output.activation == activations.softmax;
  if (isSoftmax) softmax(output, false);
  for (let i = 0; i < output.units; i++) {
    const y = v128.load(output.outputs + ((<usize>i) << 4));
    const y_ = v128.load32_splat(labels + <usize>(row * output.units + i) * 4);
    let d = f32x4.mul(scale, lossSlope(y, y_));
    if (!joint) d = backActivate(output.activation, d, y, output.slope);
    v128.store(output.deltas + ((<usize>i) << 4), d);
  }
  if (isSoftmax && !joint) backSoftmax(output);
}

/** Adds a row's part to a layer's gradient, and gives the derivative by the sums of the layer before it. */
function differentiateLayer(k: i32, row: i32): void {
  const layer = layerAt(k);
  const rowBytes = (<usize>layer.units) << 4;
  const at = gradient - values;
  for (let i = 0; i < layer.inputs; i++) {
    const a = inputOf(k, row, i);
    const w = layer.weights + <usize>i * rowBytes;
    let byInput = f32x4.splat(nothing);
    for (let u: usize = 0; u < rowBytes; u += 16) {
      const d = v128.load(layer.deltas + u);
      v128.store(at + w + u, f32x4.add(v128.load(at + w + u), f32x4.mul(a, d)));
      byInput = f32x4.add(byInput, f32x4.mul(d, v128.load(w + u)));
    }
    if (k > 0) {
      const before = layerAt(k - 1);
      v128.store(before.deltas + ((<usize>i) << 4), backActivate(before.activation, byInput, a, before.slope));
    }
  }
  if (!layer.biases) return;
  for (let u: usize = 0; u < rowBytes; u += 16) {
    const g = at + layer.biases + u;
    v128.store(g, f32x4.add(v128.load(g), v128.load(layer.deltas + u)));
  }
}

/** softmax(z) in place, or its logarithm, run by run. */
function softmax(output: Layer, asLogarithm: bool): void {
  const z = output.outputs;
  const end = (<usize>output.units) << 4;
  let largest = v128.load(z);
  for (let at: usize = 16; at < end; at += 16) largest = f32x4.max(largest, v128.load(z + at));
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < end; at += 16) {
    const shifted = f32x4.sub(v128.load(z + at), largest);
    const power = exp(shifted);
    v128.store(z + at, asLogarithm ? shifted : power);
    sum = f32x4.add(sum, power);
  }
  const logarithm = log(sum);
  for (let at: usize = 0; at < end; at += 16) {
    const value = v128.load(z + at);
    v128.store(z + at, asLogarithm ? f32x4.sub(value, logarithm) : f32x4.div(value, sum));
  }
}

/** From the derivative by the softmax s to that by its sums: s·(d − Σ d·s). */
function backSoftmax(output: Layer): void {
  const end = (<usize>output.units) << 4;
  let dot = f32x4.splat(0);
  for (let at: usize = 0; at < end; at += 16) {
    dot = f32x4.add(dot, f32x4.mul(v128.load(output.deltas + at), v128.load(output.outputs + at)));
  }
  for (let at: usize = 0; at < end; at += 16) {
    const d = f32x4.sub(v128.load(output.deltas + at), dot);
    v128.store(output.deltas + at, f32x4.mul(v128.load(output.outputs + at), d));
  }
}
