// exp, log, tanh and the logistic function of four float32 at once, to about two units in the last place: the
// polynomials of S. Moshier's Cephes library (single precision), in plain float32 arithmetic, so that every machine
// gives the same bits. NaN stays NaN.

const log2e: f32 = 1.44269504088896341;
/** ln 2 in two parts, the first with few digits, so that multiples of it are exact. */
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.1219444e-4;

/** One more term of a polynomial: p·x + c. */
function term(p: v128, x: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(p, x), f32x4.splat(c));
}

/** eˣ = 2ⁿ·eʳ with |r| ≤ ln 2 / 2. */
export function exp(argument: v128): v128 {
  // Beyond these it is infinity or zero. `pmin` and `pmax` in this order leave a NaN.
  const x = f32x4.pmax(f32x4.pmin(argument, f32x4.splat(89)), f32x4.splat(-104));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(log2e)));
  const high = f32x4.sub(x, f32x4.mul(n, f32x4.splat(ln2High)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(ln2Low)));
  let p = f32x4.splat(1.98756915e-4);
  p = term(p, r, 1.3981999507e-3);
  p = term(p, r, 8.3334519073e-3);
  p = term(p, r, 4.1665795894e-2);
  p = term(p, r, 1.6666665459e-1);
  p = term(p, r, 5.0000001201e-1);
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  // 2ⁿ in two factors: n = 128 and denormal results are out of one factor's range.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOf2(half)), powerOf2(i32x4.sub(whole, half)));
}

function powerOf2(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** ln x = e·ln 2 + ln m with √½ ≤ m < √2. */
export function log(argument: v128): v128 {
  const smallest = f32x4.splat(1.17549435e-38);
  const denormal = f32x4.lt(argument, smallest);
  const x = v128.bitselect(f32x4.mul(argument, f32x4.splat(8388608)), argument, denormal);
  const fraction = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const isLow = f32x4.lt(fraction, f32x4.splat(0.707106781186547524));
  const m = f32x4.add(fraction, v128.and(fraction, isLow));
  let exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  // Where a mask is −1, adding it takes one away.
  exponent = i32x4.add(exponent, isLow);
  exponent = i32x4.sub(exponent, v128.and(denormal, i32x4.splat(23)));
  const e = f32x4.convert_i32x4_s(exponent);
  const f = f32x4.sub(m, f32x4.splat(1));
  const square = f32x4.mul(f, f);
  let p = f32x4.splat(7.0376836292e-2);
  p = term(p, f, -1.151461031e-1);
  p = term(p, f, 1.167699874e-1);
  p = term(p, f, -1.2420140846e-1);
  p = term(p, f, 1.4249322787e-1);
  p = term(p, f, -1.6668057665e-1);
  p = term(p, f, 2.0000714765e-1);
  p = term(p, f, -2.4999993993e-1);
  p = term(p, f, 3.3333331174e-1);
  p = f32x4.mul(f32x4.mul(p, f), square);
  p = f32x4.add(p, f32x4.mul(e, f32x4.splat(ln2Low)));
  p = f32x4.sub(p, f32x4.mul(square, f32x4.splat(0.5)));
  const regular = f32x4.add(f32x4.add(f, p), f32x4.mul(e, f32x4.splat(ln2High)));
  const infinity = f32x4.splat(Infinity);
  const zero = f32x4.splat(0);
  // ln 0 = −∞, ln ∞ = ∞, and what is below zero or NaN has none.
  let result = v128.bitselect(f32x4.neg(infinity), regular, f32x4.eq(argument, zero));
  result = v128.bitselect(infinity, result, f32x4.eq(argument, infinity));
  return v128.bitselect(result, f32x4.splat(NaN), f32x4.ge(argument, zero));
}

/** ln(1 + u) for u ≥ 0, also where 1 + u rounds: ln(w)·u/(w − 1) with w = 1 + u as rounded (W. Kahan). */
export function log1p(u: v128): v128 {
  const one = f32x4.splat(1);
  const w = f32x4.add(one, u);
  const corrected = f32x4.div(f32x4.mul(log(w), u), f32x4.sub(w, one));
  return v128.bitselect(u, corrected, f32x4.eq(w, one));
}

/** An odd polynomial near zero, 1 − 2/(e²ˣ + 1) beyond. */
export function tanh(x: v128): v128 {
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = term(p, square, 2.06390887954e-2);
  p = term(p, square, -5.37397155531e-2);
  p = term(p, square, 1.33314422036e-1);
  p = term(p, square, -3.33332819422e-1);
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, square), x), x);
  const size = f32x4.abs(x);
  const one = f32x4.splat(1);
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exp(f32x4.add(size, size)), one)));
  const signed = v128.bitselect(x, far, i32x4.splat(0x80000000));
  return v128.bitselect(near, signed, f32x4.lt(size, f32x4.splat(0.625)));
}

/** 1/(1 + e⁻ˣ). */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}
