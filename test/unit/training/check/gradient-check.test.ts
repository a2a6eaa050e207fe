// The check of a step's gradients: quiet where they are right, and loud where one is wrong.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkSpec } from '../../../../src/shared/spec/check.ts';
import type { RunSpec } from '../../../../src/shared/spec/spec.ts';
import { untold } from '../../../../src/shared/step/step.ts';
import type { ReplayEngine } from '../../../../src/training/engines/engine.ts';
import { loadKernel } from '../../../../src/training/engines/kernel/kernel.ts';
import { loadTfjs } from '../../../../src/training/engines/tfjs/tfjs.ts';
import { checkGradients } from '../../../../src/training/check/gradient-check.ts';
import { termSizes } from '../../../../src/training/check/term-sizes.ts';
import { batchAt } from '../../../../src/training/data/dataset.ts';
import { matricesOf } from '../../../../src/training/engines/weights.ts';
import { poseProblem } from '../../../../src/training/run/run.ts';
import { anyChoice, isTame, specOf, type Choice } from '../engines/kernel/specs.ts';
import { specWith } from '../trained.ts';

const surroundings = { now: () => 0, yieldToMessages: () => Promise.resolve() };

type Bend = (values: Record<string, Float32Array>) => void;

/** An engine that says something else of its gradients. */
function bent(engine: ReplayEngine, bend: Bend): ReplayEngine {
  return Object.create(engine, {
    record: {
      value() {
        const numbers = engine.record();
        bend(numbers.values);
        return numbers;
      },
    },
    restore: { value: engine.restore.bind(engine) },
  }) as ReplayEngine;
}

/** @param bend what becomes of the kernel's gradients, @param bendBoth and of both engines' */
async function check(spec: RunSpec, step: number, bend: Bend = () => {}, bendBoth: Bend = () => {}) {
  const problem = poseProblem(spec);
  const [kernel, tfjs] = [await loadKernel(problem), await loadTfjs(problem)];
  kernel.steps(step);
  const engines = [bent(bent(kernel, bend), bendBoth), bent(tfjs, bendBoth)] as const;
  const result = await checkGradients(problem, kernel.state(), engines, surroundings, () => false);
  tfjs.dispose();
  return result!;
}

/** The largest of some numbers by its size, and where it is. */
function loudest(values: Float32Array): { at: number; size: number } {
  const at = values.reduce((most, value, i) => (Math.abs(value) > Math.abs(values[most]!) ? i : most), 0);
  return { at, size: Math.abs(values[at]!) };
}

/** Up to which size a gradient counts as what rounding left: 1/1024 of the terms that it is summed from. */
async function floors(spec: RunSpec, step: number): Promise<Record<string, Float32Array>> {
  const problem = poseProblem(spec);
  const kernel = await loadKernel(problem);
  kernel.steps(step);
  const rows = batchAt(step, spec.training.batchSize, problem.data.rows);
  const sizes = termSizes(problem, rows, kernel.state().weights);
  return matricesOf(
    spec,
    Float32Array.from(sizes, (size) => size / 1024),
    'd',
  );
}

/** The softmax of biases alone, trained until its gradient is what rounding leaves, on labels that add up to 1 and so much. */
const trainedOnLabels = (excess: number): RunSpec => ({
  engine: 'kernel',
  data: { kind: 'inline', inputs: [[0.5]], labels: [[0.2, 0.3, 0.5 + excess]] },
  network: { inputs: 1, layers: [{ units: 3, activation: 'softmax', bias: true }], seed: 1 },
  loss: 'categoricalCrossEntropy',
  optimizer: { kind: 'sgd', learningRate: 1 },
  training: { steps: 2000, batchSize: 1, reportEvery: 2000 },
});

/** All predictions are above their labels: as softmax's outputs add up to 1, the loss has no slope at all. */
const allRounding: Choice = {
  inputs: 5,
  layers: [{ units: 4, activation: 'softmax', bias: false }],
  loss: 'meanAbsoluteError',
  optimizer: 'sgd',
  schedule: 'constant',
  l2: 0,
  rows: 1,
  batchSize: 1,
  seed: 96760654,
};

