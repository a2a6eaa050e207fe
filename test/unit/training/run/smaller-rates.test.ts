// The advice after a divergence is true: what is offered trains, and the next larger rate does not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSpec } from '../../../../src/shared/spec/parse.ts';
import type { Advice } from '../../../../src/shared/messages/protocol.ts';
import type { RunSpec } from '../../../../src/shared/spec/spec.ts';
import { poseProblem } from '../../../../src/training/run/run.ts';
import { ratesBelow, trySmallerRates } from '../../../../src/training/run/smaller-rates.ts';
import { specWith, trained } from '../trained.ts';

const withRate = (spec: RunSpec, learningRate: number): RunSpec => ({
  ...spec,
  optimizer: { ...spec.optimizer, learningRate },
});

async function adviceFor(spec: RunSpec): Promise<Advice> {
  const { outcome } = await trained(spec);
  assert.equal(outcome.kind, 'diverged');
  return outcome.advice;
}

/** A line through the origin: by gradient descent at a rate of 1/x² or more it diverges. */
const line = (x: number, training: Partial<RunSpec['training']> = {}): RunSpec =>
  parseSpec({
    engine: 'kernel',
    data: { kind: 'inline', inputs: [[x]], labels: [[0]] },
    network: { inputs: 1, layers: [{ units: 1 }], seed: 1 },
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 1000 },
    training: { steps: 20_000, batchSize: 1, reportEvery: 20_000, ...training },
  });

describe('after a divergence', () => {
  test('the largest rate of the ladder is offered that does not diverge', async () => {
    for (const spec of [
      specWith({ learningRate: 5 }),
      specWith({ learningRate: 1, optimizer: 'momentum' }),
      specWith({ learningRate: 10, engine: 'tfjs', steps: 300 }),
    ]) {
      const advice = await adviceFor(spec);
      assert.equal(advice.kind, 'found');
      assert.equal(advice.steps, spec.training.steps);
      assert.equal((await trained(withRate(spec, advice.learningRate))).outcome.kind, 'done');
      const larger = [...ratesBelow(spec.optimizer.learningRate)].filter((rate) => rate > advice.learningRate).at(-1);
      if (larger !== undefined) assert.equal((await trained(withRate(spec, larger))).outcome.kind, 'diverged');
    }
  });

  test('it is the one that the closed form gives: below 1/x² for one weight', async () => {
    // w ← (1 − 2·lr·x²)·w
    assert.deepEqual(await adviceFor(line(30)), { kind: 'found', learningRate: 0.001, steps: 20_000 });
    assert.deepEqual(await adviceFor(line(2e6)), { kind: 'found', learningRate: 2e-13, steps: 20_000 });
  });

  test('none is offered where every rate that float32 has diverges', async () => {
    const advice = await adviceFor(line(1e38));
    assert.equal(advice.kind, 'none');
    assert.ok(advice.learningRate < 1e-44);
  });

  test('none is tried where that would take longer than the bound', async () => {
    const problem = poseProblem(specWith({ steps: 100_000_000, reportEvery: 100_000_000 }));
    const surroundings = { now: () => 0, yieldToMessages: () => assert.fail('something was trained') };
    assert.deepEqual(await trySmallerRates(problem, 99_999_999, surroundings, () => false), { kind: 'untried' });
  });

  test('nothing is tried any more when nobody waits for it', async () => {
    let yields = 0;
    const problem = poseProblem(line(0.001, { steps: 50_000_000, reportEvery: 50_000_000 }));
    const surroundings = { now: () => 0, yieldToMessages: () => Promise.resolve(void yields++) };
    assert.deepEqual(await trySmallerRates(problem, 10, surroundings, () => yields === 3), { kind: 'untried' });
    assert.equal(yields, 3);
  });
});

test('the ladder has the rates 5, 2 and 1 times a power of ten below a rate', () => {
  const ladder = [...ratesBelow(0.03)];
  assert.deepEqual(ladder.slice(0, 5), [0.02, 0.01, 0.005, 0.002, 0.001]);
  assert.deepEqual([...ratesBelow(5)].slice(0, 3), [2, 1, 0.5]);
  assert.ok(Math.fround(ladder.at(-1)!) > 0 && Math.fround(ladder.at(-1)! / 5) === 0);
});
