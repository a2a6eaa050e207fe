// The engine that stands on TensorFlow.js: its automatic differentiation gives the gradients, the update rules are ours.
// The only file that imports tfjs. Tensors live inside `tidy`; what leaves a step is numbers.
import * as tf from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-cpu';
// Without it a bundler shakes the gradients out.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { weightShapes, type RunSpec, type Shape } from '../../shared/spec.ts';
import { batchAt, type Rows } from '../dataset.ts';
import type { Advance, LoadedEngine, Problem } from '../engine.ts';
import { finiteCheck } from '../finite.ts';
import { multiply } from '../matrices.ts';
import { makeUpdate, type Update } from '../optimizers.ts';

const losses: { readonly [Name in RunSpec['loss']]: (labels: tf.Tensor2D, predictions: tf.Tensor) => tf.Scalar } = {
  meanSquaredError: (y_, y) => tf.mean(tf.square(tf.sub(y_, y))),
};

/** Loads tfjs, on its JavaScript backend: the networks are too small for any other to pay. */
export async function loadTfjs(problem: Problem): Promise<LoadedEngine> {
  // Without safety checks, and without the advice to install a native backend that it prints under Node.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return new TfjsEngine(problem);
}

class TfjsEngine implements LoadedEngine {
  readonly #problem: Problem;
  readonly #shapes: readonly Shape[];
  readonly #variables: readonly tf.Variable[];
  readonly #weights: Float32Array;
  readonly #gradient: Float32Array;
  readonly #update: Update;
  readonly #finite: (weights: Float32Array) => boolean;
  #step = 0;

  constructor(problem: Problem) {
    this.#problem = problem;
    this.#shapes = weightShapes(problem.spec);
    this.#weights = problem.initialWeights.slice();
    this.#gradient = new Float32Array(this.#weights.length);
    this.#update = makeUpdate(problem.spec.optimizer, this.#weights.length);
    this.#finite = finiteCheck(problem, () => this.loss());
    this.#variables = tf.tidy(() => this.#tensors().map((tensor) => tf.variable(tensor)));
  }

  steps(count: number): Advance {
    for (let made = 1; made <= count; made++) {
      this.#makeStep();
      if (!this.#finite(this.#weights)) return { made, finite: false };
    }
    return { made: count, finite: true };
  }

  loss(): number {
    return tf.tidy(() => this.#loss({ start: 0, end: this.#problem.data.rows }).dataSync()[0]!);
  }

  weights(): Float32Array {
    return this.#weights.slice();
  }

  dispose(): void {
    for (const variable of this.#variables) variable.dispose();
  }

  /** Predict, measure the loss, differentiate, update. */
  #makeStep(): void {
    const { spec, data } = this.#problem;
    const batch = batchAt(this.#step++, spec.training.batchSize, data.rows);
    tf.tidy(() => {
      const { grads } = tf.variableGrads(() => this.#loss(batch), [...this.#variables]);
      let offset = 0;
      for (const { name, size } of this.#variables) {
        this.#gradient.set(grads[name]!.dataSync(), offset);
        offset += size;
      }
      this.#update(this.#weights, this.#gradient);
      this.#tensors().forEach((tensor, k) => this.#variables[k]!.assign(tensor));
    });
  }

  #loss({ start, end }: Rows): tf.Scalar {
    const { spec, data } = this.#problem;
    const inputs = data.inputs.subarray(start * data.columns, end * data.columns);
    const x = tf.tensor2d(inputs, [end - start, data.columns]);
    const y_ = tf.tensor2d(data.labels.subarray(start, end), [end - start, 1]);
    const y = this.#variables.reduce((a: tf.Tensor, w) => tf.matMul(a, w), x);
    return losses[spec.loss](y_, y);
  }

  /** The weights as fresh tensors, one a matrix. */
  #tensors(): tf.Tensor2D[] {
    let offset = 0;
    return this.#shapes.map(({ rows, columns }) => {
      const start = offset;
      offset += rows * columns;
      return tf.tensor2d(this.#weights.slice(start, offset), [rows, columns]);
    });
  }
}

// The backend's own product sums in double precision, which puts the lesson's weights one unit off in their last printed
// digit after 3000 steps. Summing in float32, as TensorFlow's and numpy's kernels do, gives every digit.
tf.unregisterKernel('BatchMatMul', 'cpu');
tf.registerKernel({
  kernelName: 'BatchMatMul',
  backendName: 'cpu',
  kernelFunc: (call) => {
    // tfjs types every kernel's parameters alike; these are this kernel's.
    const { inputs, attrs, backend } = call as unknown as MatMulCall;
    return batchMatMul(inputs, attrs, backend);
  },
});

interface MatMulCall {
  readonly inputs: { readonly a: tf.TensorInfo; readonly b: tf.TensorInfo };
  readonly attrs: tf.BatchMatMulAttrs;
  readonly backend: MathBackendCPU;
}

/** Matrix products along the last two axes; the axes before them are broadcast. */
function batchMatMul(
  { a, b }: MatMulCall['inputs'],
  { transposeA, transposeB }: tf.BatchMatMulAttrs,
  backend: MathBackendCPU,
): tf.TensorInfo {
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, n] = [transposeA ? aColumns : aRows, transposeB ? bRows : bColumns];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const result = new Float32Array(tf.util.sizeFromShape(outer) * m * n);
  const aValues = backend.data.get(a.dataId).values as Float32Array;
  const bValues = backend.data.get(b.dataId).values as Float32Array;
  for (
    let at = 0, ofA = 0, ofB = 0;
    at < result.length;
    at += m * n, ofA += aRows * aColumns, ofB += bRows * bColumns
  ) {
    const [startA, startB] = [ofA % aValues.length, ofB % bValues.length];
    multiply(
      { values: aValues.subarray(startA), rows: aRows, columns: aColumns, transposed: transposeA },
      { values: bValues.subarray(startB), rows: bRows, columns: bColumns, transposed: transposeB },
      result.subarray(at, at + m * n),
    );
  }
  return backend.makeTensorInfo([...outer, m, n], 'float32', result);
}
