import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OptimizerSpec } from '../../../src/shared/spec.ts';
import { makeOptimizer } from '../../../src/training/optimizers.ts';

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
