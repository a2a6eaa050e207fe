// What a step's record holds beyond what training leaves in memory: the terms of the loss, the predictions where the
// loss works on sums, and the learning rate in force. For the wide way.
import { activations } from './activations';
import { sigmoid } from './elementary';
import { lossTerm } from './losses';
import { joint, labels, layerAt, layerCount } from './run';
import { learningRate } from './schedules';
import { predict, softmaxRow } from './wide';

/**
 * Writes each output's term of the loss over rows [start, end) to the last layer's deltas. Where a sigmoid is within the
 * loss, the layer's outputs become what it gives.
 */
export function writeLossTerms(start: i32, end: i32): void {
  const output = layerAt(layerCount - 1);
  const isSoftmax = output.activation == activations.softmax;
  const rowBytes = <usize>output.columns * 4;
  predict(start, end - start);
  for (let row: i32 = 0; row < end - start; row++) {
    const y = output.outputs + <usize>row * rowBytes;
    const y_ = labels + <usize>(start + row) * rowBytes;
    const terms = output.deltas + <usize>row * rowBytes;
    if (isSoftmax) softmaxRow(y, output, joint != 0);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const output4 = v128.load(y + at);
      v128.store(terms + at, lossTerm(output4, v128.load(y_ + at)));
      if (joint && !isSoftmax) v128.store(y + at, sigmoid(output4));
    }
  }
}

/** The learning rate of the step to be made. */
export function rateInForce(): f32 {
  return f32x4.extract_lane(learningRate(), 0);
}
