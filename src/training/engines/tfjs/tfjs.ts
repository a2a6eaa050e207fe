// The engine that stands on TensorFlow.js: its automatic differentiation gives the gradients, the update rules are ours.
// Besides tfjs-product.ts the only file that imports tfjs. Tensors live inside `tidy`; what leaves a step is numbers.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// Without it a bundler shakes the gradients out.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Activation, Loss } from '../../../shared/spec/catalogue.ts';
import { huberDeltaOf, layersOf, weightShapes, type Layer, type Shape } from '../../../shared/spec/spec.ts';
import { batchAt, type Rows } from '../../data/dataset.ts';
import type { Advance, EngineState, Problem, ReplayEngine, StepNumbers, Trace } from '../engine.ts';
import { finiteCheck } from '../finite.ts';
import { makeOptimizer, type Optimizer } from './tfjs-updates.ts';
import { traceByLoop } from '../../run/trace.ts';
import { matricesOf } from '../weights.ts';
import './tfjs-product.ts';

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
export async function loadTfjs(problem: Problem): Promise<ReplayEngine> {
  // Without safety checks, and without the advice to install a native backend that it prints under Node.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return new TfjsEngine(problem);
}

class TfjsEngine implements ReplayEngine {
  readonly #problem: Problem;
  readonly #shapes: readonly Shape[];
  readonly #layers: readonly Layer[];
  readonly #variables: readonly tf.Variable[];
  readonly #weights: Float32Array;
  readonly #gradient: Float32Array;
  readonly #optimizer: Optimizer;
  readonly #finite: (weights: Float32Array) => boolean;

