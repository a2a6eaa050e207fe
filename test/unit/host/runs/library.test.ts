import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { History } from '../../../../src/host/runs/history.ts';
import { decodeRun, encodeRun } from '../../../../src/host/storage/kept-run.ts';
import { RunLibrary, type LiveRun } from '../../../../src/host/runs/library.ts';
import { RunStore } from '../../../../src/host/storage/run-store.ts';
import type { RunStatus } from '../../../../src/shared/messages/protocol.ts';
import { makeRunId } from '../../../../src/shared/run/summary.ts';
import { specWith } from '../../training/trained.ts';
import { MemoryFolder } from '../storage/folders.ts';

/** A run whose steps and end a test decides. */
class PlayedRun implements LiveRun {
  readonly history: History;
  #listeners = new Set<(status: RunStatus) => void>();

  constructor(minute: number) {
    this.history = new History(makeRunId(minute * 60_000, 0), specWith({ steps: 3 }));
    this.history.start = { initialWeights: new Float32Array(9), limit: 0.38 };
    this.history.status = { kind: 'running' };
  }
  get alive() {
    return this.history.alive;
  }
  onDidChangeStatus(listener: (status: RunStatus) => void) {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }
  stop(): Promise<void> {
    if (this.alive) this.end({ kind: 'stopped' });
    return Promise.resolve();
  }
  step(): void {
    const { done } = this.history;
    const points = { steps: Float64Array.of(done), losses: Float64Array.of(1), weights: new Float32Array(9) };
    this.history.append({ points, done: done + 1, elapsedMs: done });
  }
  end(status: RunStatus): void {
    this.history.status = status;
    for (const listener of [...this.#listeners]) listener(status);
  }
}

function libraryIn(folder: MemoryFolder, mostKept = 200) {
  const store = new RunStore(
    folder,
    () => Promise.resolve({ encodeRun, decodeRun }),
    () => 0,
  );
  const told: unknown[] = [];
  let tick = () => {};
  const library = new RunLibrary(store, {
    changed: () => {},
    notRead: (reason) => told.push(reason),
    notKept: (reason) => told.push(reason),
    mostKept: () => mostKept,
    repeat(work) {
      tick = work;
      return { dispose: () => {} };
    },
  });
  return { library, told, tick: () => tick() };
}

function trained(minute: number): PlayedRun {
  const run = new PlayedRun(minute);
  run.step();
  return run;
}

describe('the library', () => {
  test('lists what trains and what has been as one, and opens both', async () => {
    const folder = new MemoryFolder();
    const { library } = libraryIn(folder);
    const [ended, alive] = [trained(1), trained(2)];
    library.add(ended);
    library.add(alive);
    ended.end({ kind: 'stopped' });
    await library.settled();
    const list = await library.list();
    assert.deepEqual(
      list.map((row) => row.kind === 'run' && [row.id, row.summary.status.kind]),
      [
        [alive.history.id, 'running'],
        [ended.history.id, 'stopped'],
      ],
    );
    assert.equal(await library.open(alive.history.id), alive.history);
    const reopened = await library.open(ended.history.id);
    assert.notEqual(reopened, ended.history);
    assert.deepEqual(reopened.run(), ended.history.run());
  });

  test('a window that closes in mid-run leaves what there was, as stopped', async () => {
    const folder = new MemoryFolder();
    const { library, tick } = libraryIn(folder);
    const run = trained(1);
    library.add(run);
    run.step();
    tick();
    await library.settled();
    run.step();
    const [row] = await libraryIn(folder).library.list();
    assert.deepEqual(row?.kind === 'run' && [row.summary.status, row.summary.done], [{ kind: 'stopped' }, 2]);
    run.end({ kind: 'done' });
    await library.settled();
    const [now] = await libraryIn(folder).library.list();
    assert.deepEqual(now?.kind === 'run' && [now.summary.status, now.summary.done], [{ kind: 'done' }, 3]);
  });

  test('a run that waits is not written again and again', async () => {
    const folder = new MemoryFolder();
    const { library, tick } = libraryIn(folder);
    const run = trained(1);
    library.add(run);
    for (const steps of [0, 0, 1, 0]) {
      for (let step = 0; step < steps; step++) run.step();
      tick();
      await library.settled();
    }
    assert.deepEqual(
      folder.writes.filter((name) => name.endsWith('.run')),
      [`${run.history.id}.1.run`, `${run.history.id}.2.run`],
    );
  });

  test('where storage is full the run stays in sight, and one message says so', async () => {
    const folder = new MemoryFolder();
    const { library, told } = libraryIn(folder);
    folder.room = 0;
    for (const minute of [1, 2]) {
      const run = trained(minute);
      library.add(run);
      run.end({ kind: 'stopped' });
      await library.settled();
    }
    assert.equal(told.length, 1);
    assert.equal((await library.list()).length, 2);
    folder.room = Infinity;
    const run = trained(3);
    library.add(run);
    run.end({ kind: 'stopped' });
    await library.settled();
    assert.equal((await library.list()).length, 3);
    assert.equal((await libraryIn(folder).library.list()).length, 1);
  });

  test('where what is kept cannot be listed, it says why and has the runs of this window', async () => {
    const folder = new MemoryFolder();
    const { library, told } = libraryIn(folder);
    const run = trained(1);
    library.add(run);
    await library.settled();
    folder.names = () => Promise.reject(new Error('no such device'));
    assert.deepEqual(
      (await library.list()).map(({ id }) => id),
      [run.history.id],
    );
    assert.match(String(told), /no such device/);
  });

  test('the oldest go beyond so many', async () => {
    const { library } = libraryIn(new MemoryFolder(), 2);
    for (const minute of [1, 2, 3]) {
      const run = trained(minute);
      library.add(run);
      run.end({ kind: 'stopped' });
    }
    await library.settled();
    assert.equal((await library.list()).length, 2);
  });

  test('a run is renamed and pinned while it trains, and keeps both', async () => {
    const folder = new MemoryFolder();
    const { library } = libraryIn(folder);
    const [older, newer] = [trained(1), trained(2)];
    library.add(older);
    library.add(newer);
    await library.label(older.history.id, { name: 'half the rate' });
    await library.label(older.history.id, { pinned: true });
    older.end({ kind: 'stopped' });
    newer.end({ kind: 'stopped' });
    await library.settled();
    const [first] = await libraryIn(folder).library.list();
    assert.deepEqual(first?.label, { name: 'half the rate', pinned: true });
  });

  test('removing a run that trains ends it; Undo brings it back as it was', async () => {
    const { library } = libraryIn(new MemoryFolder());
    const run = trained(1);
    library.add(run);
    await library.remove([run.history.id]);
    assert.equal(run.alive, false);
    assert.deepEqual(await library.list(), []);
    await library.restore([run.history.id]);
    assert.deepEqual((await library.open(run.history.id)).run(), run.history.run());
    await library.remove([run.history.id]);
    await library.forget([run.history.id]);
    await library.restore([run.history.id]);
    assert.deepEqual(await library.list(), []);
  });
});
