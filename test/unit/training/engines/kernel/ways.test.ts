// The kernel has several ways to make the same sums. Each gives the same bits.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { weightsOf } from '../../../../../src/shared/many/runs-batch.ts';
import type { RunSpec } from '../../../../../src/shared/spec/spec.ts';
import { trainBatch } from '../../../../../src/training/many/batch-runner.ts';
import { loadKernel } from '../../../../../src/training/engines/kernel/kernel.ts';
import { poseProblem } from '../../../../../src/training/run/run.ts';
import { anyChoice, lessonChoice, narrowChoice, optimizerNames, specOf } from './specs.ts';

const bits = (values: Float32Array) => [...new Uint32Array(values.buffer, values.byteOffset, values.length)];

/** What a run gives alone. */
async function alone(spec: RunSpec, way?: 'wide' | 'narrow') {
  const engine = await loadKernel(poseProblem(spec), way);
  const { made, finite } = engine.steps(spec.training.steps);
  return { made, finite, loss: engine.loss(), weights: bits(engine.weights()) };
}

/** Runs that differ in their numbers only. */
function variants(spec: RunSpec, count: number): RunSpec[] {
  return Array.from({ length: count }, (_, k) => ({
    ...spec,
    network: { ...spec.network, seed: spec.network.seed + k },
    optimizer: { ...spec.optimizer, learningRate: spec.optimizer.learningRate * (1 + k / 3) },
  }));
}

async function together(specs: RunSpec[]) {
  const results = await trainBatch(specs);
  return specs.map((_, run) => ({
    made: results.made[run],
    finite: results.finite[run] === 1,
    loss: results.losses[run],
    weights: bits(weightsOf(results, run)),
  }));
}

describe('the bits of a run are the same', () => {
  test('in vectors of hidden units and in panels of columns', async () => {
    const property = fc.asyncProperty(narrowChoice, async (choice) => {
      const spec = specOf(choice);
      assert.deepEqual(await alone(spec, 'narrow'), await alone(spec, 'wide'));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  test("of the lesson's kind of network in its own code and in panels of columns", async () => {
    const property = fc.asyncProperty(lessonChoice, async (choice) => {
      const spec = specOf(choice);
      assert.deepEqual(await alone(spec, 'narrow'), await alone(spec, 'wide'));
    });
    await fc.assert(property, { numRuns: 100 });
  });

  for (const [name, choices] of [
    ['any network', anyChoice],
    ['any network of one small hidden layer', narrowChoice],
    ["any network of the lesson's kind", lessonChoice],
  ] as const) {
    test(`alone and beside others, for ${name}`, async () => {
      const property = fc.asyncProperty(choices, fc.integer({ min: 1, max: 9 }), async (choice, count) => {
        const specs = variants(specOf(choice), count);
        assert.deepEqual(await together(specs), await Promise.all(specs.map((spec) => alone(spec))));
      });
      await fc.assert(property, { numRuns: 150 });
    });
  }

  test('beside runs that diverge, by every optimizer', async () => {
    for (const optimizer of optimizerNames) {
      const spec = specOf({
        inputs: 2,
        layers: [
          { units: 3, activation: 'linear', bias: false },
          { units: 1, activation: 'linear', bias: false },
        ],
        loss: 'meanSquaredError',
        optimizer,
        schedule: 'constant',
        l2: 0,
        rows: 8,
        batchSize: 3,
        seed: 1,
      });
      const rates = [0.001, 1000, 0.01, 30, 900, 0.02];
      const specs = rates.map((learningRate) => ({ ...spec, optimizer: { ...spec.optimizer, learningRate } }));
      const results = await together(specs);
      assert.deepEqual(results, await Promise.all(specs.map((spec) => alone(spec))));
      if (optimizer === 'sgd') {
        assert.deepEqual(
          results.map(({ finite }) => finite),
          [true, false, true, false, false, true],
        );
      }
    }
  });

  test('for runs of different kinds in one batch', async () => {
    const specs = fc.sample(anyChoice, 40).map(specOf);
    assert.deepEqual(await together(specs), await Promise.all(specs.map((spec) => alone(spec))));
  });
});
