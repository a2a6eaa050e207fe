import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeRun, encodeRun } from '../../../../src/host/storage/kept-run.ts';
import { RunStore } from '../../../../src/host/storage/run-store.ts';
import type { Run } from '../../../../src/shared/messages/protocol.ts';
import { makeRunId, type ListedRun } from '../../../../src/shared/run/summary.ts';
import { specWith } from '../../training/trained.ts';
import { MemoryFolder } from './folders.ts';

const began = Date.UTC(2026, 10, 24);

/** The run that was started so many minutes after the first, after some steps. */
function runAt(minute: number, steps = 3): Run {
  const row = (i: number) => Math.fround(Math.sin(i + minute));
  return {
    id: makeRunId(began + minute * 60_000, minute / 1000),
    spec: specWith({ steps, optimizer: 'momentum' }),
    start: { initialWeights: Float32Array.from({ length: 9 }, (_, i) => row(i)), limit: 0.383561 },
    status: { kind: 'done' },
    progress: {
      points: {
        steps: Float64Array.from({ length: steps }, (_, i) => i),
        losses: Float64Array.from({ length: steps }, (_, i) => 1 / (i + 1)),
        weights: Float32Array.from({ length: 9 * steps }, (_, i) => row(i)),
      },
      done: steps,
      elapsedMs: 1,
    },
  };
}

const storeIn = (folder: MemoryFolder, now = began) =>
  new RunStore(
    folder,
    () => Promise.resolve({ encodeRun, decodeRun }),
    () => now,
  );
const ids = (runs: readonly ListedRun[]) => runs.map(({ id }) => id);
const runFiles = (folder: MemoryFolder) => [...folder.files.keys()].filter((name) => name.endsWith('.run'));

