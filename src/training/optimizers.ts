// How an optimizer moves weights along their gradient, as TensorFlow 1's CPU kernels do it: float32 at every step.
// Knows nothing of networks; a vector of weights is any vector.
import type { OptimizerSpec } from '../shared/spec.ts';

/** Moves `weights` in place by one update. Each call is one step; what an optimizer remembers, it keeps. */
export type Update = (weights: Float32Array, gradient: Float32Array) => void;

const f32 = Math.fround;

type Makers = {
  readonly [Kind in OptimizerSpec['kind']]: (spec: Extract<OptimizerSpec, { kind: Kind }>, size: number) => Update;
};

/** tensorflow/core/kernels/training_ops.cc: ApplyGradientDescent, ApplyMomentum, ApplyAdam. */
const makers: Makers = {
  sgd(spec) {
    const learningRate = f32(spec.learningRate);
    return (w, g) => {
      for (let i = 0; i < w.length; i++) w[i] = w[i]! - f32(learningRate * g[i]!);
    };
  },

  momentum(spec, size) {
    const learningRate = f32(spec.learningRate);
    const momentum = f32(spec.momentum);
    const m = new Float32Array(size);
    return (w, g) => {
      for (let i = 0; i < w.length; i++) {
        m[i] = f32(momentum * m[i]!) + g[i]!;
        w[i] = w[i]! - f32(learningRate * m[i]!);
      }
    };
  },

  // α = lr·sqrt(1-β₂ᵗ)/(1-β₁ᵗ);  m += (g-m)·(1-β₁);  v += (g²-v)·(1-β₂);  w -= α·m/(sqrt(v)+ε)
  adam(spec, size) {
    const learningRate = f32(spec.learningRate);
    const [beta1, beta2, epsilon] = [f32(spec.beta1), f32(spec.beta2), f32(spec.epsilon)];
    const [rest1, rest2] = [f32(1 - beta1), f32(1 - beta2)];
    const m = new Float32Array(size);
    const v = new Float32Array(size);
    // TensorFlow keeps βᵗ as float32 variables that it multiplies by β after each step.
    let [power1, power2] = [beta1, beta2];
    return (w, g) => {
      const alpha = f32(f32(learningRate * f32(Math.sqrt(f32(1 - power2)))) / f32(1 - power1));
      for (let i = 0; i < w.length; i++) {
        m[i] = m[i]! + f32(f32(g[i]! - m[i]!) * rest1);
        v[i] = v[i]! + f32(f32(f32(g[i]! * g[i]!) - v[i]!) * rest2);
        w[i] = w[i]! - f32(f32(alpha * m[i]!) / f32(f32(Math.sqrt(v[i]!)) + epsilon));
      }
      power1 = f32(power1 * beta1);
      power2 = f32(power2 * beta2);
    };
  },
};

/** A fresh optimizer for `size` weights, with nothing remembered. */
export function makeUpdate<Kind extends OptimizerSpec['kind']>(
  spec: Extract<OptimizerSpec, { kind: Kind }>,
  size: number,
): Update {
  const make: Makers[Kind] = makers[spec.kind];
  return make(spec, size);
}
