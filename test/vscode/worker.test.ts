// A worker that ends by itself.
import { equal } from './expect.ts';
import { extension, newestRun, nextStatus, train, writeSettings } from './extension.ts';

suite('a worker that is killed in mid-run', () => {
  suiteTeardown(() => writeSettings({}));

  test('makes the run a failed one with a reason, and Train works again', async () => {
    await train({ 'backprop.steps': 100_000_000, 'backprop.reportEvery': 100_000_000 }, 'running');
    const failed = nextStatus('failed');
    (await extension()).killWorker();
    await failed;
    const { status } = await newestRun();
    equal(status.kind === 'failed' && status.error.code, 'worker.died');
    equal((await train()).status.kind, 'done');
  });
});
