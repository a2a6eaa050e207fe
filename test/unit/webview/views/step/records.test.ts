import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BackpropError } from '../../../../../src/shared/text/errors.ts';
import type { StepOf } from '../../../../../src/shared/messages/protocol.ts';
import type { StepRecord } from '../../../../../src/shared/step/step.ts';
import { Stepper } from '../../../../../src/training/step/stepper.ts';
import { Records, type ShownStep } from '../../../../../src/webview/views/step/records.ts';
import { specWith } from '../../../training/trained.ts';

const surroundings = { now: () => performance.now(), yieldToMessages: () => Promise.resolve() };
const stepper = Stepper.open(specWith({ steps: 100 }), surroundings);
const recordOf = async (step: number) => (await (await stepper).record(step))!;

/** A worker whose answers come when the test says so. */
class Worker {
  readonly asked: number[] = [];
  readonly #waiting: ((answer: Promise<StepRecord | null>) => void)[] = [];
  readonly ask = ({ step }: StepOf) => {
    this.asked.push(step);
    return new Promise<StepRecord | null>((resolve) => this.#waiting.push(resolve));
  };
  async answer(answer: Promise<StepRecord | null>): Promise<void> {
    this.#waiting.shift()!(answer);
    await answer.catch(() => {});
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}
const of = (step: number, runId = 'a') => ({ runId, step });

describe('records', () => {
  test('are asked for a few at a time, and the newest wish is next', async () => {
    const worker = new Worker();
    const records = new Records(worker.ask);
    for (const step of [1, 2, 3, 4, 5]) records.want(of(step));
    assert.deepEqual(worker.asked, [1, 2, 3]);
    await worker.answer(recordOf(1));
    assert.equal(records.shown.value?.of.step, 1);
    assert.deepEqual(worker.asked, [1, 2, 3, 5]);
    assert.equal(records.finding.value, true);
    await worker.answer(Promise.resolve(null));
    for (const step of [3, 5]) await worker.answer(recordOf(step));
    assert.deepEqual(worker.asked, [1, 2, 3, 5]);
    assert.equal(records.shown.value?.explanation.record.step, 5);
    assert.equal(records.finding.value, false);
  });

  test('stay in sight until the next is there, but not those of another run', async () => {
    const worker = new Worker();
    const records = new Records(worker.ask);
    records.want(of(1));
    await worker.answer(recordOf(1));
    records.want(of(2));
    assert.equal(records.shown.value?.of.step, 1);
    records.want(of(2, 'b'));
    assert.equal(records.shown.value, null);
    await worker.answer(recordOf(2));
    assert.equal(records.shown.value, null, 'it was of the run before');
    await worker.answer(recordOf(2));
    const shown: ShownStep | null = records.shown.peek();
    assert.deepEqual(shown?.of, of(2, 'b'));
  });

  test('ask again a few times where somebody else was answered, and then leave it', async () => {
    const worker = new Worker();
    const records = new Records(worker.ask);
    records.want(of(1));
    for (let tries = 0; tries < 3; tries++) await worker.answer(Promise.resolve(null));
    assert.deepEqual(worker.asked, [1, 1, 1]);
    assert.equal(records.finding.value, false);
  });

  test('say what went wrong, and try again when told', async () => {
    const worker = new Worker();
    const records = new Records(worker.ask);
    records.want(of(1));
    await worker.answer(Promise.reject(new BackpropError('worker.died', { reason: 'exit code 137' })));
    assert.equal(records.error.value?.code, 'worker.died');
    assert.deepEqual(worker.asked, [1]);
    records.retry();
    assert.equal(records.error.value, null);
    await worker.answer(recordOf(1));
    assert.equal(records.shown.value?.of.step, 1);
  });
});
