// A process that dies while it keeps runs leaves whole files, or none. The process is this file, started with a folder.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { decodeRun, encodeRun } from '../../../../src/host/storage/kept-run.ts';
import { RunStore } from '../../../../src/host/storage/run-store.ts';
import { makeRunId } from '../../../../src/shared/run/summary.ts';
import { specWith } from '../../training/trained.ts';
import { nodeFolder } from './folders.ts';

const storeIn = (directory: string) =>
  new RunStore(nodeFolder(directory), () => Promise.resolve({ encodeRun, decodeRun }), Date.now);
const steps = 2000;

/** Keeps one run after the other, each twice: in the middle and at its end. Ends with whoever started it. */
async function keepRuns(directory: string): Promise<void> {
  process.stdin.resume().once('end', () => process.exit());
  const store = storeIn(directory);
  for (let run = 0; run < 1000; run++) {
    const id = makeRunId(Date.now(), Math.random());
    for (const done of [steps / 2, steps]) {
      const points = {
        steps: Float64Array.from({ length: done }, (_, i) => i),
        losses: new Float64Array(done).fill(0.5),
        weights: new Float32Array(9 * done).fill(1),
      };
      await store.keep({
        id,
        spec: specWith({ steps }),
        start: { initialWeights: new Float32Array(9), limit: 0.38 },
        status: { kind: done === steps ? 'done' : 'stopped' },
        progress: { points, done, elapsedMs: 1 },
      });
    }
  }
}

const isRun = (name: string) => name.endsWith('.run');

/** Kills a process that keeps runs once there are so many, at a moment that nobody chose. */
async function killMidway(directory: string, until: number): Promise<void> {
  const writer = spawn(process.execPath, [__filename, directory], { stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(writer, 'exit');
  while ((await readdir(directory)).filter(isRun).length < until) await new Promise(setImmediate);
  writer.kill('SIGKILL');
  await ended;
}

const [, , folder] = process.argv;
if (folder) void keepRuns(folder);
else
  test('of 200 runs kept while the process is killed again and again, every file is whole', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'backprop-runs-'));
    try {
      for (let killed = 1; killed <= 20; killed++) await killMidway(directory, killed * 10);
      const names = (await readdir(directory)).filter(isRun);
      assert.ok(names.length >= 200);
      for (const name of names) assert.ok(decodeRun(new Uint8Array(await readFile(path.join(directory, name)))), name);
      const list = await storeIn(directory).list();
      assert.ok(list.length >= 190 && list.every(({ kind }) => kind === 'run'));
    } finally {
      await rm(directory, { recursive: true });
    }
  });