  constructor(problem: Problem) {
    this.#problem = problem;
    this.#shapes = weightShapes(problem.spec);
    this.#layers = layersOf(problem.spec);
    this.#weights = problem.initialWeights.slice();
    this.#gradient = new Float32Array(this.#weights.length);
    this.#optimizer = makeOptimizer(problem.spec.optimizer, this.#weights.length, problem.spec.schedule);
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

  trace(count: number, kept: readonly number[]): Trace {
    return traceByLoop(this, count, kept);
  }

  loss(): number {
    return tf.tidy(() => this.#loss({ start: 0, end: this.#problem.data.rows }).dataSync()[0]!);
  }

  weights(): Float32Array {
    return this.#weights.slice();
  }

  state(): EngineState {
    const { memories, ...state } = this.#optimizer.state;
    return { ...state, memories: memories.map((memory) => memory.slice()), weights: this.weights() };
  }

  restore({ weights, ...state }: EngineState): void {
    this.#optimizer.restore(state);
    this.#weights.set(weights);
    tf.tidy(() => this.#assign());
  }

  record(): StepNumbers {
    const { spec, data } = this.#problem;
    const before = this.state();
    const learningRate = this.#optimizer.learningRate();
    const values = tf.tidy(() => this.#look(batchAt(before.step, spec.training.batchSize, data.rows)));
    this.#makeStep();
    return {
      before,
      after: this.state(),
      learningRate,
      values: { ...values, ...matricesOf(spec, this.#gradient, 'd') },
    };
  }

  dispose(): void {
    for (const variable of this.#variables) variable.dispose();
  }

  /** Predict, measure the loss, differentiate, update. */
  #makeStep(): void {
    const { spec, data } = this.#problem;
    const batch = batchAt(this.#optimizer.state.step, spec.training.batchSize, data.rows);
    tf.tidy(() => {
      const { grads } = tf.variableGrads(() => this.#loss(batch), [...this.#variables]);
      let offset = 0;
      for (const { name, size } of this.#variables) {
        this.#gradient.set(grads[name]!.dataSync(), offset);
        offset += size;
      }
      this.#optimizer.update(this.#weights, this.#gradient);
      this.#assign();
    });
  }

  #assign(): void {
    this.#tensors().forEach((tensor, k) => this.#variables[k]!.assign(tensor));
  }

  #batch({ start, end }: Rows): { x: tf.Tensor2D; y_: tf.Tensor2D } {
    const { data } = this.#problem;
    const inputs = data.inputs.subarray(start * data.columns, end * data.columns);
    const labels = data.labels.subarray(start * data.outputs, end * data.outputs);
    return {
      x: tf.tensor2d(inputs, [end - start, data.columns]),
      y_: tf.tensor2d(labels, [end - start, data.outputs]),
    };
  }

  /** The loss over rows, the penalty included. */
  #loss(rows: Rows): tf.Scalar {
    const { l2 } = this.#problem.spec;
    const loss = this.#errorOf(rows);
    return l2 === undefined ? loss : tf.add(loss, this.#penalty(l2));
  }

  /** The loss over rows without the penalty. */
  #errorOf(rows: Rows): tf.Scalar {
    const { x, y_ } = this.#batch(rows);
    return this.#errorFrom(0, 'inputs', x, y_);
  }

  /** The same as a function of what layer k is given, of its sums z, or of its outputs. */
  #errorFrom(k: number, what: 'inputs' | 'sums' | 'outputs', value: tf.Tensor, y_: tf.Tensor2D): tf.Scalar {
    const { spec } = this.#problem;
    const joint = this.#joint;
    let a = value;
    let at = what;
    for (const [next, layer] of [...this.#layers.entries()].slice(k)) {
      if (at === 'inputs') a = this.#sums(next, a);
      const isJoint = joint !== undefined && next === this.#layers.length - 1;
      if (at !== 'outputs' && !isJoint) a = activations[layer.activation](a, layer.slope);
      at = 'inputs';
    }
    return (joint?.loss ?? losses[spec.loss])(y_, a, huberDeltaOf(spec));
  }

  /** The loss that has the last activation within it, if this is one. */
  get #joint() {
    const joint = jointLosses[this.#problem.spec.loss];
    return joint?.activation === this.#layers.at(-1)!.activation ? joint : undefined;
  }

  /** z = a·w (+ b) of layer k. */
  #sums(k: number, a: tf.Tensor): tf.Tensor {
    const z = tf.matMul(a, this.#variable(`w${k + 1}`));
    return this.#layers[k]!.bias ? tf.add(z, this.#variable(`b${k + 1}`)) : z;
  }

  #variable(name: string): tf.Variable {
    return this.#variables[this.#shapes.findIndex((shape) => shape.name === name)]!;
  }

  /** All layers' sums and outputs, their derivatives, and the losses. */
  #look(rows: Rows): Record<string, Float32Array> {
    const { x, y_ } = this.#batch(rows);
    const { l2 } = this.#problem.spec;
    const last = this.#layers.length - 1;
    const values: Record<string, Float32Array> = {};
    let a: tf.Tensor = x;
    for (const [k, { activation, slope }] of this.#layers.entries()) {
      const name = k === last ? 'y' : `a${k + 1}`;
      const z = this.#sums(k, a);
      if (activation !== 'linear') {
        values[`z${k + 1}`] = numbersOf(z);
        values[`dz${k + 1}`] = numbersOf(tf.grad((sums) => this.#errorFrom(k, 'sums', sums, y_))(z));
      }
      a = activations[activation](z, slope);
      values[name] = numbersOf(a);
      if (k === last && this.#joint) continue;
      values[`d${name}`] = numbersOf(tf.grad((outputs) => this.#errorFrom(k, 'outputs', outputs, y_))(a));
    }
    values['l'] = Float32Array.from({ length: rows.end - rows.start }, (_, row) => {
      const start = rows.start + row;
      return this.#errorOf({ start, end: start + 1 }).dataSync()[0]!;
    });
    values['L'] = numbersOf(this.#loss(rows));
    if (l2 !== undefined && l2 > 0) values['P'] = numbersOf(this.#penalty(l2));
    return values;
  }

  /** λ·Σw², of weights but not of biases. */
  #penalty(l2: number): tf.Scalar {
    const weights = this.#variables.filter((_, k) => this.#shapes[k]!.kind === 'weight');
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

function numbersOf(tensor: tf.Tensor): Float32Array {
  return Float32Array.from(tensor.dataSync());
}
