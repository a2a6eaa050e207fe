// The gradient of a network of any depth and any widths, a whole batch at a time, the columns of matrices in vectors.
// Weights lie in panels of eight columns, the last of four where that is enough: a panel's rows follow one another.
import { activate, activations, backActivate } from './activations';
import { exp, log } from './elementary';
import { lossSlope, lossTerm, scaleOf } from './losses';
import { multiplyPanel } from './products';
import { batchSize, gradient, inputs, joint, labels, Layer, layerAt, layerCount, nothing, values } from './run';

/** Writes the gradient over rows [start, end). */
export function differentiateWide(start: i32, end: i32): void {
  const count = end - start;
  predict(start, count);
  measure(start, count);
  for (let k = layerCount - 1; k >= 0; k--) differentiateLayer(k, start, count);
}

/** The sum of the loss's terms over all rows. */
export function sumLossWide(rows: i32): f64 {
  const output = layerAt(layerCount - 1);
  let total: f64 = 0;
  for (let start = 0; start < rows; start += batchSize) {
    const count = min(batchSize, rows - start);
    predict(start, count);
    for (let row = 0; row < count; row++) {
      const y = output.outputs + <usize>(row * output.columns) * 4;
      const y_ = labels + <usize>((start + row) * output.columns) * 4;
      if (output.activation == activations.softmax) softmaxRow(y, output, joint != 0);
      for (let column = 0; column < output.units; column += 4) {
        const at = (<usize>column) << 2;
        const term = lossTerm(v128.load(y + at), v128.load(y_ + at));
        total += <f64>f32x4.extract_lane(term, 0);
        if (column + 1 < output.units) total += <f64>f32x4.extract_lane(term, 1);
        if (column + 2 < output.units) total += <f64>f32x4.extract_lane(term, 2);
        if (column + 3 < output.units) total += <f64>f32x4.extract_lane(term, 3);
      }
    }
  }
  return total;
}

function inputsOf(k: i32, start: i32): usize {
  return k == 0 ? inputs + <usize>(start * layerAt(0).inputs) * 4 : layerAt(k - 1).outputs;
}
/** Bytes from row to row of what a layer sees. */
function inputStride(k: i32): usize {
  return <usize>(k == 0 ? layerAt(0).inputs : layerAt(k - 1).columns) * 4;
}

/** Every layer's outputs. The last keeps its sums where a sigmoid is joint with the loss, and where it is a softmax. */
export function predict(start: i32, count: i32): void {
  for (let k = 0; k < layerCount; k++) {
    const layer = layerAt(k);
    const a = inputsOf(k, start);
    const stride = inputStride(k);
    multiplyByPanels(a, stride, layer.weights, layer.inputs, layer.columns, layer.outputs, count);
    const isLast = k == layerCount - 1;
    activateLayer(layer, count, isLast && (joint || layer.activation == activations.softmax) != 0);
  }
}

/** c = a·b with b in panels; `c` has `columns` columns. */
function multiplyByPanels(a: usize, aRow: usize, panels: usize, terms: i32, columns: i32, c: usize, rows: i32): void {
  const cRow = <usize>columns * 4;
  for (let column = 0; column < columns; column += 8) {
    const isWide = column + 8 <= columns;
    const panel = panels + <usize>(column * terms) * 4;
    multiplyPanel(a, aRow, 4, panel, isWide ? 32 : 16, c + ((<usize>column) << 2), cRow, rows, terms, isWide);
  }
}

function activateLayer(layer: Layer, count: i32, keepsSums: bool): void {
  const activation = keepsSums ? activations.linear : layer.activation;
  const biases = layer.biases;
  if (!biases && activation == activations.linear) return;
  const slope = layer.slope;
  const rowBytes = <usize>layer.columns * 4;
  let z = layer.outputs;
  for (let row = 0; row < count; row++) {
    for (let at: usize = 0; at < rowBytes; at += 16, z += 16) {
      let y = v128.load(z);
      if (biases) y = f32x4.add(y, v128.load(biases + at));
      v128.store(z, activate(activation, y, slope));
    }
  }
}

/** The loss's derivative by the last layer's sums. */
function measure(start: i32, count: i32): void {
  const output = layerAt(layerCount - 1);
  const isSoftmax = output.activation == activations.softmax;
  const scale = scaleOf(count, output.units);
  const slope = output.slope;
  const rowBytes = <usize>output.columns * 4;
  for (let row = 0; row < count; row++) {
    const y = output.outputs + <usize>row * rowBytes;
    const y_ = labels + <usize>(start + row) * rowBytes;
    const delta = output.deltas + <usize>row * rowBytes;
    if (isSoftmax) softmaxRow(y, output, false);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const output4 = v128.load(y + at);
      let d = f32x4.mul(scale, lossSlope(output4, v128.load(y_ + at)));
      if (!joint) d = backActivate(output.activation, d, output4, slope);
      const column = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(<i32>(at >> 2)));
      v128.store(delta + at, v128.and(d, i32x4.lt_s(column, i32x4.splat(output.units))));
    }
    if (isSoftmax && !joint) backSoftmaxRow(delta, y, output);
  }
}

