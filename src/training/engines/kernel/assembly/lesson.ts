// The lesson's own network: two inputs, up to four linear hidden units in a vector, one linear output, no biases, the mean
// squared error. What `narrow.ts` does for all networks of this size is here without what the lesson leaves out: read it
// first. All sums are made in the order in which a plain loop makes them.
import { activations } from './activations';
import { losses, scaleOf } from './losses';
import { sumOf } from './narrow';
import { gradient, inputs, labels, layerAt, layerCount, loss, nothing, values } from './run';

/** Whether the network is of this kind. */
export function isLesson(): bool {
  if (layerCount != 2 || loss != losses.meanSquaredError) return false;
  const hidden = layerAt(0);
  const output = layerAt(1);
  return (
    hidden.inputs == 2 &&
    hidden.units <= 4 &&
    output.units == 1 &&
    hidden.activation == activations.linear &&
    output.activation == activations.linear &&
    !hidden.biases &&
    !output.biases
  );
}

/** Writes the gradient over rows [start, end). */
export function differentiateLesson(start: i32, end: i32): void {
  const hidden = layerAt(0);
  const output = layerAt(1);
  const units = hidden.units;
  const scale = scaleOf(end - start, 1);
  const w10 = v128.load(hidden.weights);
  const w11 = v128.load(hidden.weights, 16);
  const w2 = v128.load(output.weights);
  let g10 = f32x4.splat(nothing);
  let g11 = g10;
  let g2 = g10;
  let label = labels + ((<usize>start) << 2);
  const last = inputs + ((<usize>end) << 3);
  for (let x = inputs + ((<usize>start) << 3); x < last; x += 8, label += 4) {
    // Predict.
    const x0 = v128.load32_splat(x);
    const x1 = v128.load32_splat(x, 4);
    const a = f32x4.add(f32x4.mul(x0, w10), f32x4.mul(x1, w11));
    const y = sumOf(f32x4.mul(a, w2), units);
    // Measure how the loss changes with the output.
    const delta2 = f32x4.mul(scale, f32x4.sub(y, v128.load32_splat(label)));
    // Differentiate: the chain rule, from the output back.
    const delta1 = f32x4.mul(delta2, w2);
    g2 = f32x4.add(g2, f32x4.mul(a, delta2));
    g10 = f32x4.add(g10, f32x4.mul(x0, delta1));
    g11 = f32x4.add(g11, f32x4.mul(x1, delta1));
  }
  const at = gradient - values;
  v128.store(at + hidden.weights, g10);
  v128.store(at + hidden.weights, g11, 16);
  v128.store(at + output.weights, g2);
}

/** The sum of the squared errors over all rows. */
export function sumLossLesson(rows: i32): f64 {
  const hidden = layerAt(0);
  const output = layerAt(1);
  const units = hidden.units;
  const w10 = v128.load(hidden.weights);
  const w11 = v128.load(hidden.weights, 16);
  const w2 = v128.load(output.weights);
  let total: f64 = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const x = inputs + (row << 3);
    const a = f32x4.add(f32x4.mul(v128.load32_splat(x), w10), f32x4.mul(v128.load32_splat(x, 4), w11));
    const y = sumOf(f32x4.mul(a, w2), units);
    const error = f32x4.sub(y, v128.load32_splat(labels + (row << 2)));
    total += <f64>f32x4.extract_lane(f32x4.mul(error, error), 0);
  }
  return total;
}
