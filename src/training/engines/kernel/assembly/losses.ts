// The losses, number by number: what one output adds to the sum whose mean is the loss, and that term's derivative.
// `joint` losses take the layer's sums z in place of its outputs, with the activation inside: the stable form.
import { exp, log, log1p, sigmoid } from './elementary';
import { numberAt, places } from './numbers';
import { joint, loss } from './run';

export namespace losses {
  export const meanSquaredError: i32 = 0;
  export const meanAbsoluteError: i32 = 1;
  export const huber: i32 = 2;
  export const binaryCrossEntropy: i32 = 3;
  export const categoricalCrossEntropy: i32 = 4;
}

/** Cross-entropies of probabilities keep away from ln 0 by so much, as Keras does. */
const margin: f32 = 1e-7;

function clip(y: v128): v128 {
  return f32x4.pmax(f32x4.pmin(y, f32x4.splat(1 - margin)), f32x4.splat(margin));
}

/** Clipping has no slope outside of its range. */
function inside(y: v128): v128 {
  return v128.and(f32x4.ge(y, f32x4.splat(margin)), f32x4.le(y, f32x4.splat(1 - margin)));
}

function clamp(x: v128, size: v128): v128 {
  return f32x4.pmax(f32x4.pmin(x, size), f32x4.neg(size));
}

/** The factor of every term's derivative: 1 over the number of terms; the 2 of a square's derivative is in it too. */
export function scaleOf(rowCount: i32, units: i32): v128 {
  const terms = loss == losses.categoricalCrossEntropy ? rowCount : rowCount * units;
  return f32x4.splat((loss == losses.meanSquaredError ? <f32>2 : <f32>1) / <f32>terms);
}

/** A term's derivative by the output, or by z where the loss is joint; to be scaled. */
export function lossSlope(y: v128, label: v128): v128 {
  const error = f32x4.sub(y, label);
  const one = f32x4.splat(1);
  switch (loss) {
    case losses.meanAbsoluteError: {
      const zero = f32x4.splat(0);
      const sign = v128.or(v128.and(error, i32x4.splat(0x80000000)), one);
      // NaN is neither above nor below: it goes on as it is.
      return v128.bitselect(error, sign, v128.or(f32x4.eq(error, zero), f32x4.ne(error, error)));
    }
    case losses.huber:
      return clamp(error, numberAt(places.huberDelta));
    case losses.binaryCrossEntropy: {
      if (joint) return f32x4.sub(sigmoid(y), label);
      const p = clip(y);
      const slope = f32x4.div(f32x4.sub(p, label), f32x4.mul(p, f32x4.sub(one, p)));
      return v128.and(slope, v128.or(inside(y), f32x4.ne(y, y)));
    }
    case losses.categoricalCrossEntropy: {
      // Joint, y is the softmax already.
      if (joint) return error;
      const slope = f32x4.neg(f32x4.div(label, clip(y)));
      return v128.and(slope, v128.or(inside(y), f32x4.ne(y, y)));
    }
    default:
      return error;
  }
}

/**
 * A term of the loss.
 * @param y the output; z where the loss is joint with a sigmoid, ln of the softmax where with a softmax
 */
export function lossTerm(y: v128, label: v128): v128 {
  const error = f32x4.sub(y, label);
  const one = f32x4.splat(1);
  switch (loss) {
    case losses.meanAbsoluteError:
      return f32x4.abs(error);
    case losses.huber: {
      const delta = numberAt(places.huberDelta);
      const half = f32x4.splat(0.5);
      const size = f32x4.abs(error);
      const near = f32x4.mul(half, f32x4.mul(error, error));
      const far = f32x4.mul(delta, f32x4.sub(size, f32x4.mul(half, delta)));
      return v128.bitselect(near, far, f32x4.le(size, delta));
    }
    case losses.binaryCrossEntropy: {
      if (joint) {
        // max(z, 0) − z·label + ln(1 + e^−|z|)
        const linear = f32x4.sub(f32x4.pmax(y, f32x4.splat(0)), f32x4.mul(y, label));
        return f32x4.add(linear, log1p(exp(f32x4.neg(f32x4.abs(y)))));
      }
      const p = clip(y);
      const right = f32x4.mul(label, log(p));
      const wrong = f32x4.mul(f32x4.sub(one, label), log(f32x4.sub(one, p)));
      return f32x4.neg(f32x4.add(right, wrong));
    }
    case losses.categoricalCrossEntropy:
      return f32x4.neg(f32x4.mul(label, joint ? y : log(clip(y))));
    default:
      return f32x4.mul(error, error);
  }
}