/** A layer's gradient, and the loss's derivative by the sums of the layer before it. */
function differentiateLayer(k: i32, start: i32, count: i32): void {
  const layer = layerAt(k);
  const columns = layer.columns;
  const rowBytes = <usize>columns * 4;
  const a = inputsOf(k, start);
  const stride = inputStride(k);
  const at = gradient - values;
  // Inputs transposed times deltas, tile by tile of four inputs: those and the deltas stay in the nearest cache.
  for (let input = 0; input < layer.inputs; input += 4) {
    const tileRows = min(4, layer.inputs - input);
    for (let column = 0; column < columns; column += 8) {
      const isWide = column + 8 <= columns;
      const cRow: usize = isWide ? 32 : 16;
      const c = at + layer.weights + <usize>(column * layer.inputs) * 4 + <usize>input * cRow;
      const b = layer.deltas + ((<usize>column) << 2);
      multiplyPanel(a + ((<usize>input) << 2), 4, stride, b, rowBytes, c, cRow, tileRows, count, isWide);
    }
  }
  if (layer.biases) sumRows(layer.deltas, rowBytes, count, at + layer.biases);
  if (k == 0) return;

  const before = layerAt(k - 1);
  transpose(layer);
  multiplyByPanels(layer.deltas, rowBytes, layer.transpose, layer.units, before.columns, before.deltas, count);
  const slope = before.slope;
  const end = <usize>(count * before.columns) * 4;
  if (before.activation == activations.linear) return;
  for (let i: usize = 0; i < end; i += 16) {
    const d = v128.load(before.deltas + i);
    v128.store(before.deltas + i, backActivate(before.activation, d, v128.load(before.outputs + i), slope));
  }
}

function sumRows(from: usize, rowBytes: usize, count: i32, into: usize): void {
  for (let at: usize = 0; at < rowBytes; at += 16) {
    let sum = f32x4.splat(nothing);
    for (let row = 0; row < count; row++) sum = f32x4.add(sum, v128.load(from + <usize>row * rowBytes + at));
    v128.store(into + at, sum);
  }
}

/** The weights' transpose, in panels too. */
function transpose(layer: Layer): void {
  const height = layer.inputs;
  const units = layer.units;
  const columns = layer.columns;
  for (let unit = 0; unit < units; unit++) {
    const panel = unit & ~7;
    const width = min(8, columns - panel);
    const from = layer.weights + <usize>(panel * height + (unit - panel)) * 4;
    const last = (height - 1) & ~7;
    for (let input = 0; input < height; input++) {
      // Eight columns a panel, but four in the last where that is enough.
      const start = input & ~7;
      const wide = start == last && height - start <= 4 ? 4 : 8;
      const to = layer.transpose + <usize>(start * units + unit * wide + (input - start)) * 4;
      store<f32>(to, load<f32>(from + <usize>(input * width) * 4));
    }
  }
}

/** softmax(z) in place, or its logarithm: the largest sum taken from all first, so that no power overflows. */
export function softmaxRow(z: usize, output: Layer, asLogarithm: bool): void {
  const units = output.units;
  let largest = load<f32>(z);
  for (let i = 1; i < units; i++) largest = max(largest, load<f32>(z + ((<usize>i) << 2)));
  const end = <usize>output.columns * 4;
  let sum: f32 = 0;
  for (let at: usize = 0; at < end; at += 16) {
    const shifted = f32x4.sub(v128.load(z + at), f32x4.splat(largest));
    const power = exp(shifted);
    v128.store(z + at, asLogarithm ? shifted : power);
    const left = units - <i32>(at >> 2);
    sum += f32x4.extract_lane(power, 0);
    if (left > 1) sum += f32x4.extract_lane(power, 1);
    if (left > 2) sum += f32x4.extract_lane(power, 2);
    if (left > 3) sum += f32x4.extract_lane(power, 3);
  }
  const whole = f32x4.splat(sum);
  const logarithm = log(whole);
  for (let at: usize = 0; at < end; at += 16) {
    const value = v128.load(z + at);
    v128.store(z + at, asLogarithm ? f32x4.sub(value, logarithm) : f32x4.div(value, whole));
  }
}

/** From the derivative by the softmax s to that by its sums: s·(d − Σ d·s). */
function backSoftmaxRow(delta: usize, s: usize, output: Layer): void {
  let dot: f32 = 0;
  for (let i = 0; i < output.units; i++) {
    const at = (<usize>i) << 2;
    dot += load<f32>(delta + at) * load<f32>(s + at);
  }
  const end = <usize>output.units * 4;
  for (let at: usize = 0; at < end; at += 4) {
    store<f32>(delta + at, load<f32>(s + at) * (load<f32>(delta + at) - dot));
  }
}
