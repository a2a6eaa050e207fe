// The update rules, four parameters at a time, float32 at every operation. What an optimizer remembers of a parameter
// lies at the same place in `memory1` and `memory2`. The formulas with their sources are `shared/spec/catalogue.ts`.
import { doubleAt, numberAt, places, setNumber } from './numbers';
import { learningRate } from './schedules';
import { gradient, memory1, memory2, optimizer, parameterBytes, step, values } from './run';

export namespace optimizers {
  export const sgd: i32 = 0;
  export const momentum: i32 = 1;
  export const nesterov: i32 = 2;
  export const adam: i32 = 3;
  export const adamKeras: i32 = 4;
  export const rmsprop: i32 = 5;
  export const adagrad: i32 = 6;
  export const adadelta: i32 = 7;
  export const adamw: i32 = 8;
}

/** The numbers of the step under way, loaded once for all parameters. */
let rate: v128 = f32x4.splat(0);
let fade1: v128 = f32x4.splat(0);
let fade2: v128 = f32x4.splat(0);
let rest1: v128 = f32x4.splat(0);
let rest2: v128 = f32x4.splat(0);
let epsilon: v128 = f32x4.splat(0);
let decay: v128 = f32x4.splat(0);
let root2: v128 = f32x4.splat(0);

/** w −= lr·g */
@unmanaged
class Sgd {
  moved(w: v128, g: v128, at: usize): v128 {
    return f32x4.sub(w, f32x4.mul(rate, g));
  }
}

/** m = μ·m + g;  w −= lr·m */
@unmanaged
class Momentum {
  moved(w: v128, g: v128, at: usize): v128 {
    const m = f32x4.add(f32x4.mul(fade1, v128.load(memory1 + at)), g);
    v128.store(memory1 + at, m);
    return f32x4.sub(w, f32x4.mul(rate, m));
  }
}

/** m = μ·m + g;  w −= lr·g + lr·μ·m */
@unmanaged
class Nesterov {
  moved(w: v128, g: v128, at: usize): v128 {
    const m = f32x4.add(f32x4.mul(fade1, v128.load(memory1 + at)), g);
    v128.store(memory1 + at, m);
    return f32x4.sub(w, f32x4.add(f32x4.mul(rate, g), f32x4.mul(f32x4.mul(rate, fade1), m)));
  }
}

/** m += (g − m)·(1 − β₁) */
function fadedMean(g: v128, at: usize): v128 {
  const before = v128.load(memory1 + at);
  const m = f32x4.add(before, f32x4.mul(f32x4.sub(g, before), rest1));
  v128.store(memory1 + at, m);
  return m;
}

/** v += (g² − v)·(1 − β₂) */
function fadedSquare(g: v128, at: usize): v128 {
  const before = v128.load(memory2 + at);
  const v = f32x4.add(before, f32x4.mul(f32x4.sub(f32x4.mul(g, g), before), rest2));
  v128.store(memory2 + at, v);
  return v;
}

/** w −= α·m/(√v + ε), with α in `rate`. */
@unmanaged
class Adam {
  moved(w: v128, g: v128, at: usize): v128 {
    const m = fadedMean(g, at);
    const v = fadedSquare(g, at);
    return f32x4.sub(w, f32x4.div(f32x4.mul(rate, m), f32x4.add(f32x4.sqrt(v), epsilon)));
  }
}

/** w −= lr·λ·w;  w −= α·m/(√v/√(1 − β₂ᵗ) + ε), with α = lr/(1 − β₁ᵗ) in `rate`, 1 − lr·λ in `decay`, √(1 − β₂ᵗ) in `root2`. */
@unmanaged
class AdamW {
  moved(w: v128, g: v128, at: usize): v128 {
    const m = fadedMean(g, at);
    const v = fadedSquare(g, at);
    const denominator = f32x4.add(f32x4.div(f32x4.sqrt(v), root2), epsilon);
    return f32x4.sub(f32x4.mul(w, decay), f32x4.div(f32x4.mul(rate, m), denominator));
  }
}

/** s += (g² − s)·(1 − ρ);  m = μ·m + lr·g/√(s + ε);  w −= m */
@unmanaged
class RmsProp {
  moved(w: v128, g: v128, at: usize): v128 {
    const before = v128.load(memory1 + at);
    const s = f32x4.add(before, f32x4.mul(f32x4.sub(f32x4.mul(g, g), before), rest1));
    v128.store(memory1 + at, s);
    const move = f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(s, epsilon)));
    const m = f32x4.add(f32x4.mul(fade2, v128.load(memory2 + at)), move);
    v128.store(memory2 + at, m);
    return f32x4.sub(w, m);
  }
}

/** s += g²;  w −= lr·g/√s */
@unmanaged
class AdaGrad {
  moved(w: v128, g: v128, at: usize): v128 {
    const s = f32x4.add(v128.load(memory1 + at), f32x4.mul(g, g));
    v128.store(memory1 + at, s);
    return f32x4.sub(w, f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(s)));
  }
}

