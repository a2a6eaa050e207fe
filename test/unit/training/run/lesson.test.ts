// The lesson's published numbers, through the whole of a run: data, weights, engine, trainer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { optimizerKinds } from '../../../../src/shared/spec/optimizers.ts';
import { options } from '../../../../src/shared/spec/options.ts';
import { readFixture } from '../fixtures/read.ts';
import { gradientDescent, limit, lossTable } from '../published.ts';
import { lossAt, printedWeights, specWith, trained } from '../trained.ts';

interface NumpyRun {
  readonly optimizer: string;
  readonly losses: [step: number, loss: string][];
  readonly weights: number[][];
  readonly text: string[];
}
const numpyRuns = readFixture<NumpyRun>('lesson-runs');

for (const engine of options.engine.enum)
  describe(`the lesson's program, by the engine ${engine}`, () => {
    test('reaches the published losses and weights by gradient descent, to the last printed digit', async () => {
      const run = await trained(specWith({ engine }));
      for (const [step, loss] of gradientDescent.losses) assert.equal(lossAt(run, step), loss, `after ${step}`);
      assert.equal(printedWeights(run, 'w1'), gradientDescent.w1);
      assert.equal(printedWeights(run, 'w2'), gradientDescent.w2);
    });

    for (const optimizer of optimizerKinds) {
      test(`reaches the published losses of ${optimizer} after steps 2500 and 20000`, async () => {
        const run = await trained(specWith({ engine, optimizer, steps: 20_001 }));
        assert.equal(lossAt(run, 2500), lossTable[optimizer][2500]);
        assert.equal(lossAt(run, 20_000), lossTable[optimizer][20000]);
      });

      test(`follows numpy's float32 run of ${optimizer}`, async () => {
        const numpy = numpyRuns.find((run) => run.optimizer === optimizer)!;
        const run = await trained(specWith({ engine, optimizer }));
        for (const [step, loss] of numpy.losses) assert.equal(lossAt(run, step), loss, `after ${step}`);
        if (optimizer === 'adam') {
          const weights = run.history.weights(run.history.length - 1);
          numpy.weights.flat().forEach((weight, i) => assert.ok(Math.abs(weights[i]! - weight) <= 1e-6));
        } else {
          assert.deepEqual([printedWeights(run, 'w1'), printedWeights(run, 'w2')], numpy.text);
        }
      });
    }
  });

describe('what the author of the lesson then tried, batch size 10 and momentum', () => {
  const attempt = (learningRate: number, steps: number) =>
    trained(specWith({ optimizer: 'momentum', batchSize: 10, learningRate, steps }));

  test('at 0.0005 the loss oscillates and stays above the limit', async () => {
    const { history } = await attempt(0.0005, 20_000);
    const losses = reports(history, 10_000);
    assert.ok(turns(losses) > losses.length / 3, `${turns(losses)} turns in ${losses.length} reports`);
    assert.ok(Math.min(...losses) > Number(limit));
  });

  test('at 0.00005 it is lowest at about step 21000, and still oscillates', async () => {
    const { history } = await attempt(0.00005, 40_000);
    const losses = reports(history, 0);
    assert.equal(losses.indexOf(Math.min(...losses)) * 500, 21_000);
    assert.ok(losses.at(-1)! > losses[42]!);
    const near = history.points(history.rowAt(21_000)).losses.slice(0, 200);
    assert.ok(turns([...near]) > 20, `${turns([...near])} turns in ${near.length} points`);
  });

  test('at 0.000005 it has not reached its lowest after 200000 steps, where it stands at 0.38377', async () => {
    const run = await attempt(0.000005, 200_001);
    assert.equal(lossAt(run, 200_000), '0.38377');
    const losses = reports(run.history, 0).filter((_, i) => i % 20 === 0);
    losses.slice(1).forEach((loss, i) => assert.ok(loss < losses[i]!, `from ${losses[i]} to ${loss}`));
  });
});

/** The losses at every 500th step, from one on. */
function reports(history: { length: number; step(row: number): number; loss(row: number): number }, from: number) {
  const rows = Array.from({ length: history.length }, (_, row) => row);
  return rows
    .filter((row) => history.step(row) >= from && history.step(row) % 500 === 0)
    .map((row) => history.loss(row));
}

/** How often a sequence turns from falling to rising or back. */
function turns(values: readonly number[]): number {
  const signs = values.slice(1).map((value, i) => Math.sign(value - values[i]!));
  return signs.slice(1).filter((sign, i) => sign * signs[i]! < 0).length;
}