describe('the check of the gradients', () => {
  test('finds the three alike for any labels that are taken as categories', async () => {
    const taken: number[] = [];
    for (const excess of [9e-5, 1e-5, 1e-6, 4e-7, 1e-7, 0, -1e-7, -4e-7, -1e-6, -1e-5, -9e-5]) {
      const spec = trainedOnLabels(excess);
      try {
        checkSpec(spec);
      } catch {
        continue;
      }
      taken.push(excess);
      const { largest, tolerance } = await check(spec, 1999);
      assert.ok(largest.difference <= tolerance, `${excess} more: ${JSON.stringify(largest)}`);
    }
    // As many as float32's own rounding of three labels may make, and seven written digits.
    for (const excess of [1e-7, 0, -1e-7]) assert.ok(taken.includes(excess));
  });

  test('finds the three alike, for any network', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, fc.integer({ min: 0, max: 9 }), async (choice, step) => {
        const { largest, tolerance, parameters } = await check(specOf(choice), step);
        assert.ok(largest.difference <= tolerance, JSON.stringify(largest));
        for (const { differences, sampled } of parameters) assert.equal(sampled, differences.length);
      }),
      { numRuns: 100 },
    );
  });

  test('finds them alike where nothing is left of the gradient but rounding', async () => {
    const spec = specWith({ batchSize: 32, optimizer: 'momentum' });
    const { largest, tolerance, parameters } = await check(spec, 20_000);
    assert.ok(Math.max(...parameters.flatMap(({ byHand }) => Array.from(byHand, Math.abs))) < 1e-4);
    assert.ok(largest.difference <= tolerance);
  });

  test('names the one parameter whose gradient is wrong by a hundredth', async () => {
    const { largest, tolerance } = await check(specWith(), 100, ({ dW1 }) => (dW1![4]! *= 1.01));
    assert.ok(largest.difference > tolerance);
    assert.deepEqual(largest.cell, { quantity: 'dW1', row: 1, column: 1 });
  });

  test('says of how many slopes float32 knows nothing: those at a kink', async () => {
    const spec: RunSpec = {
      ...specWith(),
      data: { kind: 'inline', inputs: [[0]], labels: [[1]] },
      network: { inputs: 1, layers: [{ units: 1, activation: 'relu', bias: true }], seed: 1 },
      training: { steps: 1, batchSize: 1, reportEvery: 1 },
    };
    const { parameters, largest } = await check(spec, 0);
    assert.deepEqual(
      parameters.map((parameter) => [parameter.quantity, untold(parameter)]),
      [
        ['dW1', 0],
        ['db1', 1],
      ],
    );
    assert.equal(largest.difference, 0);
  });

  test('compares nothing where a gradient is no finite number, and names the first that is none', async () => {
    for (const broken of [NaN, Infinity, -Infinity]) {
      const { largest, parameters } = await check(specWith(), 100, undefined, ({ dW1, dW2 }) => {
        dW1![4] = broken;
        dW2!.fill(broken);
      });
      assert.deepEqual(largest, { difference: NaN, cell: { quantity: 'dW1', row: 1, column: 1 } });
      assert.deepEqual(
        parameters.map(({ relative }) => [...relative].filter(Number.isNaN).length),
        [1, 3],
      );
    }
  });

  test('notices by differences alone what both engines have wrong', async () => {
    const { largest, tolerance } = await check(specWith(), 100, undefined, ({ dW2 }) => (dW2![1]! *= 1.01));
    assert.ok(largest.difference > tolerance);
    assert.deepEqual(largest.cell, { quantity: 'dW2', row: 1, column: 0 });
  });

  test('notices so the largest gradient of any network, where float32 can tell it', async () => {
    let [noticed, untold, rounding] = [0, 0, 0];
    const property = fc.asyncProperty(
      anyChoice.filter(isTame),
      fc.integer({ min: 0, max: 9 }),
      async (choice, step) => {
        const spec = specOf(choice);
        const { parameters: right } = await check(spec, step);
        const { quantity, at } = right
          .map(({ quantity, byHand }) => ({ quantity, ...loudest(byHand) }))
          .reduce((most, next) => (next.size > most.size ? next : most));
        const { parameters, tolerance } = await check(
          spec,
          step,
          undefined,
          (values) => (values[quantity]![at]! *= 1.05),
        );
        const wrong = parameters.find((parameter) => parameter.quantity === quantity)!;
        const least = (await floors(spec, step))[quantity]![at]!;
        if (wrong.byHand[at] === 0) return;
        if (wrong.relative[at]! > tolerance) noticed++;
        // A twentieth of a gradient that is all rounding is rounding too.
        else if (Math.abs(wrong.byHand[at]! / 21) < 2 * tolerance * least) rounding++;
        else {
          untold++;
          assert.ok(Number.isNaN(wrong.differences[at]));
        }
      },
    );
    await fc.assert(property, { numRuns: 100, examples: [[allRounding, 0]] });
    assert.ok(noticed > 19 * (untold + rounding - 1), `${noticed} noticed, ${untold} not told, ${rounding} rounding`);
  });

  test('takes the differences of a wide network by samples, the largest gradient among them', async () => {
    const spec: RunSpec = {
      ...specWith(),
      data: { kind: 'random', samples: 40, inputs: 300, outputs: 10, labels: 'oneHot', seed: 3 },
      network: {
        inputs: 300,
        layers: [
          { units: 100, activation: 'tanh' },
          { units: 10, activation: 'softmax' },
        ],
        seed: 1,
        initial: 'glorot',
      },
      loss: 'categoricalCrossEntropy',
      training: { steps: 3, batchSize: 40, reportEvery: 1 },
    };
    const { parameters, largest, tolerance } = await check(spec, 0);
    assert.ok(largest.difference <= tolerance);
    const [w1] = parameters;
    assert.ok(w1!.sampled >= 4 && w1!.sampled < w1!.byHand.length);
    assert.equal(w1!.differences.filter((value) => !Number.isNaN(value)).length, w1!.sampled);
    assert.ok(!Number.isNaN(w1!.differences[loudest(w1!.byHand).at]));
  });
});
