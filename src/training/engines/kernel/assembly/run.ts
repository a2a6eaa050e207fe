// The run, as the plan describes it: where its arrays lie and which rules it follows. Exported globals are set from
// outside before the first step. Knows nothing of how anything is computed.

/** How sums start: the number that changes no other when it is added, not even −0. */
export const nothing: f32 = -0.0;

/** One dense layer: the plan writes its fields in this order. Addresses are 0 where there is no such array. */
@unmanaged
export class Layer {
  /** Leaky ReLU's slope below zero. */
  slope: v128;
  inputs: i32;
  units: i32;
  /** Units, in the wide way rounded up to whole vectors: the columns of outputs and deltas. */
  columns: i32;
  activation: i32;
  weights: usize;
  weightBytes: usize;
  biases: usize;
  /** What the layer gives for each row of a batch. */
  outputs: usize;
  /** The loss's derivative by the layer's sums, before the activation. */
  deltas: usize;
  /** Room for the weights' transpose; 0 in the first layer, whose inputs need no derivative. */
  transpose: usize;
}

/** Bytes from one layer to the next. */
export const layerSize: usize = 64;

/** Data: `rows` rows of inputs, and of labels in as many columns as the last layer's outputs. */
export let inputs: usize = 0;
export let labels: usize = 0;
export let rows: i32 = 0;
export let batchSize: i32 = 0;
/** The first row of the next step's batch, and that step's number. */
export let position: i32 = 0;
export let step: i32 = 0;

export let layers: usize = 0;
export let layerCount: i32 = 0;
/** Four sums of the loss's terms, in double precision. */
export let totals: usize = 0;
/** Which way the sums are made: one of `ways`. */
export let way: i32 = 0;
export let loss: i32 = 0;
/** Whether loss and last activation are differentiated as one, the sigmoid or the softmax within the loss. */
export let joint: i32 = 0;
export let optimizer: i32 = 0;
export let schedule: i32 = 0;

/** All parameters, padding included, from `values`; gradient and the optimizer's memory lie in the same order. */
export let parameterBytes: usize = 0;
export let values: usize = 0;
export let gradient: usize = 0;
export let memory1: usize = 0;
export let memory2: usize = 0;
/** The numbers of `numbers.ts`, a vector each. */
export let numbers: usize = 0;

/**
 * Room for states to be kept. First how many steps to make before each, then in its place the sum of the loss's terms (f64);
 * the weights and biases, one state's after another's; and where each of them lies, counted from `values` (i32).
 */
export let traceSums: usize = 0;
export let traceWeights: usize = 0;
export let traceOffsets: usize = 0;
export let weightCount: i32 = 0;

export namespace ways {
  /** Vectors hold the units of a network of one hidden layer, four at most. */
  export const narrow: i32 = 0;
  /** Vectors hold the columns of matrices. */
  export const wide: i32 = 1;
  /** Vectors hold one number of four runs. */
  export const lanes: i32 = 2;
}

export function layerAt(k: i32): Layer {
  return changetype<Layer>(layers + <usize>k * layerSize);
}

export function advance(): void {
  position += batchSize;
  if (position >= rows) position -= rows;
  step++;
}
