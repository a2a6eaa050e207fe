// How an optimizer moves weights along their gradient, as TensorFlow 1's CPU kernels do it: float32 at every step.
// Knows nothing of networks; a vector of weights is any vector. The formulas' sources are in `shared/recipes.ts`.
import type { OptimizerSpec, ScheduleSpec } from '../shared/spec.ts';
import { factorAt } from './schedules.ts';

/** Moves `weights` in place by one update. Each call is one step; what an optimizer remembers, it keeps. */
export type Update = (weights: Float32Array, gradient: Float32Array) => void;
/** One update at a learning rate, float32. */
type Move = (w: Float32Array, g: Float32Array, learningRate: number) => void;

const f32 = Math.fround;
const square = (x: number) => f32(x * x);
const root = (x: number) => f32(Math.sqrt(x));

type Makers = {
  readonly [Kind in OptimizerSpec['kind']]: (spec: Extract<OptimizerSpec, { kind: Kind }>, size: number) => Move;
};

const makers: Makers = {
  sgd: () => (w, g, learningRate) => {
    for (let i = 0; i < w.length; i++) w[i] = w[i]! - f32(learningRate * g[i]!);
  },

  momentum(spec, size) {
    const momentum = f32(spec.momentum);
    const m = new Float32Array(size);
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        m[i] = f32(momentum * m[i]!) + g[i]!;
        w[i] = w[i]! - f32(learningRate * m[i]!);
      }
    };
  },

  nesterov(spec, size) {
    const momentum = f32(spec.momentum);
    const m = new Float32Array(size);
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        m[i] = f32(momentum * m[i]!) + g[i]!;
        w[i] = w[i]! - f32(f32(learningRate * g[i]!) + f32(f32(learningRate * momentum) * m[i]!));
      }
    };
  },

  adam(spec, size) {
    const [beta1, beta2, epsilon] = [f32(spec.beta1), f32(spec.beta2), f32(spec.epsilon)];
    const moments = makeMoments(spec, size);
    // TensorFlow keeps βᵗ as float32 variables that it multiplies by β after each step.
    let [power1, power2] = [beta1, beta2];
    return (w, g, learningRate) => {
      moveAdam(w, moments(g), biasCorrected(learningRate, power1, power2), epsilon);
      power1 = f32(power1 * beta1);
      power2 = f32(power2 * beta2);
    };
  },

  adamKeras(spec, size) {
    const moments = makeMoments(spec, size);
    let t = 0;
    return (w, g, learningRate) => {
      const [power1, power2] = powers(spec, ++t);
      moveAdam(w, moments(g), biasCorrected(learningRate, power1, power2), f32(spec.epsilon));
    };
  },

  rmsprop(spec, size) {
    const [rest, momentum, epsilon] = [f32(1 - f32(spec.rho)), f32(spec.momentum), f32(spec.epsilon)];
    const s = new Float32Array(size).fill(1);
    const m = new Float32Array(size);
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        s[i] = s[i]! + f32(f32(square(g[i]!) - s[i]!) * rest);
        m[i] = f32(momentum * m[i]!) + f32(f32(learningRate * g[i]!) / root(f32(s[i]! + epsilon)));
        w[i] = w[i]! - m[i]!;
      }
    };
  },

  adagrad(spec, size) {
    const s = new Float32Array(size).fill(spec.initialAccumulator);
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        s[i] = s[i]! + square(g[i]!);
        w[i] = w[i]! - f32(f32(learningRate * g[i]!) / root(s[i]!));
      }
    };
  },

  adadelta(spec, size) {
    const [rho, epsilon] = [f32(spec.rho), f32(spec.epsilon)];
    const rest = f32(1 - rho);
    const s = new Float32Array(size);
    const d = new Float32Array(size);
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        s[i] = f32(rho * s[i]!) + f32(rest * square(g[i]!));
        const move = f32(f32(root(f32(d[i]! + epsilon)) / root(f32(s[i]! + epsilon))) * g[i]!);
        d[i] = f32(rho * d[i]!) + f32(rest * square(move));
        w[i] = w[i]! - f32(learningRate * move);
      }
    };
  },

  adamw(spec, size) {
    const [epsilon, weightDecay] = [f32(spec.epsilon), f32(spec.weightDecay)];
    const moments = makeMoments(spec, size);
    let t = 0;
    return (w, g, learningRate) => {
      const [power1, power2] = powers(spec, ++t);
      const keep = f32(1 - f32(learningRate * weightDecay));
      const alpha = f32(learningRate / f32(1 - power1));
      const correction = root(f32(1 - power2));
      const { m, v } = moments(g);
      for (let i = 0; i < w.length; i++) {
        const move = f32(f32(alpha * m[i]!) / f32(f32(root(v[i]!) / correction) + epsilon));
        w[i] = f32(w[i]! * keep) - move;
      }
    };
  },
};

interface Moments {
  readonly m: Float32Array;
  readonly v: Float32Array;
}

/** m += (g − m)·(1 − β₁);  v += (g² − v)·(1 − β₂) */
function makeMoments(spec: { beta1: number; beta2: number }, size: number): (g: Float32Array) => Moments {
  const [rest1, rest2] = [f32(1 - f32(spec.beta1)), f32(1 - f32(spec.beta2))];
  const m = new Float32Array(size);
  const v = new Float32Array(size);
  return (g) => {
    for (let i = 0; i < size; i++) {
      m[i] = m[i]! + f32(f32(g[i]! - m[i]!) * rest1);
      v[i] = v[i]! + f32(f32(square(g[i]!) - v[i]!) * rest2);
    }
    return { m, v };
  };
}

/** βᵗ for both. */
function powers({ beta1, beta2 }: { beta1: number; beta2: number }, t: number): [number, number] {
  return [f32(f32(beta1) ** t), f32(f32(beta2) ** t)];
}

/** α = lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) */
function biasCorrected(learningRate: number, power1: number, power2: number): number {
  return f32(f32(learningRate * root(f32(1 - power2))) / f32(1 - power1));
}

/** w −= α·m/(√v + ε) */
function moveAdam(w: Float32Array, { m, v }: Moments, alpha: number, epsilon: number): void {
  for (let i = 0; i < w.length; i++) w[i] = w[i]! - f32(f32(alpha * m[i]!) / f32(root(v[i]!) + epsilon));
}

/** A fresh optimizer for `size` weights, with nothing remembered. */
export function makeUpdate<Kind extends OptimizerSpec['kind']>(
  spec: Extract<OptimizerSpec, { kind: Kind }>,
  size: number,
  schedule: ScheduleSpec = { kind: 'constant' },
): Update {
  const make: Makers[Kind] = makers[spec.kind];
  const move = make(spec, size);
  const learningRate = f32(spec.learningRate);
  let step = 0;
  return (weights, gradient) => move(weights, gradient, f32(learningRate * factorAt(schedule, step++)));
}
