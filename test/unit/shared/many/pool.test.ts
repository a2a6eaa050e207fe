// Batches shared out among workers, which here are the built ones of the desktop.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { BackpropError } from '../../../../src/shared/text/errors.ts';
import { Pool } from '../../../../src/shared/many/pool.ts';
import { trainBatch } from '../../../../src/training/many/batch-runner.ts';
import { specWith } from '../../training/trained.ts';

const specs = Array.from({ length: 150 }, (_, i) =>
  specWith({ optimizer: i < 100 ? 'sgd' : 'adam', learningRate: 0.0001 * (i + 1), steps: 200 }),
);

/** Starts the built worker, and keeps count. */
function spawner() {
  const spawned: Worker[] = [];
  const posted: unknown[] = [];
  const spawn = () => {
    const worker = new Worker('./dist/worker.node.js');
    spawned.push(worker);
    return {
      post: (message: unknown) => {
        posted.push(message);
        worker.postMessage(message);
      },
      onMessage: (listener: (message: unknown) => void) => worker.on('message', listener),
      onDeath: (listener: (reason: string) => void) => worker.on('exit', (code) => listener(`exit code ${code}`)),
      terminate: () => void worker.terminate(),
    };
  };
  return { spawned, posted, spawn };
}

describe('a pool', () => {
  test('gives what the runs give in one thread, in their order, by as many workers as it may have', async () => {
    const { spawned, spawn } = spawner();
    const pool = new Pool(2, spawn);
    try {
      assert.deepEqual(await pool.batch(specs), await trainBatch(specs));
      assert.equal(spawned.length, 2);
      assert.deepEqual(await pool.batch(specs.slice(0, 3)), await trainBatch(specs.slice(0, 3)));
      assert.equal(spawned.length, 2);
      assert.deepEqual(await pool.batch([]), await trainBatch([]));
    } finally {
      pool.dispose();
      pool.dispose();
    }
  });

  test('passes on what is wrong with a spec', async () => {
    const pool = new Pool(1, spawner().spawn);
    const bad = { ...specs[0]!, network: { ...specs[0]!.network, inputs: 3 } };
    try {
      await assert.rejects(
        pool.batch([bad]),
        (error) => error instanceof BackpropError && error.report.code === 'spec.invalid',
      );
    } finally {
      pool.dispose();
    }
  });

  test('trains no more of a batch once a part of it has failed', async () => {
    const { posted, spawn } = spawner();
    const pool = new Pool(1, spawn);
    const many = Array.from({ length: 2000 }, (_, i) => specs[i % specs.length]!);
    const bad = { ...many[0]!, network: { ...many[0]!.network, inputs: 3 } };
    try {
      await assert.rejects(pool.batch([bad, ...many]), BackpropError);
      // Each is answered after all that was asked before it.
      for (let after = 0; after < 5; after++) await pool.batch(specs.slice(0, 1));
      // The two parts that were on their way, and these five.
      assert.equal(posted.length, 7);
    } finally {
      pool.dispose();
    }
  });

  test('says so when a worker dies', async () => {
    const { spawned, spawn } = spawner();
    const pool = new Pool(1, spawn);
    const endless = specs.map((spec) => ({ ...spec, training: { ...spec.training, steps: 100_000_000 } }));
    try {
      const batch = pool.batch(endless);
      await once(spawned[0]!, 'online');
      void spawned[0]!.terminate();
      await assert.rejects(batch, (error) => error instanceof BackpropError && error.report.code === 'worker.died');
    } finally {
      pool.dispose();
    }
  });
});
