import * as tf from '@tensorflow/tfjs-core';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { weightCount, weightShapes, type RunSpec } from '../../../../../src/shared/spec/spec.ts';
import { batchAt, type Dataset, type Rows } from '../../../../../src/training/data/dataset.ts';
import { engines } from '../../../../../src/training/engines/engine-table.ts';
import { poseProblem } from '../../../../../src/training/run/run.ts';
import { specWith } from '../../trained.ts';
import { pinned } from '../../pinned.ts';

/** A random network of dense layers, on random data, trained by gradient descent. */
const anySpec: fc.Arbitrary<RunSpec> = fc
  .record({
    hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    samples: fc.integer({ min: 1, max: 40 }),
    batchSize: fc.integer({ min: 1, max: 40 }),
    dataSeed: fc.nat(0xffffffff),
    weightSeed: fc.nat(0xffffffff),
    learningRate: fc.constantFrom(0.01, 0.1, 1),
  })
  .map(({ hidden, samples, batchSize, dataSeed, weightSeed, learningRate }) => {
    const lesson = specWith({ samples, batchSize: Math.min(batchSize, samples), dataSeed, weightSeed, learningRate });
    const layers = [...hidden, 1].map((units) => ({ units }));
    return { ...lesson, network: { ...lesson.network, layers } };
  });

describe('the tfjs engine', () => {
  test('moves against the gradient that central differences give, in any network', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, async (spec) => {
        const problem = poseProblem(spec);
        const before = Float64Array.from(problem.initialWeights);
        const batch = batchAt(0, spec.training.batchSize, problem.data.rows);
        const expected = gradientByDifferences(spec, problem.data, batch, before);

        const engine = await engines.tfjs(problem);
        engine.steps(1);
        const after = engine.weights();
        engine.dispose();

        const { learningRate } = spec.optimizer;
        const scale = Math.max(...expected.map(Math.abs), ...before.map((w) => Math.abs(w) / learningRate), 1);
        expected.forEach((gradient, i) => {
          const found = (before[i]! - after[i]!) / learningRate;
          assert.ok(Math.abs(found - gradient) <= 1e-5 * scale, `weight ${i}: ${found}, by differences ${gradient}`);
        });
      }),
      { numRuns: 200, seed: pinned },
    );
  });

  test('measures the loss on all data', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, async (spec) => {
        const problem = poseProblem(spec);
        const engine = await engines.tfjs(problem);
        const loss = engine.loss();
        engine.dispose();
        const all = { start: 0, end: problem.data.rows };
        const expected = meanSquaredError(spec, problem.data, all, Float64Array.from(problem.initialWeights));
        assert.ok(Math.abs(loss - expected) <= 1e-5 * Math.max(1, expected));
      }),
    );
  });

  test('gives the losses of rows beside any penalty', async () => {
    const problem = poseProblem({ ...specWith(), l2: 1000 });
    const engine = await engines.tfjs(problem);
    const { l, P } = engine.record().values;
    engine.dispose();
    assert.ok(P![0]! > 1e4);
    const weights = Float64Array.from(problem.initialWeights);
    l!.forEach((loss, row) => {
      const expected = meanSquaredError(problem.spec, problem.data, { start: row, end: row + 1 }, weights);
      assert.ok(Math.abs(loss - expected) <= 2e-6 * Math.max(1, expected), `row ${row}: ${loss} is not ${expected}`);
    });
  });

  test('leaks no tensor: as many after it as before, and none more from step to step', async () => {
    const before = tf.memory().numTensors;
    const engine = await engines.tfjs(poseProblem(specWith({ optimizer: 'adam', batchSize: 10 })));
    engine.steps(10);
    engine.loss();
    const early = tf.memory().numTensors;
    engine.steps(1000);
    engine.loss();
    engine.weights();
    assert.equal(tf.memory().numTensors, early);
    engine.dispose();
    engine.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  test('keeps two runs apart', async () => {
    const [a, b] = [poseProblem(specWith()), poseProblem(specWith({ optimizer: 'adam', weightSeed: 2 }))];
    const alone = await engines.tfjs(a);
    alone.steps(20);
    const beside = await engines.tfjs(a);
    const other = await engines.tfjs(b);
    for (let step = 0; step < 20; step++) {
      beside.steps(1);
      other.steps(1);
    }
    assert.deepEqual(beside.weights(), alone.weights());
    for (const engine of [alone, beside, other]) engine.dispose();
  });

  test('makes the same steps whether asked for one at a time or for many', async () => {
    const problem = poseProblem(specWith({ optimizer: 'momentum', batchSize: 10 }));
    const [single, many] = [await engines.tfjs(problem), await engines.tfjs(problem)];
    for (let step = 0; step < 100; step++) single.steps(1);
    assert.deepEqual(many.steps(100), { made: 100, finite: true });
    assert.deepEqual(many.weights(), single.weights());
    for (const engine of [single, many]) engine.dispose();
  });

  test('stops after the first step that leaves a number that is not finite', async () => {
    const spec = specWith({ learningRate: 1, samples: 32, batchSize: 32 });
    const engine = await engines.tfjs(poseProblem(spec));
    const { made, finite } = engine.steps(1000);
    assert.equal(finite, false);
    assert.ok(!Number.isFinite(engine.loss()) || !engine.weights().every(Number.isFinite));
    engine.dispose();

    const again = await engines.tfjs(poseProblem(spec));
    for (let step = 1; step < made; step++) {
      assert.deepEqual(again.steps(1), { made: 1, finite: true });
      assert.ok(Number.isFinite(again.loss()), `after ${step} steps the loss is ${again.loss()}`);
    }
    assert.deepEqual(again.steps(1), { made: 1, finite: false });
    again.dispose();
  });
});

/** ∂L/∂wᵢ ≈ (L(wᵢ + h) − L(wᵢ − h)) / 2h, in float64. */
function gradientByDifferences(spec: RunSpec, data: Dataset, batch: Rows, weights: Float64Array): number[] {
  const h = 1e-5;
  const lossWith = (i: number, change: number) => {
    const changed = weights.slice();
    changed[i]! += change;
    return meanSquaredError(spec, data, batch, changed);
  };
  return Array.from({ length: weightCount(weightShapes(spec)) }, (_, i) => {
    return (lossWith(i, h) - lossWith(i, -h)) / (2 * h);
  });
}

/** The loss on some rows, in float64, by its definition. */
function meanSquaredError(spec: RunSpec, data: Dataset, { start, end }: Rows, weights: Float64Array): number {
  let squares = 0;
  for (let row = start; row < end; row++) {
    let activation = [...data.inputs.slice(row * data.columns, (row + 1) * data.columns)];
    let offset = 0;
    for (const { rows, columns } of weightShapes(spec)) {
      const at = offset;
      activation = Array.from({ length: columns }, (_, column) =>
        activation.reduce((sum, value, k) => sum + value * weights[at + k * columns + column]!, 0),
      );
      offset += rows * columns;
    }
    squares += (data.labels[row]! - activation[0]!) ** 2;
  }
  return squares / (end - start);
}