/** s = ρ·s + (1 − ρ)·g²;  Δ = √(d + ε)/√(s + ε)·g;  d = ρ·d + (1 − ρ)·Δ²;  w −= lr·Δ */
@unmanaged
class AdaDelta {
  moved(w: v128, g: v128, at: usize): v128 {
    const s = f32x4.add(f32x4.mul(fade1, v128.load(memory1 + at)), f32x4.mul(rest1, f32x4.mul(g, g)));
    v128.store(memory1 + at, s);
    const d = v128.load(memory2 + at);
    const ratio = f32x4.div(f32x4.sqrt(f32x4.add(d, epsilon)), f32x4.sqrt(f32x4.add(s, epsilon)));
    const move = f32x4.mul(ratio, g);
    v128.store(memory2 + at, f32x4.add(f32x4.mul(fade1, d), f32x4.mul(rest1, f32x4.mul(move, move))));
    return f32x4.sub(w, f32x4.mul(rate, move));
  }
}

/** Moves all parameters by one rule; a lane of the result is 0 where one of its parameters has left the bound. */
function sweep<R>(): v128 {
  const bound = numberAt(places.bound);
  const rule = changetype<R>(0);
  let within = i32x4.splat(-1);
  for (let at: usize = 0; at < parameterBytes; at += 16) {
    const w = rule.moved(v128.load(values + at), v128.load(gradient + at), at);
    v128.store(values + at, w);
    within = v128.and(within, f32x4.le(f32x4.abs(w), bound));
  }
  return within;
}

/** Makes the step's update. @returns whether every parameter stays where the loss is surely finite */
export function update(): bool {
  rate = learningRate();
  if (optimizer == optimizers.sgd) return v128.all_true<i32>(sweep<Sgd>());
  const one = f32x4.splat(1);
  fade1 = numberAt(places.fade1);
  fade2 = numberAt(places.fade2);
  rest1 = f32x4.sub(one, fade1);
  rest2 = f32x4.sub(one, fade2);
  epsilon = numberAt(places.epsilon);
  let within: v128;
  switch (optimizer) {
    case optimizers.momentum:
      within = sweep<Momentum>();
      break;
    case optimizers.nesterov:
      within = sweep<Nesterov>();
      break;
    case optimizers.rmsprop:
      within = sweep<RmsProp>();
      break;
    case optimizers.adagrad:
      within = sweep<AdaGrad>();
      break;
    case optimizers.adadelta:
      within = sweep<AdaDelta>();
      break;
    default:
      within = adaptive();
  }
  return v128.all_true<i32>(within);
}

/** Adam's family: the same memories, the corrections of their start put in different places. */
function adaptive(): v128 {
  if (optimizer == optimizers.adamw) return decoupled();
  const one = f32x4.splat(1);
  const power1 = numberAt(places.power1);
  const power2 = numberAt(places.power2);
  if (optimizer == optimizers.adam) {
    setNumber(places.power1, f32x4.mul(power1, fade1));
    setNumber(places.power2, f32x4.mul(power2, fade2));
  } else {
    setNumber(places.power1, powers(fade1, step + 2));
    setNumber(places.power2, powers(fade2, step + 2));
  }
  rate = f32x4.div(f32x4.mul(rate, f32x4.sqrt(f32x4.sub(one, power2))), f32x4.sub(one, power1));
  return sweep<Adam>();
}

/** AdamW: what is left of 1 by the powers is taken in double precision, as PyTorch takes it. */
function decoupled(): v128 {
  decay = f32x4.sub(f32x4.splat(1), f32x4.mul(rate, numberAt(places.weightDecay)));
  rate = f32x4.div(rate, numberAt(places.power1));
  root2 = f32x4.sqrt(numberAt(places.power2));
  rest1 = left(places.beta1, 1);
  rest2 = left(places.beta2, 1);
  setNumber(places.power1, left(places.beta1, step + 2));
  setNumber(places.power2, left(places.beta2, step + 2));
  return sweep<AdamW>();
}

/** 1 − βⁿ */
function left(place: usize, exponent: i32): v128 {
  let result = f32x4.splat(leftOf(doubleAt(place, 0), exponent));
  result = f32x4.replace_lane(result, 1, leftOf(doubleAt(place, 1), exponent));
  result = f32x4.replace_lane(result, 2, leftOf(doubleAt(place, 2), exponent));
  return f32x4.replace_lane(result, 3, leftOf(doubleAt(place, 3), exponent));
}

function leftOf(beta: f64, exponent: i32): f32 {
  return <f32>(1 - (exponent == 1 ? beta : NativeMath.pow(beta, <f64>exponent)));
}

function powers(base: v128, exponent: i32): v128 {
  let result = f32x4.splat(power(f32x4.extract_lane(base, 0), exponent));
  result = f32x4.replace_lane(result, 1, power(f32x4.extract_lane(base, 1), exponent));
  result = f32x4.replace_lane(result, 2, power(f32x4.extract_lane(base, 2), exponent));
  return f32x4.replace_lane(result, 3, power(f32x4.extract_lane(base, 3), exponent));
}

function power(base: f32, exponent: i32): f32 {
  return <f32>NativeMath.pow(<f64>base, <f64>exponent);
}
