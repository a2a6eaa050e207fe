// The run's numbers, each a vector: four times the same, or one of each of four runs. The plan writes them in this order.
import { numbers } from './run';

export namespace places {
  export const learningRate: usize = 0;
  /** Momentum, or how fast the first memory fades: Adam's β₁; RMSProp's, AdaDelta's ρ. */
  export const fade1: usize = 1;
  /** How fast the second memory fades: Adam's β₂, RMSProp's momentum. */
  export const fade2: usize = 2;
  export const epsilon: usize = 3;
  export const weightDecay: usize = 4;
  /** 2λ of the penalty λ·Σw². */
  export const l2: usize = 5;
  export const huberDelta: usize = 6;
  /** The largest |parameter| with which the loss on all data is surely finite. */
  export const bound: usize = 7;
  /** β₁ᵗ and β₂ᵗ of the step to be made; in TensorFlow 1's Adam running products, else powers; AdamW's are 1 − βᵗ. */
  export const power1: usize = 8;
  export const power2: usize = 9;
  /** The schedule's numbers. */
  export const scheduleSteps: usize = 10;
  export const scheduleRate: usize = 11;
  /** AdamW's β₁ and β₂ in double precision, in two vectors each. */
  export const beta1: usize = 12;
  export const beta2: usize = 14;
}

export function numberAt(place: usize): v128 {
  return v128.load(numbers + (place << 4));
}
/** One run's number of those in double precision. */
export function doubleAt(place: usize, lane: usize): f64 {
  return load<f64>(numbers + (place << 4) + (lane << 3));
}
export function setNumber(place: usize, value: v128): void {
  v128.store(numbers + (place << 4), value);
}
