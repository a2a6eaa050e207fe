import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect, type Connected, type Port } from '../../../../src/shared/messages/channel.ts';
import type { Outcome, Progress, StepperContract, WorkerContract } from '../../../../src/shared/messages/protocol.ts';
import type { RunSpec } from '../../../../src/shared/spec/spec.ts';
import { serveTraining } from '../../../../src/training/worker/serve.ts';
import { limitInFull } from '../published.ts';
import { specWith } from '../trained.ts';

/** A host and a worker joined by ports that copy each message, as postMessage does. */
class Joined {
  readonly heard: string[] = [];
  readonly progresses: Progress[] = [];
  printed = '';
  outcome: Outcome | undefined;
  readonly worker: Connected<WorkerContract>;
  readonly ended: Promise<void>;
  readonly #told: (() => void)[] = [];

  constructor() {
    const listeners: ((message: unknown) => void)[][] = [[], []];
    const port = (mine: number): Port => ({
      post: (message) => setImmediate(() => listeners[1 - mine]!.forEach((listen) => listen(structuredClone(message)))),
      onMessage: (listener) => listeners[mine]!.push(listener),
    });
    serveTraining(port(1), {
      now: () => performance.now(),
      yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
    });
    let end: () => void;
    this.ended = new Promise((resolve) => (end = resolve));
    this.worker = connect<WorkerContract>(port(0), {
      progress: (progress) => {
        this.heard.push('progress');
        this.progresses.push(progress);
        this.#told.splice(0).forEach((tell) => tell());
      },
      print: (text) => (this.printed += text),
      finished: (outcome) => {
        this.heard.push('finished');
        this.outcome = outcome;
        end();
      },
      failed: () => {
        this.heard.push('failed');
        end();
      },
    });
  }

  async start(spec: RunSpec, paused = false) {
    const start = await this.worker.call('start', { spec, paused, soFar: null });
    this.heard.push('start');
    return start;
  }

  /** The next progress has come. */
  progress(): Promise<void> {
    return new Promise((resolve) => this.#told.push(resolve));
  }
}

describe('a training worker', () => {
  test('answers the start before it tells of any step, and says last how the run ended', async () => {
    const joined = new Joined();
    const start = await joined.start(specWith({ steps: 1 }));
    await joined.ended;
    assert.ok(Math.abs(start.limit - limitInFull) < 5e-8);
    assert.equal(start.initialWeights[0], Math.fround(-0.8113182));
    assert.equal(joined.heard[0], 'start');
    assert.equal(joined.heard.at(-1), 'finished');
    assert.deepEqual(joined.outcome, { kind: 'done' });
  });

  test("ships a run's history in pieces of their exact length", async () => {
    const joined = new Joined();
    await joined.start(specWith({ steps: 600 }));
    await joined.ended;
    const steps = joined.progresses.flatMap(({ points }) => [...points.steps]);
    assert.deepEqual(
      steps,
      Array.from({ length: 600 }, (_, step) => step),
    );
    for (const { points } of joined.progresses) {
      assert.equal(points.steps.buffer.byteLength, points.steps.byteLength);
      assert.equal(points.weights.buffer.byteLength, points.weights.byteLength);
      assert.equal(points.weights.length, 9 * points.steps.length);
    }
  });

  test('pauses, resumes and stops long before its end, and answers with the steps done', async () => {
    const joined = new Joined();
    await joined.start(specWith({ steps: 100_000_000, reportEvery: 1_000_000 }));
    await joined.progress();
    const paused = await joined.worker.call('pause');
    assert.ok(paused > 0);
    assert.equal(joined.progresses.at(-1)!.done, paused);
    // It stood still: a single step is the next.
    assert.equal(await joined.worker.call('advance'), paused + 1);
    const resumed = joined.progress();
    assert.equal(await joined.worker.call('resume'), paused + 1);
    await resumed;
    const stopped = await joined.worker.call('stop');
    assert.ok(stopped > paused + 1 && stopped < 100_000_000);
    assert.deepEqual(joined.outcome, { kind: 'stopped' });
    assert.equal(joined.progresses.at(-1)!.done, stopped);
    assert.equal(joined.progresses.flatMap(({ points }) => [...points.steps]).at(-1), stopped - 1);
    assert.match(joined.printed, /w2:\n \[\[[^]*\]\]\n$/);
  });

  test('starts a run that waits, and makes single steps of it', async () => {
    const joined = new Joined();
    await joined.start(specWith({ steps: 3 }), true);
    assert.equal(await joined.worker.call('advance'), 1);
    assert.equal(await joined.worker.call('advance'), 2);
    assert.equal(joined.outcome, undefined);
    assert.equal(await joined.worker.call('advance'), 3);
    await joined.ended;
    assert.deepEqual(joined.outcome, { kind: 'done' });
    assert.deepEqual(
      joined.progresses.flatMap(({ points }) => [...points.steps]),
      [0, 1, 2],
    );
  });

  test('answers calls after the end, and before the start', async () => {
    const joined = new Joined();
    assert.equal(await joined.worker.call('pause'), 0);
    assert.equal(await joined.worker.call('stop'), 0);
    const finished = new Joined();
    await finished.start(specWith({ steps: 5 }));
    await finished.ended;
    assert.equal(await finished.worker.call('stop'), 5);
  });

  test('says at which step a run diverged, NaN and all', async () => {
    const joined = new Joined();
    await joined.start(specWith({ learningRate: 100 }));
    await joined.ended;
    assert.equal(joined.outcome?.kind, 'diverged');
    const { points } = joined.progresses.at(-1)!;
    assert.equal(joined.outcome.step, points.steps.at(-1));
    assert.equal(Number.isFinite(points.losses.at(-1)), false);
  });
});

describe('a worker that looks into steps', () => {
  const join = () => {
    const listeners: ((message: unknown) => void)[][] = [[], []];
    const port = (mine: number): Port => ({
      post: (message) => setImmediate(() => listeners[1 - mine]!.forEach((listen) => listen(structuredClone(message)))),
      onMessage: (listener) => listeners[mine]!.push(listener),
    });
    const yieldToMessages = () => new Promise<void>((resolve) => setImmediate(resolve));
    serveTraining(port(1), { now: () => performance.now(), yieldToMessages });
    return connect<StepperContract>(port(0), {});
  };

  test('answers records and checks of the run that was opened last, in pieces of their exact length', async () => {
    const worker = join();
    await worker.call('open', specWith({ steps: 20 }));
    await worker.call('open', specWith({ steps: 3000, optimizer: 'momentum' }));
    const [record, check] = await Promise.all([worker.call('record', 1500), worker.call('check', 1500)]);
    assert.deepEqual([record?.step, check?.step], [1500, 1500]);
    assert.equal(record!.spec.optimizer.kind, 'momentum');
    for (const values of Object.values(record!.values)) {
      assert.ok(values instanceof Float32Array);
      assert.equal(values.buffer.byteLength, values.byteLength);
    }
    assert.deepEqual(record!.values['dW1'], check!.parameters[0]!.byHand);
    assert.ok(check!.largest.difference <= check!.tolerance);
  });

  test('refuses steps that there are not, and goes on', async () => {
    const worker = join();
    await worker.call('open', specWith({ steps: 20 }));
    await assert.rejects(worker.call('record', 20), /20 is no step of this run/);
    assert.equal((await worker.call('record', 19))?.step, 19);
  });
});
