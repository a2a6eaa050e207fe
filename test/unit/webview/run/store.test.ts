import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Connected } from '../../../../src/shared/messages/channel.ts';
import { parseOptions } from '../../../../src/shared/spec/options.ts';
import type { Progress, Run, Snapshot, StepMove, ViewContract } from '../../../../src/shared/messages/protocol.ts';
import { lessonSpec } from '../../../../src/shared/spec/spec.ts';
import { latest, type Cursor } from '../../../../src/webview/run/cursor.ts';
import { Store } from '../../../../src/webview/run/store.ts';

const values = parseOptions({ steps: 100, reportEvery: 10 }, (name) => name);

/** Steps `from` to below `to`; the loss is 1 / (step + 1), every weight is the step. */
function progress(from: number, to: number): Progress {
  const steps = Float64Array.from({ length: to - from }, (_, index) => from + index);
  const weights = Float32Array.from({ length: steps.length * 9 }, (_, index) => from + Math.floor(index / 9));
  return { points: { steps, losses: steps.map((step) => 1 / (step + 1)), weights }, done: to, elapsedMs: to };
}
function runOf(id: string, done: number): Run {
  const start = { initialWeights: new Float32Array(9), limit: 0 };
  return { id, spec: lessonSpec(values), start, status: { kind: 'running' }, progress: progress(0, done) };
}

const nobody = { runId: null, cursor: latest };

/** A store with a host that answers a snapshot and remembers the calls, and frames that come when told. */
async function connected(
  run: Run | null,
  reader: { runId: string | null; cursor: Cursor } = nobody,
  move: StepMove | null = null,
) {
  const frames: (() => void)[] = [];
  const calls: unknown[][] = [];
  const store = new Store((draw) => frames.push(draw));
  const snapshot: Snapshot = { run, controls: { choices: values, settings: values }, problem: null, move };
  const call = (...asked: unknown[]) => {
    calls.push(asked);
    return Promise.resolve(asked[0] === 'ready' ? snapshot : undefined);
  };
  const host = { call, fail: () => {} } as unknown as Connected<ViewContract>;
  await store.connect(host, { ...reader, scale: 'log', tab: 'train' });
  const drawn = () => calls.filter(([name]) => name === 'drawn').map(([, sequence]) => sequence);
  return { store, frames, calls, drawn, paint: () => frames.splice(0).forEach((draw) => draw()) };
}

