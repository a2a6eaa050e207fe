import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OptimizerSpec, RunSpec } from '../../../../../src/shared/spec/spec.ts';
import type { Problem } from '../../../../../src/training/engines/engine.ts';
import { engines } from '../../../../../src/training/engines/engine-table.ts';
import { makeOptimizer } from '../../../../../src/training/engines/tfjs/tfjs-updates.ts';
import { poseProblem } from '../../../../../src/training/run/run.ts';
import { specWith } from '../../trained.ts';

/** The weights after each of some updates with these gradients, from 0. */
function path(spec: OptimizerSpec, gradients: number[]): number[] {
  const weights = new Float32Array(1);
  const optimizer = makeOptimizer(spec, 1);
  return gradients.map((gradient) => {
    optimizer.update(weights, Float32Array.of(gradient));
    return weights[0]!;
  });
}
const adam = { kind: 'adam', learningRate: 0.5, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

describe('an update', () => {
  test('of gradient descent moves by the learning rate times the gradient', () => {
    assert.deepEqual(path({ kind: 'sgd', learningRate: 0.25 }, [1, 1, -4]), [-0.25, -0.5, 0.5]);
  });

  test('of momentum keeps its share of the speed', () => {
    // m = 1, 1.5, 1.75, then it coasts: 0.875.
    assert.deepEqual(
      path({ kind: 'momentum', learningRate: 1, momentum: 0.5 }, [1, 1, 1, 0]),
      [-1, -2.5, -4.25, -5.125],
    );
  });

  test('of momentum 0 is gradient descent', () => {
    const gradients = [0.3, -1.7, 12.5];
    assert.deepEqual(
      path({ kind: 'momentum', learningRate: 0.1, momentum: 0 }, gradients),
      path({ kind: 'sgd', learningRate: 0.1 }, gradients),
    );
  });

  test('of Adam first moves by the learning rate, whatever the size of the gradient', () => {
    for (const gradient of [1e-3, 1, 1e6]) assert.ok(Math.abs(path(adam, [gradient])[0]! + 0.5) < 1e-3);
  });

  test('of Adam adds ε to √v before the bias of v is corrected, as TensorFlow 1 does', () => {
    // m = 1/2, √v = 1/2, α = √(1/4)/(1/2) = 1: −(1/2)/(1/2 + ε). With ε beside the corrected √v̂ = 1 it would be −1/(1 + ε).
    const spec = { ...adam, learningRate: 1, beta1: 0.5, beta2: 0.75, epsilon: 0.5 };
    assert.deepEqual(path(spec, [1]), [-0.5]);
  });
});

/** y = x·w on the lesson's data, all rows at once, in double precision: the loss and its gradient by their definitions. */
function linearModel({ data }: Problem) {
  const rows = Array.from({ length: data.rows }, (_, row) => [...data.inputs.subarray(2 * row, 2 * row + 2)]);
  const errors = (w: number[]) => rows.map((x, row) => x[0]! * w[0]! + x[1]! * w[1]! - data.labels[row]!);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / data.rows;
  return {
    loss: (w: number[]) => mean(errors(w).map((e) => e ** 2)),
    gradient: (w: number[]) => {
      const e = errors(w);
      return [0, 1].map((i) => mean(rows.map((x, row) => 2 * e[row]! * x[i]!)));
    },
  };
}

/** AdamW in double precision, as torch.optim.AdamW is written. @returns the loss after each step */
function adamwLosses(problem: Problem, steps: number): number[] {
  const optimizer = problem.spec.optimizer as Extract<OptimizerSpec, { kind: 'adamw' }>;
  const { learningRate, beta1, beta2, epsilon, weightDecay } = optimizer;
  const { loss, gradient } = linearModel(problem);
  const w = [...problem.initialWeights];
  const [m, v] = [
    [0, 0],
    [0, 0],
  ];
  return Array.from({ length: steps }, (_, step) => {
    gradient(w).forEach((g, i) => {
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g ** 2;
      const [mean, square] = [m[i] / (1 - beta1 ** (step + 1)), v[i] / (1 - beta2 ** (step + 1))];
      w[i] = w[i]! * (1 - learningRate * weightDecay) - (learningRate * mean) / (Math.sqrt(square) + epsilon);
    });
    return loss(w);
  });
}

describe('a run by AdamW', () => {
  for (const engine of ['kernel', 'tfjs'] as const) {
    for (const [beta1, beta2] of [
      [0.9, 0.999],
      [0.9, 0.99999],
      [0.99999, 0.9999],
      [0.99999, 0.9999999],
    ] as const) {
      test(`has the losses of double precision where β₁ is ${beta1} and β₂ ${beta2}, on ${engine}`, async () => {
        const spec: RunSpec = {
          ...specWith({ batchSize: 32 }),
          engine,
          network: { inputs: 2, layers: [{ units: 1 }], seed: 1 },
          optimizer: { kind: 'adamw', learningRate: 1, beta1, beta2, epsilon: 1e-8, weightDecay: 0.01 },
        };
        const problem = poseProblem(spec);
        const trained = await engines[engine](problem);
        const off = adamwLosses(problem, 100).map((expected) => {
          trained.steps(1);
          return Math.abs(trained.loss() - expected) / expected;
        });
        trained.dispose();
        assert.ok(Math.max(...off) < 1e-6, `a loss is off by ${Math.max(...off)} of it`);
      });
    }
  }
});
