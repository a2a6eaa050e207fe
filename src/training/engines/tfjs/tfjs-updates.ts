// How an optimizer moves weights along their gradient, as TensorFlow 1's CPU kernels do it: float32 at every step.
// Knows nothing of networks; a vector of weights is any vector. The formulas' sources are in `shared/spec/catalogue.ts`.
import type { OptimizerSpec, ScheduleSpec } from '../../../shared/spec/spec.ts';
import type { EngineState } from '../engine.ts';
import { memoriesOf } from '../kernel/run-numbers.ts';
import { factorAt } from './tfjs-schedules.ts';

/** An optimizer at work. */
export interface Optimizer {
  /** Moves `weights` in place by one update. Each call is one step. */
  update(weights: Float32Array, gradient: Float32Array): void;
  /** The learning rate of the next update, float32. */
  learningRate(): number;
  /** Where it stands: all that the next updates follow from, but for the weights. The arrays are its own. */
  readonly state: OptimizerState;
  /** Goes on from a state. */
  restore(state: OptimizerState): void;
}
export type OptimizerState = Omit<EngineState, 'weights'>;

/** One update at a learning rate, float32. */
type Move = (w: Float32Array, g: Float32Array, learningRate: number, powers: Powers) => void;

const f32 = Math.fround;
const square = (x: number) => f32(x * x);
const root = (x: number) => f32(Math.sqrt(x));

type Makers = {
  /** @param memories what it remembers of the weights: as many arrays as `memoriesOf` has numbers */
  readonly [Kind in OptimizerSpec['kind']]: (
    spec: Extract<OptimizerSpec, { kind: Kind }>,
    memories: readonly Float32Array[],
  ) => Move;
};

const makers: Makers = {
  sgd: () => (w, g, learningRate) => {
    for (let i = 0; i < w.length; i++) w[i] = w[i]! - f32(learningRate * g[i]!);
  },

  momentum(spec, memories) {
    const momentum = f32(spec.momentum);
    const [m] = memories as [Float32Array];
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        m[i] = f32(momentum * m[i]!) + g[i]!;
        w[i] = w[i]! - f32(learningRate * m[i]!);
      }
    };
  },

  nesterov(spec, memories) {
    const momentum = f32(spec.momentum);
    const [m] = memories as [Float32Array];
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        m[i] = f32(momentum * m[i]!) + g[i]!;
        w[i] = w[i]! - f32(f32(learningRate * g[i]!) + f32(f32(learningRate * momentum) * m[i]!));
      }
    };
  },

  adam,
  adamKeras: adam,

  rmsprop(spec, memories) {
    const [rest, momentum, epsilon] = [f32(1 - f32(spec.rho)), f32(spec.momentum), f32(spec.epsilon)];
    const [s, m] = memories as [Float32Array, Float32Array];
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        s[i] = s[i]! + f32(f32(square(g[i]!) - s[i]!) * rest);
        m[i] = f32(momentum * m[i]!) + f32(f32(learningRate * g[i]!) / root(f32(s[i]! + epsilon)));
        w[i] = w[i]! - m[i]!;
      }
    };
  },

  adagrad(_spec, memories) {
    const [s] = memories as [Float32Array];
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        s[i] = s[i]! + square(g[i]!);
        w[i] = w[i]! - f32(f32(learningRate * g[i]!) / root(s[i]!));
      }
    };
  },

  adadelta(spec, memories) {
    const [rho, epsilon] = [f32(spec.rho), f32(spec.epsilon)];
    const rest = f32(1 - rho);
    const [s, d] = memories as [Float32Array, Float32Array];
    return (w, g, learningRate) => {
      for (let i = 0; i < w.length; i++) {
        s[i] = f32(rho * s[i]!) + f32(rest * square(g[i]!));
        const move = f32(f32(root(f32(d[i]! + epsilon)) / root(f32(s[i]! + epsilon))) * g[i]!);
        d[i] = f32(rho * d[i]!) + f32(rest * square(move));
        w[i] = w[i]! - f32(learningRate * move);
      }
    };
  },

  adamw(spec, memories) {
    const [epsilon, weightDecay] = [f32(spec.epsilon), f32(spec.weightDecay)];
    const fade = fadeMoments([f32(1 - spec.beta1), f32(1 - spec.beta2)], memories);
    const [m, v] = memories as [Float32Array, Float32Array];
    return (w, g, learningRate, [correction1, correction2]) => {
      const keep = f32(1 - f32(learningRate * weightDecay));
      const alpha = f32(learningRate / correction1);
      const root2 = root(correction2);
      fade(g);
      for (let i = 0; i < w.length; i++) {
        const move = f32(f32(alpha * m[i]!) / f32(f32(root(v[i]!) / root2) + epsilon));
        w[i] = f32(w[i]! * keep) - move;
      }
    };
  },
};

