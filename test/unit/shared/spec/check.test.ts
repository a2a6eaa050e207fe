// What is wrong with a spec is told with a code and its place, before anything is computed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSpec } from '../../../../src/shared/spec/parse.ts';
import { BackpropError } from '../../../../src/shared/text/errors.ts';

const network = (...layers: object[]) => ({ inputs: 2, layers, seed: 1 });
const inline = (inputs: number[][], labels: number[][]) => ({ kind: 'inline', inputs, labels });
const points = [
  [1, 2],
  [3, 4],
];
const categories = [
  [1, 0],
  [0, 1],
];
const good = {
  engine: 'kernel',
  data: inline(points, categories),
  network: network({ units: 3, activation: 'relu', bias: true }, { units: 2, activation: 'softmax' }),
  loss: 'categoricalCrossEntropy',
  optimizer: { kind: 'adam', learningRate: 0.1 },
  training: { steps: 10, batchSize: 2, reportEvery: 10 },
};

function reportOf(raw: unknown) {
  try {
    parseSpec(raw);
  } catch (error) {
    assert.ok(error instanceof BackpropError);
    return error.report;
  }
  return assert.fail('it was accepted');
}

describe('a spec', () => {
  test('is completed with the defaults of its optimizer', () => {
    assert.deepEqual(parseSpec(good).optimizer, {
      kind: 'adam',
      learningRate: 0.1,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    });
  });

  const bad: Record<string, [change: object, path: string]> = {
    'of width 0': [{ network: network({ units: 0 }, { units: 2 }) }, 'network.layers[0].units'],
    'with a softmax inside': [
      { network: network({ units: 3, activation: 'softmax' }, { units: 2 }) },
      'network.layers[0].activation',
    ],
    'with an unknown activation': [
      { network: network({ units: 3, activation: 'swish' }, { units: 2 }) },
      'network.layers[0].activation',
    ],
    'with an unknown optimizer': [{ optimizer: { kind: 'lion', learningRate: 0.1 } }, 'optimizer.kind'],
    'with a learning rate of 0': [{ optimizer: { kind: 'sgd', learningRate: 0 } }, 'optimizer.learningRate'],
    'with a learning rate that is 0 in float32': [
      { optimizer: { kind: 'sgd', learningRate: 1e-46 } },
      'optimizer.learningRate',
    ],
    'with a beta that is 1 in float32': [
      { optimizer: { kind: 'adamw', learningRate: 0.1, beta2: 1 - 1e-9 } },
      'optimizer.beta2',
    ],
    'with a penalty that is 0 in float32': [{ l2: 1e-46 }, 'l2'],
    "with Huber's delta beside another loss": [{ huberDelta: 1 }, 'huberDelta'],
    'with a slope beside an activation that has none': [
      { network: network({ units: 3, activation: 'relu', slope: 0.1 }, { units: 2 }) },
      'network.layers[0].slope',
    ],
    'with a slope beside no activation': [
      { network: network({ units: 3, activation: 'leakyRelu', slope: 0.1 }, { units: 2, slope: 0.1 }) },
      'network.layers[1].slope',
    ],
    'with a misspelt field': [{ optimiser: {} }, 'optimiser'],
    'whose data has a row too wide': [
      {
        data: inline(
          [
            [1, 2],
            [3, 4, 5],
          ],
          categories,
        ),
      },
      'data.inputs[1]',
    ],
    'whose labels are too few': [
      {
        data: inline(points, [[1, 0]]),
      },
      'data.labels',
    ],
    'whose labels have another width than the last layer': [{ network: network({ units: 3 }) }, 'data.labels[0]'],
    'whose categories do not add up to 1': [
      {
        data: inline(points, [
          [1, 1],
          [0, 1],
        ]),
      },
      'data.labels[0]',
    ],
    'whose probabilities are out of range': [
      {
        loss: 'binaryCrossEntropy',
        data: inline(points, [
          [0, 1.5],
          [0, 1],
        ]),
      },
      'data.labels[0][1]',
    ],
    'whose numbers are no float32': [
      {
        data: inline(
          [
            [1, 1e39],
            [0, 0],
          ],
          categories,
        ),
      },
      'data.inputs[0][1]',
    ],
    'whose batch is larger than its data': [{ training: { ...good.training, batchSize: 3 } }, 'training.batchSize'],
    'that is for other data': [
      { data: { kind: 'lesson', samples: 32, seed: 1 }, loss: 'meanSquaredError' },
      'network.layers[1].units',
    ],
  };
  for (const [name, [change, path]] of Object.entries(bad)) {
    test(`${name} is refused at ${path}`, () => {
      const report = reportOf({ ...good, ...change });
      assert.equal(report.code, 'spec.invalid');
      assert.equal(report.args.path, path);
      assert.ok(report.args.allowed.length > 3);
    });
  }

  test('whose categories nearly add up to 1 is told to what they do', () => {
    const report = reportOf({
      ...good,
      data: inline(points, [
        [1, 0],
        [0.33333, 0.66662],
      ]),
    });
    assert.deepEqual(report, {
      code: 'spec.invalid',
      args: { path: 'data.labels[1]', allowed: 'numbers that add up to 1; these add up to 0.99995' },
    });
  });

  test('of 10⁹ parameters is refused, with their number', () => {
    const data = { kind: 'random', samples: 2, inputs: 1, outputs: 1, labels: 'uniform', seed: 1 };
    const layers = [{ units: 31_622 }, { units: 31_622 }, { units: 1 }];
    const report = reportOf({ ...good, data, loss: 'meanSquaredError', network: { inputs: 1, layers, seed: 1 } });
    assert.deepEqual(report, {
      code: 'spec.tooLarge',
      args: { path: 'network', count: 31_622 + 31_622 * 31_622 + 31_622, most: 100_000_000 },
    });
  });

  test('of more data, or of more units times rows, than memory holds is refused before any is taken', () => {
    const network = { inputs: 20_000, layers: [{ units: 1 }], seed: 1 };
    const data = { kind: 'random', samples: 100_000, inputs: 20_000, outputs: 1, labels: 'uniform', seed: 1 };
    const large = { ...good, data, network, loss: 'meanSquaredError' };
    assert.deepEqual(reportOf(large), {
      code: 'spec.tooLarge',
      args: { path: 'data', count: 2_000_100_000, most: 50_000_000 },
    });
    const wide = {
      ...large,
      data: { ...data, inputs: 1 },
      network: { inputs: 1, layers: [{ units: 1000 }, { units: 1 }], seed: 1 },
      training: { ...good.training, batchSize: 100_000 },
    };
    assert.deepEqual(reportOf(wide), {
      code: 'spec.tooLarge',
      args: { path: 'training.batchSize', count: 100_100_000, most: 50_000_000 },
    });
  });

  test('that is not even an object is refused', () => assert.equal(reportOf([]).code, 'spec.invalid'));
});
