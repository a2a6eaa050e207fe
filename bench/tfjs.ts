// TensorFlow.js as one would use it by hand: its own optimizers minimise its own losses.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import path from 'node:path';
import { layersOf, type RunSpec } from '../src/shared/spec/spec.ts';
import type { Activation } from '../src/shared/spec/catalogue.ts';
import { batchAt } from '../src/training/data/dataset.ts';
import { poseProblem } from '../src/training/run/run.ts';

const activations: Partial<Record<Activation, (z: tf.Tensor) => tf.Tensor>> = {
  relu: (z) => tf.relu(z),
  tanh: (z) => tf.tanh(z),
};

/** The lesson's three; the works use no others. */
const optimizers: Record<string, (learningRate: number) => tf.Optimizer> = {
  sgd: (learningRate) => tf.train.sgd(learningRate),
  momentum: (learningRate) => tf.train.momentum(learningRate, 0.9),
  adam: (learningRate) => tf.train.adam(learningRate),
};

/** @returns what makes some steps and then waits for the last to be done */
export async function prepareTfjs(backend: 'cpu' | 'wasm', spec: RunSpec): Promise<(steps: number) => void> {
  if (backend === 'wasm') setWasmPaths(`${path.resolve('node_modules/@tensorflow/tfjs-backend-wasm/dist')}/`);
  tf.enableProdMode();
  await tf.setBackend(backend);
  const { data, initialWeights } = poseProblem(spec);
  const layers = layersOf(spec);
  const x = tf.tensor2d(data.inputs, [data.rows, data.columns]);
  const y_ = tf.tensor2d(data.labels, [data.rows, data.outputs]);
  let offset = 0;
  const variable = (rows: number, columns: number) => {
    const values = initialWeights.slice(offset, (offset += rows * columns));
    return tf.variable(tf.tensor2d(values, [rows, columns]));
  };
  const parameters = layers.map(({ inputs, units, bias }) => ({
    w: variable(inputs, units),
    b: bias ? variable(1, units) : undefined,
  }));
  const optimizer = optimizers[spec.optimizer.kind]!(spec.optimizer.learningRate);

  const predict = (input: tf.Tensor) =>
    parameters.reduce<tf.Tensor>((a, { w, b }, k) => {
      const product = tf.matMul(a, w);
      const z = b ? tf.add(product, b) : product;
      return activations[layers[k]!.activation]?.(z) ?? z;
    }, input);
  let step = 0;
  return (steps) => {
    for (let i = 0; i < steps; i++) {
      const { start, end } = batchAt(step++, spec.training.batchSize, data.rows);
      optimizer.minimize(() =>
        tf.tidy(() => {
          const labels = tf.slice(y_, [start, 0], [end - start, data.outputs]);
          const outputs = predict(tf.slice(x, [start, 0], [end - start, data.columns]));
          if (spec.loss === 'meanSquaredError') return tf.mean<tf.Scalar>(tf.squaredDifference(labels, outputs));
          return tf.losses.softmaxCrossEntropy(labels, outputs);
        }),
      );
    }
    parameters[0]!.w.dataSync();
  };
}
