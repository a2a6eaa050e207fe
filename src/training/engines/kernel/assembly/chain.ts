// The gradients of four runs of the lesson's kind, each in a lane: two inputs, up to four linear units without bias, one
// linear output, squared error. The chain rule unrolled, with every sum in a register from row to row.
import { scaleOf } from './losses';
import { gradient, inputs, labels, layerAt, nothing, values } from './run';

/** As many bytes as hidden units: what `offsetof` counts when it is compiled. */
@unmanaged
class Units1 {
  a: u8;
}
@unmanaged
class Units2 {
  a: u8;
  b: u8;
}
@unmanaged
class Units3 {
  a: u8;
  b: u8;
  c: u8;
}
@unmanaged
class Units4 {
  a: u8;
  b: u8;
  c: u8;
  d: u8;
}

/** Writes the gradients over rows [start, end). */
export function differentiateChain(start: i32, end: i32): void {
  const units = layerAt(0).units;
  if (units == 3) differentiate<Units3>(start, end);
  else if (units == 4) differentiate<Units4>(start, end);
  else if (units == 2) differentiate<Units2>(start, end);
  else differentiate<Units1>(start, end);
}

function differentiate<U>(start: i32, end: i32): void {
  const w1 = layerAt(0).weights;
  const second = w1 + offsetof<U>() * 16;
  const w2 = layerAt(1).weights;
  const scale = scaleOf(end - start, 1);
  let first0 = f32x4.splat(nothing);
  let second0 = f32x4.splat(nothing);
  let out0 = f32x4.splat(nothing);
  let first1 = f32x4.splat(nothing);
  let second1 = f32x4.splat(nothing);
  let out1 = f32x4.splat(nothing);
  let first2 = f32x4.splat(nothing);
  let second2 = f32x4.splat(nothing);
  let out2 = f32x4.splat(nothing);
  let first3 = f32x4.splat(nothing);
  let second3 = f32x4.splat(nothing);
  let out3 = f32x4.splat(nothing);
  let x = inputs + <usize>start * 8;
  const last = inputs + <usize>end * 8;
  let label = labels + <usize>start * 4;
  for (; x < last; x += 8, label += 4) {
    // Predict.
    const x0 = v128.load32_splat(x);
    const x1 = v128.load32_splat(x, 4);
    const a0 = f32x4.add(f32x4.mul(x0, v128.load(w1)), f32x4.mul(x1, v128.load(second)));
    let y = f32x4.mul(a0, v128.load(w2));
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    if (offsetof<U>() > 1) {
      a1 = f32x4.add(f32x4.mul(x0, v128.load(w1, 16)), f32x4.mul(x1, v128.load(second, 16)));
      y = f32x4.add(y, f32x4.mul(a1, v128.load(w2, 16)));
    }
    if (offsetof<U>() > 2) {
      a2 = f32x4.add(f32x4.mul(x0, v128.load(w1, 32)), f32x4.mul(x1, v128.load(second, 32)));
      y = f32x4.add(y, f32x4.mul(a2, v128.load(w2, 32)));
    }
    if (offsetof<U>() > 3) {
      a3 = f32x4.add(f32x4.mul(x0, v128.load(w1, 48)), f32x4.mul(x1, v128.load(second, 48)));
      y = f32x4.add(y, f32x4.mul(a3, v128.load(w2, 48)));
    }
    // Measure the loss's slope, and go back along the chain.
    const delta2 = f32x4.mul(scale, f32x4.sub(y, v128.load32_splat(label)));
    let delta1 = f32x4.mul(delta2, v128.load(w2));
    out0 = f32x4.add(out0, f32x4.mul(a0, delta2));
    first0 = f32x4.add(first0, f32x4.mul(x0, delta1));
    second0 = f32x4.add(second0, f32x4.mul(x1, delta1));
    if (offsetof<U>() > 1) {
      delta1 = f32x4.mul(delta2, v128.load(w2, 16));
      out1 = f32x4.add(out1, f32x4.mul(a1, delta2));
      first1 = f32x4.add(first1, f32x4.mul(x0, delta1));
      second1 = f32x4.add(second1, f32x4.mul(x1, delta1));
    }
    if (offsetof<U>() > 2) {
      delta1 = f32x4.mul(delta2, v128.load(w2, 32));
      out2 = f32x4.add(out2, f32x4.mul(a2, delta2));
      first2 = f32x4.add(first2, f32x4.mul(x0, delta1));
      second2 = f32x4.add(second2, f32x4.mul(x1, delta1));
    }
    if (offsetof<U>() > 3) {
      delta1 = f32x4.mul(delta2, v128.load(w2, 48));
      out3 = f32x4.add(out3, f32x4.mul(a3, delta2));
      first3 = f32x4.add(first3, f32x4.mul(x0, delta1));
      second3 = f32x4.add(second3, f32x4.mul(x1, delta1));
    }
  }
  const at = gradient - values;
  v128.store(at + w1, first0);
  v128.store(at + second, second0);
  v128.store(at + w2, out0);
  if (offsetof<U>() > 1) {
    v128.store(at + w1, first1, 16);
    v128.store(at + second, second1, 16);
    v128.store(at + w2, out1, 16);
  }
  if (offsetof<U>() > 2) {
    v128.store(at + w1, first2, 32);
    v128.store(at + second, second2, 32);
    v128.store(at + w2, out2, 32);
  }
  if (offsetof<U>() > 3) {
    v128.store(at + w1, first3, 48);
    v128.store(at + second, second3, 48);
    v128.store(at + w2, out3, 48);
  }
}
