// The engine that stands on TensorFlow.js: its automatic differentiation gives the gradients, the update rules are ours.
// The only file that imports tfjs. Tensors live inside `tidy`; what leaves a step is numbers.
import * as tf from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-cpu';
// Without it a bundler shakes the gradients out.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Activation, Loss } from '../../shared/recipes.ts';
import { losses as lossRecipes } from '../../shared/recipes.ts';
import { layersOf, weightShapes, type Layer, type Shape } from '../../shared/spec.ts';
import { batchAt, type Rows } from '../dataset.ts';
import type { Advance, LoadedEngine, Problem } from '../engine.ts';
import { finiteCheck } from '../finite.ts';
import { multiply } from '../matrices.ts';
import { makeUpdate, type Update } from '../optimizers.ts';

type Activate = (z: tf.Tensor, slope: number) => tf.Tensor;

const activations: Readonly<Record<Activation, Activate>> = {
  linear: (z) => z,
  relu: (z) => tf.relu(z),
  // With tf.leakyRelu's own gradient; at 0 it is the slope.
  leakyRelu: (z, slope) => tf.leakyRelu(z, slope),
  tanh: (z) => tf.tanh(z),
  sigmoid: (z) => tf.sigmoid(z),
  softmax: (z) => tf.softmax(z),
};

const clip = (y: tf.Tensor) => tf.clipByValue(y, 1e-7, Math.fround(1 - Math.fround(1e-7)));
/** −Σ over a row's outputs, the mean over rows. */
const meanOfRows = (terms: tf.Tensor): tf.Scalar => tf.neg(tf.mean(tf.sum(terms, -1)));

type LossOf = (labels: tf.Tensor2D, predictions: tf.Tensor, delta: number) => tf.Scalar;

const losses: Readonly<Record<Loss, LossOf>> = {
  meanSquaredError: (y_, y) => tf.mean(tf.square(tf.sub(y_, y))),
  meanAbsoluteError: (y_, y) => tf.mean(tf.abs(tf.sub(y_, y))),
  huber(y_, y, delta) {
    const error = tf.abs(tf.sub(y_, y));
    const near = tf.minimum(error, delta);
    return tf.mean(tf.add(tf.mul(0.5, tf.square(near)), tf.mul(delta, tf.sub(error, near))));
  },
  binaryCrossEntropy(y_, y) {
    const p = clip(y);
    const right = tf.mul(y_, tf.log(p));
    return tf.neg(tf.mean(tf.add(right, tf.mul(tf.sub(1, y_), tf.log(tf.sub(1, p))))));
  },
  categoricalCrossEntropy: (y_, y) => meanOfRows(tf.mul(y_, tf.log(clip(y)))),
};

/** The losses that take the sums z before a last activation that is part of them: the stable form. */
const jointLosses: Partial<Record<Loss, { readonly activation: Activation; readonly loss: LossOf }>> = {
  binaryCrossEntropy: {
    activation: 'sigmoid',
    loss: (y_, z) => tf.mean(tf.add(tf.sub(tf.relu(z), tf.mul(z, y_)), tf.log1p(tf.exp(tf.neg(tf.abs(z)))))),
  },
  categoricalCrossEntropy: { activation: 'softmax', loss: (y_, z) => meanOfRows(tf.mul(y_, tf.logSoftmax(z))) },
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
  readonly #layers: readonly Layer[];
  readonly #variables: readonly tf.Variable[];
  readonly #weights: Float32Array;
  readonly #gradient: Float32Array;
  readonly #update: Update;
  readonly #finite: (weights: Float32Array) => boolean;
  #step = 0;

  constructor(problem: Problem) {
    this.#problem = problem;
    this.#shapes = weightShapes(problem.spec);
    this.#layers = layersOf(problem.spec);
    this.#weights = problem.initialWeights.slice();
    this.#gradient = new Float32Array(this.#weights.length);
    this.#update = makeUpdate(problem.spec.optimizer, this.#weights.length, problem.spec.schedule);
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
    const labels = data.labels.subarray(start * data.outputs, end * data.outputs);
    const y_ = tf.tensor2d(labels, [end - start, data.outputs]);
    const last = this.#layers.at(-1)!;
    const joint = jointLosses[spec.loss];
    const isJoint = joint?.activation === last.activation;
    let next = 0;
    const y = this.#layers.reduce<tf.Tensor>((a, layer) => {
      let z: tf.Tensor = tf.matMul(a, this.#variables[next++]!);
      if (layer.bias) z = tf.add(z, this.#variables[next++]!);
      return isJoint && layer === last ? z : activations[layer.activation](z, layer.slope);
    }, x);
    const delta = spec.huberDelta ?? lossRecipes.huber.numbers.delta.default;
    const loss = (isJoint ? joint.loss : losses[spec.loss])(y_, y, delta);
    return spec.l2 === undefined ? loss : tf.add(loss, this.#penalty(spec.l2));
  }

  /** λ·Σw², of weights but not of biases. */
  #penalty(l2: number): tf.Scalar {
    const weights = this.#variables.filter((_, k) => this.#shapes[k]!.name.startsWith('w'));
    return tf.mul(l2, tf.addN(weights.map((w) => tf.sum(tf.square(w)))));
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
