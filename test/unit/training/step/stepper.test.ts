// Any step of a run, made anew, is the step that the trainer made.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BackpropError } from '../../../../src/shared/text/errors.ts';
import type { RunSpec } from '../../../../src/shared/spec/spec.ts';
import type { StepRecord } from '../../../../src/shared/step/step.ts';
import { engines } from '../../../../src/training/engines/engine-table.ts';
import { makeRecord } from '../../../../src/training/step/recorder.ts';
import { poseProblem } from '../../../../src/training/run/run.ts';
import { Stepper } from '../../../../src/training/step/stepper.ts';
import { anyChoice, specOf } from '../engines/kernel/specs.ts';
import { specWith, trained } from '../trained.ts';

const surroundings = {
  now: () => performance.now(),
  yieldToMessages: () => new Promise<void>((resolve) => setImmediate(resolve)),
};
const open = (spec: RunSpec) => Stepper.open(spec, surroundings);

async function recordAt(stepper: Stepper, step: number): Promise<StepRecord> {
  const record = await stepper.record(step);
  assert.ok(record);
  return record;
}

const refusal = (code: string) => (thrown: unknown) => thrown instanceof BackpropError && thrown.report.code === code;

describe('a stepper', () => {
  test('finds the same bits whichever way it comes to a step', async () => {
    const stepOf = fc.integer({ min: 0, max: 99 });
    await fc.assert(
      fc.asyncProperty(anyChoice, fc.array(stepOf, { minLength: 1, maxLength: 6 }), async (choice, steps) => {
        const spec = specOf(choice);
        const problem = poseProblem(spec);
        const stepper = await open(spec);
        for (const step of steps) {
          const engine = await engines[spec.engine](problem);
          engine.steps(step);
          assert.deepEqual(await recordAt(stepper, step), makeRecord(problem, engine.record()));
        }
        stepper.dispose();
      }),
      { numRuns: 60 },
    );
  });

  for (const engine of ['kernel', 'tfjs'] as const) {
    test(`finds the weights that the trainer recorded, by ${engine}`, async () => {
      const spec = specWith({ engine, steps: 400, optimizer: 'adam' });
      const { history } = await trained(spec);
      const stepper = await open(spec);
      for (const step of [399, 0, 7, 398, 200, 201, 199]) {
        const { values } = await recordAt(stepper, step);
        const after = Float32Array.from([...values['new.W1']!, ...values['new.W2']!]);
        assert.deepEqual(after, history.weights(history.rowAt(step)));
      }
      stepper.dispose();
    });
  }

  test('goes to the last of 200,000 steps and back', async () => {
    const spec = specWith({ steps: 200_000, optimizer: 'momentum' });
    const stepper = await open(spec);
    const last = await recordAt(stepper, 199_999);
    const first = await recordAt(stepper, 0);
    assert.deepEqual(first.values['W1'], poseProblem(spec).initialWeights.slice(0, 6));
    for (const step of [54_321, 199_998]) {
      const { values } = await recordAt(stepper, step);
      assert.deepEqual((await recordAt(stepper, step + 1)).values['W1'], values['new.W1']);
    }
    assert.deepEqual(await recordAt(stepper, 199_999), last);
    stepper.dispose();
  });

  test('answers null to who asked before another did', async () => {
    const stepper = await open(specWith({ steps: 100_000_000, reportEvery: 1000 }));
    const [far, near] = await Promise.all([stepper.record(50_000_000), stepper.record(5)]);
    assert.equal(far, null);
    assert.equal(near?.step, 5);
    const farther = stepper.record(90_000_000);
    await surroundings.yieldToMessages();
    stepper.dispose();
    assert.equal(await farther, null);
  });

  test('refuses steps that the run does not have', async () => {
    const stepper = await open(specWith({ steps: 10 }));
    for (const step of [-1, 10, 2.5, NaN]) await assert.rejects(stepper.record(step), refusal('step.invalid'));
    assert.equal((await recordAt(stepper, 9)).step, 9);
    stepper.dispose();
  });

  test('refuses networks of which a record would be too large', async () => {
    const spec = specWith();
    const network = { ...spec.network, layers: [{ units: 2_000_000 }, { units: 1 }] };
    await assert.rejects(open({ ...spec, network }), refusal('step.tooLarge'));
    const layers = [{ units: 100 }, { units: 1 }];
    const batch = specWith({ samples: 100_000, batchSize: 100_000 });
    await assert.rejects(open({ ...batch, network: { ...batch.network, layers } }), refusal('step.tooLarge'));
  });
});

describe('a run that broke', () => {
  test('goes up to the step where it did, which says what grew', async () => {
    for (const learningRate of [1, 10]) {
      const spec = specWith({ learningRate });
      const { outcome } = await trained(spec);
      assert.ok(outcome.kind === 'diverged');
      const stepper = await open(spec);
      await assert.rejects(stepper.record(outcome.step + 1), refusal('step.diverged'));
      const { breakdown } = await recordAt(stepper, outcome.step);
      assert.ok(breakdown);
      assert.equal(breakdown.steps.at(-1), outcome.step);
      assert.ok(breakdown.grew.factor > 1);
      const grown = breakdown.sizes.find(({ quantity }) => quantity === breakdown.grew.quantity)!;
      assert.ok(grown.sizes.at(-1)! > grown.sizes[0]!);
      // Each step but the last went more than twice as far as to the minimum: so the loss rose.
      assert.ok(breakdown.overshoots.slice(0, -1).some((overshoot) => overshoot > 2));
      assert.equal((await recordAt(stepper, outcome.step - 1)).breakdown, null);
      stepper.dispose();
    }
  });

  test('names the first number that is not finite', async () => {
    const spec: RunSpec = {
      ...specWith(),
      data: { kind: 'inline', inputs: [[3e38, 3e38]], labels: [[1]] },
      training: { steps: 3, batchSize: 1, reportEvery: 1 },
    };
    const stepper = await open(spec);
    const { breakdown } = await recordAt(stepper, 0);
    assert.equal(breakdown?.first?.quantity, 'a1');
    stepper.dispose();
  });
});

describe('the change of the loss', () => {
  test('is that of a parabola for gradient descent on one weight', async () => {
    // L = (w·x − y_)²: by lr the error shrinks to (1 − 2·lr·x²) of itself, and the curvature is 2x².
    const spec: RunSpec = {
      ...specWith(),
      data: { kind: 'inline', inputs: [[2]], labels: [[1]] },
      network: { inputs: 1, layers: [{ units: 1 }], seed: 1 },
      optimizer: { kind: 'sgd', learningRate: 0.05 },
      training: { steps: 3, batchSize: 1, reportEvery: 1 },
    };
    const stepper = await open(spec);
    const { values, lossChange } = await recordAt(stepper, 0);
    const error = values['e']![0]!;
    const near = (actual: number, expected: number) =>
      assert.ok(Math.abs(actual - expected) <= 1e-6 * Math.abs(expected), `${actual} is not ${expected}`);
    near(lossChange.actual, error ** 2 * ((1 - 0.4) ** 2 - 1));
    near(lossChange.firstOrder, -(error ** 2) * 0.8);
    near(lossChange.overshoot, 0.4);
    stepper.dispose();
  });
});
