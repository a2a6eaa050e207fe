// Runs whose bits are the same on every machine and in every host, with the hash of their last weights.
import { createHash } from 'node:crypto';
import { parseSpec } from '../../../../../src/shared/spec/parse.ts';
import { lessonSpec, type RunSpec } from '../../../../../src/shared/spec/spec.ts';
import { parseOptions } from '../../../../../src/shared/spec/options.ts';

export interface Golden {
  readonly name: string;
  readonly spec: RunSpec;
  /** SHA-256 of the weights' bytes, little-endian float32, in the order of `weightShapes`. */
  readonly hash: string;
}

const lesson = (optimizer: string) => lessonSpec(parseOptions({ optimizer }, (name) => name));

const deep = parseSpec({
  engine: 'kernel',
  data: { kind: 'random', samples: 100, inputs: 11, outputs: 5, labels: 'oneHot', seed: 7 },
  network: {
    inputs: 11,
    layers: [
      { units: 19, activation: 'tanh', bias: true },
      { units: 10, activation: 'sigmoid', bias: true },
      { units: 7, activation: 'leakyRelu' },
      { units: 5, activation: 'softmax', bias: true },
    ],
    seed: 3,
    initial: 'glorot',
  },
  loss: 'categoricalCrossEntropy',
  l2: 0.0001,
  optimizer: { kind: 'adamw', learningRate: 0.003 },
  schedule: { kind: 'cosine', steps: 3000, end: 0.1 },
  training: { steps: 3000, batchSize: 16, reportEvery: 3000 },
});

export const golden: readonly Golden[] = [
  {
    name: 'the lesson by gradient descent',
    spec: lesson('sgd'),
    hash: 'f88f726ace3d315edd982f7bb03eba9d01d69bc072d589682758c240161d6761',
  },
  {
    name: 'the lesson by momentum',
    spec: lesson('momentum'),
    hash: '3b3deed98af57543acb36b84735e1ddcfafc56535ee2bfb431f3f5d3e54d6e50',
  },
  {
    name: 'the lesson by Adam',
    spec: lesson('adam'),
    hash: '4ece13bf1a040c2cf3aa62934c57add83db932b64bcf4988bdc7ee808c268674',
  },
  {
    name: 'a deep network with exp, ln, tanh, pow and cos',
    spec: deep,
    hash: 'dcf18b7dd519db4efc6f7cdcdbbaac99c26b31216be728086c17242a809a2a2e',
  },
];

export function hashOf(weights: Iterable<number>): string {
  return createHash('sha256')
    .update(new Uint8Array(Float32Array.from(weights).buffer))
    .digest('hex');
}
