// The work that is measured, as specs that every contender follows.
import { parseSpec } from '../src/shared/spec/parse.ts';
import { parseOptions } from '../src/shared/spec/options.ts';
import { lessonSpec, type RunSpec } from '../src/shared/spec/spec.ts';

const lesson = (optimizer: string): RunSpec =>
  lessonSpec(parseOptions({ optimizer, reportEvery: 100_000_000, steps: 100_000_000 }, (name) => name));

const endless = { steps: 100_000_000, reportEvery: 100_000_000 };

/** Two hidden layers of tanh. */
export function tanhSpec(width: number): RunSpec {
  const hidden = { units: width, activation: 'tanh', bias: true };
  return parseSpec({
    engine: 'kernel',
    data: { kind: 'lesson', samples: 32, seed: 23455 },
    network: { inputs: 2, layers: [hidden, hidden, { units: 1, bias: true }], seed: 1, initial: 'glorot' },
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 0.001 },
    training: { ...endless, batchSize: 32 },
  });
}

export const works = {
  sgd: lesson('sgd'),
  momentum: lesson('momentum'),
  adam: lesson('adam'),
  tanh: tanhSpec(32),
  digits: parseSpec({
    engine: 'kernel',
    data: { kind: 'random', samples: 1024, inputs: 784, outputs: 10, labels: 'oneHot', seed: 1 },
    network: {
      inputs: 784,
      layers: [
        { units: 128, activation: 'relu', bias: true },
        { units: 10, activation: 'softmax', bias: true },
      ],
      seed: 1,
      initial: 'he',
    },
    loss: 'categoricalCrossEntropy',
    optimizer: { kind: 'sgd', learningRate: 0.01 },
    training: { ...endless, batchSize: 32 },
  }),
} satisfies Record<string, RunSpec>;

export type WorkName = keyof typeof works;

/** Runs of the lesson at different learning rates, by gradient descent. */
export function sweep(runs: number, steps: number): RunSpec[] {
  const spec = { ...works.sgd, training: { ...works.sgd.training, steps } };
  return Array.from({ length: runs }, (_, i) => ({
    ...spec,
    optimizer: { kind: 'sgd', learningRate: 0.0001 + (0.01 * i) / runs },
  }));
}