describe('the store', () => {
  test('has the whole run after it connects', async () => {
    const { store } = await connected(runOf('a', 25));
    assert.equal(store.rows.value, 25);
    assert.equal(store.moment.value?.step, 24);
    assert.deepEqual(store.run.value?.reports, [0, 10, 20]);
  });

  test('shows what comes within one frame at once, and then says that it is drawn', async () => {
    const { store, frames, drawn, paint } = await connected(runOf('a', 25));
    store.listeners.progress({ sequence: 1, runId: 'a', progress: progress(25, 30) });
    store.listeners.progress({ sequence: 2, runId: 'a', progress: progress(30, 41) });
    assert.equal(frames.length, 1);
    assert.equal(store.rows.value, 25);
    assert.deepEqual(drawn(), []);
    paint();
    assert.equal(store.rows.value, 41);
    assert.equal(store.moment.value?.weights[8], 40);
    assert.deepEqual(store.run.value?.reports, [0, 10, 20, 30, 40]);
    assert.deepEqual(drawn(), [2]);
  });

  test('leaves out the news of another run, without holding its host up', async () => {
    const { store, frames, drawn } = await connected(runOf('a', 25));
    store.listeners.progress({ sequence: 7, runId: 'b', progress: progress(0, 50) });
    store.listeners.status({ runId: 'b', status: { kind: 'done' } });
    assert.equal(frames.length, 0);
    assert.deepEqual(drawn(), [7]);
    assert.equal(store.rows.value, 25);
    assert.equal(store.status.value?.kind, 'running');
  });

  test('says that news are drawn that the whole run overtook', async () => {
    const { store, drawn, paint } = await connected(runOf('a', 25));
    store.listeners.progress({ sequence: 1, runId: 'a', progress: progress(25, 30) });
    store.listeners.progress({ sequence: 2, runId: 'a', progress: progress(30, 40) });
    store.listeners.run(runOf('a', 40));
    paint();
    assert.deepEqual(drawn(), [2]);
    assert.equal(store.rows.value, 40);
  });

  test('keeps the cursor where the reader put it while the run goes on, and lets a new run be followed', async () => {
    const { store, paint } = await connected(runOf('a', 25));
    store.moveTo(3);
    store.listeners.progress({ sequence: 1, runId: 'a', progress: progress(25, 60) });
    paint();
    assert.equal(store.moment.value?.step, 3);
    store.listeners.run(runOf('a', 60));
    assert.equal(store.moment.value?.step, 3);
    store.listeners.run(runOf('b', 5));
    assert.equal(store.moment.value?.step, 4);
  });

  test('comes back to the cursor of the same run, and of no other', async () => {
    const cursor = { kind: 'step', step: 12 } as const;
    assert.equal((await connected(runOf('a', 25), { runId: 'a', cursor })).store.moment.value?.step, 12);
    assert.equal((await connected(runOf('a', 25), { runId: 'b', cursor })).store.moment.value?.step, 24);
  });

  test('stands on any step for the view of steps, and on the row before it for the rest', async () => {
    const run = runOf('a', 0);
    const points = { steps: Float64Array.of(0, 10), losses: Float64Array.of(1, 2), weights: new Float32Array(18) };
    const { store } = await connected({ ...run, progress: { points, done: 15, elapsedMs: 1 } });
    assert.deepEqual([store.step.value, store.moment.value?.step], [14, 10]);
    store.goTo(7);
    assert.deepEqual([store.step.value, store.moment.value?.step], [7, 0]);
    store.moveStep('forward');
    assert.equal(store.step.value, 8);
    store.goTo(99);
    assert.equal(store.step.value, 14);
  });

  test('goes where a command says, in the view of steps, also where it came before the view', async () => {
    const { store } = await connected(runOf('a', 25), nobody, { kind: 'to', step: 7 });
    assert.deepEqual([store.tab.value, store.step.value], ['step', 7]);
    store.listeners.move({ kind: 'back' });
    assert.equal(store.step.value, 6);
    store.listeners.move({ kind: 'latest' });
    assert.equal(store.step.value, 24);
  });

  test('goes by the steps that have come, also before the frame that shows them', async () => {
    const { store, calls, drawn, paint } = await connected({ ...runOf('a', 0), status: { kind: 'paused' } });
    store.stepForward();
    store.listeners.progress({ sequence: 1, runId: 'a', progress: progress(0, 1) });
    store.listeners.move({ kind: 'back' });
    assert.equal(store.step.value, 0);
    store.listeners.progress({ sequence: 2, runId: 'a', progress: progress(1, 2) });
    store.listeners.move({ kind: 'forward' });
    assert.equal(store.step.value, 1);
    assert.deepEqual(
      calls.filter(([name]) => name === 'advance'),
      [['advance']],
    );
    store.listeners.progress({ sequence: 3, runId: 'a', progress: progress(2, 5) });
    store.goTo(4);
    assert.equal(store.step.value, 4);
    paint();
    assert.deepEqual(drawn(), [1, 2, 3]);
  });

  test('steps forward into what is not made yet only where the run is paused', async () => {
    const { store, calls, paint } = await connected(runOf('a', 25));
    store.stepForward();
    store.listeners.status({ runId: 'a', status: { kind: 'paused' } });
    store.goTo(23);
    store.stepForward();
    assert.deepEqual([store.step.value, calls.slice(1)], [24, []]);
    store.stepForward();
    assert.deepEqual(calls.slice(1), [['advance']]);
    store.listeners.progress({ sequence: 1, runId: 'a', progress: progress(25, 26) });
    paint();
    assert.equal(store.step.value, 25);
  });

  test('pauses what runs, resumes what is paused, and else does nothing', async () => {
    const { store, calls } = await connected(runOf('a', 25));
    store.playOrPause();
    store.listeners.status({ runId: 'a', status: { kind: 'paused' } });
    store.playOrPause();
    store.listeners.status({ runId: 'a', status: { kind: 'done' } });
    store.playOrPause();
    assert.deepEqual(calls.slice(1), [['pause'], ['resume']]);
  });
});