describe('kept runs', () => {
  test('are listed with what they are, the newest first, and open as they were', async () => {
    const folder = new MemoryFolder();
    const store = storeIn(folder);
    const runs = [runAt(2), runAt(9), runAt(5)];
    for (const run of runs) assert.equal(await store.keep(run), true);
    const list = await storeIn(folder).list();
    assert.deepEqual(ids(list), [runs[1]!.id, runs[2]!.id, runs[0]!.id]);
    const [first] = list;
    assert.equal(first?.kind, 'run');
    assert.deepEqual(first.kind === 'run' && first.summary, {
      id: runs[1]!.id,
      spec: runs[1]!.spec,
      status: { kind: 'done' },
      done: 3,
      loss: 1 / 3,
    });
    assert.deepEqual(await storeIn(folder).open(runs[0]!.id), runs[0]);
  });

  test('a thousand of them are listed without reading one', async () => {
    const folder = new MemoryFolder();
    const store = storeIn(folder);
    for (let minute = 0; minute < 1000; minute++) await store.keep(runAt(minute));
    folder.reads.length = 0;
    const list = await storeIn(folder).list();
    assert.equal(list.length, 1000);
    assert.deepEqual(folder.reads, ['index.json']);
  });

  test('a run that has gone on stands in the place of what was kept of it', async () => {
    const folder = new MemoryFolder();
    const store = storeIn(folder);
    await store.keep(runAt(1, 3));
    await store.keep(runAt(1, 5));
    assert.equal(runFiles(folder).length, 1);
    assert.equal((await store.list()).length, 1);
    assert.equal((await store.open(runAt(1).id)).progress.done, 5);
  });

  test('what was kept before stays until what it became is whole', async () => {
    const folder = new MemoryFolder();
    await storeIn(folder).keep(runAt(1, 3));
    const [before] = runFiles(folder);
    const cut = encodeRun(runAt(1, 5))!.slice(0, 100);
    folder.files.set(`${runAt(1).id}.5.run`, cut);
    const [row] = await storeIn(folder).list();
    assert.equal(row?.kind, 'damaged');
    assert.ok(folder.files.has(before!));
  });

  test('a missing or damaged index costs reading, and nothing else', async () => {
    for (const index of [undefined, '', '{', 'null', '{"version":1,"runs":null}', '{"version":2,"runs":{}}']) {
      const folder = new MemoryFolder();
      await storeIn(folder).keep(runAt(3));
      if (index === undefined) folder.files.delete('index.json');
      else folder.files.set('index.json', new TextEncoder().encode(index));
      const list = await storeIn(folder).list();
      assert.equal(list[0]?.kind, 'run', index);
    }
  });

  test('an index that tells of other files, or of something else, is not believed', async () => {
    const folder = new MemoryFolder();
    await storeIn(folder).keep(runAt(3));
    const [name] = runFiles(folder);
    for (const entry of [
      null,
      7,
      {},
      { id: 'b', done: 3 },
      { id: runAt(3).id, done: 4 },
      { id: runAt(3).id, done: 3 },
    ]) {
      const runs = { [name!]: entry, 'gone-1.7.run': entry };
      folder.files.set('index.json', new TextEncoder().encode(JSON.stringify({ version: 1, runs })));
      const list = await storeIn(folder).list();
      assert.deepEqual(ids(list), [runAt(3).id]);
      assert.equal(list[0]?.kind, 'run');
    }
  });

  test('a thousand damaged files break nothing: they are listed as such, and the others open', async () => {
    const folder = new MemoryFolder();
    const store = storeIn(folder);
    const whole = encodeRun(runAt(0))!;
    for (let minute = 1; minute <= 1000; minute++) {
      const bytes = encodeRun(runAt(minute))!;
      const damage = minute % 4;
      if (damage === 0) bytes[(minute * 7919) % bytes.length]! ^= 1 << (minute % 8);
      const file = damage === 1 ? bytes.slice(0, (minute * 31) % bytes.length) : damage === 2 ? whole : bytes;
      if (damage === 3) file.fill(minute % 256);
      folder.files.set(`${runAt(minute).id}.3.run`, file);
    }
    await store.keep(runAt(0));
    const list = await storeIn(folder).list();
    assert.equal(list.length, 1001);
    assert.deepEqual(
      list.filter(({ kind }) => kind === 'run').map(({ id }) => id),
      [runAt(0).id],
    );
    assert.equal((await store.open(runAt(0).id)).id, runAt(0).id);
    await assert.rejects(store.open(runAt(7).id), { report: { code: 'run.damaged', args: {} } });
  });

  test('a name and a pin stay with a run that goes on, and pinned ones come first', async () => {
    const folder = new MemoryFolder();
    const store = storeIn(folder);
    await store.keep(runAt(1));
    await store.keep(runAt(2));
    await store.label(runAt(1).id, { name: 'the best', pinned: true });
    await store.keep(runAt(1, 8));
    const list = await storeIn(folder).list();
    assert.deepEqual(ids(list), [runAt(1).id, runAt(2).id]);
    assert.deepEqual(list[0]?.label, { name: 'the best', pinned: true });
    await store.label(runAt(1).id, { name: null, pinned: false });
    assert.deepEqual(ids(await storeIn(folder).list()), [runAt(2).id, runAt(1).id]);
  });

  test('removed runs come back whole until they are purged', async () => {
    const folder = new MemoryFolder();
    const store = storeIn(folder);
    for (const minute of [1, 2, 3]) await store.keep(runAt(minute));
    await store.label(runAt(1).id, { name: 'mine', pinned: false });
    await store.remove([runAt(1).id, runAt(2).id]);
    assert.deepEqual(ids(await store.list()), [runAt(3).id]);
    await assert.rejects(store.open(runAt(1).id), { report: { code: 'run.missing', args: {} } });
    await store.restore([runAt(1).id]);
    assert.deepEqual(ids(await store.list()), [runAt(3).id, runAt(1).id]);
    assert.equal((await store.list())[1]?.label.name, 'mine');
    await store.purge();
    await store.restore([runAt(2).id]);
    assert.deepEqual(ids(await store.list()), [runAt(3).id, runAt(1).id]);
  });

  test('beyond so many the oldest go, but no pinned one', async () => {
    const folder = new MemoryFolder();
    const store = storeIn(folder);
    for (let minute = 0; minute < 6; minute++) await store.keep(runAt(minute));
    await store.label(runAt(0).id, { name: null, pinned: true });
    assert.equal(await store.prune(3), 2);
    assert.deepEqual(
      ids(await store.list()),
      [0, 5, 4, 3].map((minute) => runAt(minute).id),
    );
    assert.equal(await store.prune(3), 0);
  });

  test('two windows that keep runs in one folder lose none', async () => {
    const folder = new MemoryFolder();
    const [one, other] = [storeIn(folder), storeIn(folder)];
    await Promise.all([1, 2, 3, 4, 5, 6].map((minute) => (minute % 2 ? one : other).keep(runAt(minute))));
    for (const store of [one, other, storeIn(folder)]) assert.equal((await store.list()).length, 6);
  });

  test('where there is no room nothing of before is lost', async () => {
    const folder = new MemoryFolder();
    const store = storeIn(folder);
    await store.keep(runAt(1));
    folder.room = 0;
    await assert.rejects(store.keep(runAt(2)), /no space left/);
    folder.room = Infinity;
    assert.deepEqual(ids(await store.list()), [runAt(1).id]);
    assert.equal(await store.keep(runAt(2)), true);
  });

  test('a part that nobody finished goes after an hour, not before', async () => {
    const folder = new MemoryFolder();
    folder.files.set(`${began.toString(36)}-abc.part`, new Uint8Array(3));
    await storeIn(folder, began + 60_000).purge();
    assert.equal(folder.files.size, 1);
    await storeIn(folder, began + 2 * 60 * 60_000).purge();
    assert.equal(folder.files.size, 0);
  });
});
