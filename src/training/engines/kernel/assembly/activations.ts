// The activations of a layer, as functions of its sums, and their derivatives as functions of what they gave.
// Softmax looks at a whole row and is in `softmax.ts`.
import { sigmoid, tanh } from './elementary';

export namespace activations {
  export const linear: i32 = 0;
  export const relu: i32 = 1;
  export const leakyRelu: i32 = 2;
  export const tanh: i32 = 3;
  export const sigmoid: i32 = 4;
  export const softmax: i32 = 5;
}

export function activate(activation: i32, z: v128, slope: v128): v128 {
  const zero = f32x4.splat(0);
  switch (activation) {
    case activations.relu:
      // max(z, 0), and NaN where z is.
      return f32x4.pmax(z, zero);
    case activations.leakyRelu:
      return v128.bitselect(f32x4.mul(z, slope), z, f32x4.lt(z, zero));
    case activations.tanh:
      return tanh(z);
    case activations.sigmoid:
      return sigmoid(z);
    default:
      return z;
  }
}

/** The loss's derivative by z, from its derivative by y = activation(z). */
export function backActivate(activation: i32, byOutput: v128, y: v128, slope: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  switch (activation) {
    case activations.relu:
      return v128.and(byOutput, f32x4.gt(y, zero));
    case activations.leakyRelu:
      return v128.bitselect(byOutput, f32x4.mul(byOutput, slope), f32x4.gt(y, zero));
    case activations.tanh:
      return f32x4.mul(byOutput, f32x4.sub(one, f32x4.mul(y, y)));
    case activations.sigmoid:
      return f32x4.mul(byOutput, f32x4.mul(y, f32x4.sub(one, y)));
    default:
      return byOutput;
  }
}