type AdamSpec = { readonly beta1: number; readonly beta2: number; readonly epsilon: number };

/** α = lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ);  w −= α·m/(√v + ε) */
function adam(spec: AdamSpec, memories: readonly Float32Array[]): Move {
  const epsilon = f32(spec.epsilon);
  const fade = fadeMoments([f32(1 - f32(spec.beta1)), f32(1 - f32(spec.beta2))], memories);
  const [m, v] = memories as [Float32Array, Float32Array];
  return (w, g, learningRate, [power1, power2]) => {
    const alpha = f32(f32(learningRate * root(f32(1 - power2))) / f32(1 - power1));
    fade(g);
    for (let i = 0; i < w.length; i++) w[i] = w[i]! - f32(f32(alpha * m[i]!) / f32(root(v[i]!) + epsilon));
  };
}

/** m += (g − m)·(1 − β₁);  v += (g² − v)·(1 − β₂), given 1 − β₁ and 1 − β₂ */
function fadeMoments(
  [rest1, rest2]: readonly [number, number],
  memories: readonly Float32Array[],
): (g: Float32Array) => void {
  const [m, v] = memories as [Float32Array, Float32Array];
  return (g) => {
    for (let i = 0; i < g.length; i++) {
      m[i] = m[i]! + f32(f32(g[i]! - m[i]!) * rest1);
      v[i] = v[i]! + f32(f32(square(g[i]!) - v[i]!) * rest2);
    }
  };
}

type Powers = readonly [number, number];

/** The `powers` of a state at a step that counts as `t`, from 1. */
function powersAt(spec: OptimizerSpec, t: number): Powers {
  if (!('beta1' in spec)) return [0, 0];
  const { beta1, beta2 } = spec;
  // PyTorch has them in Python's double precision.
  if (spec.kind === 'adamw') return [f32(1 - beta1 ** t), f32(1 - beta2 ** t)];
  return [f32(f32(beta1) ** t), f32(f32(beta2) ** t)];
}

/** The `powers` of the step after `step`, the one with these. */
function nextPowers(spec: OptimizerSpec, step: number, powers: Powers): Powers {
  // TensorFlow 1 keeps βᵗ as float32 variables that it multiplies by β after each step.
  if (spec.kind === 'adam') return [f32(powers[0] * f32(spec.beta1)), f32(powers[1] * f32(spec.beta2))];
  return powersAt(spec, step + 2);
}

/** A fresh optimizer for `size` weights, with nothing remembered. */
export function makeOptimizer<Kind extends OptimizerSpec['kind']>(
  spec: Extract<OptimizerSpec, { kind: Kind }>,
  size: number,
  schedule: ScheduleSpec = { kind: 'constant' },
): Optimizer {
  const make: Makers[Kind] = makers[spec.kind];
  const memories = memoriesOf(spec).map((initial) => new Float32Array(size).fill(initial));
  const move = make(spec, memories);
  let step = 0;
  let powers = powersAt(spec, 1);
  const learningRate = () => f32(f32(spec.learningRate) * factorAt(schedule, step));
  return {
    update(weights, gradient) {
      move(weights, gradient, learningRate(), powers);
      powers = nextPowers(spec, step, powers);
      step++;
    },
    learningRate,
    get state() {
      return { step, memories, powers };
    },
    restore(state) {
      ({ step, powers } = state);
      memories.forEach((memory, k) => memory.set(state.memories[k]!));
    },
  };
}
