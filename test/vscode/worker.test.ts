// A worker that ends by itself.
import { equal } from './expect.ts';
import { endless, extension, newestRun, nextStatus, train, writeSettings } from './extension.ts';

suite('a worker that is killed in mid-run', () => {
  suiteTeardown(() => writeSettings({}));

  test('makes the run a failed one with a reason, and Train works again', async () => {
    await train(endless, 'running');
    const failed = nextStatus('failed');
    (await extension()).killWorker();
    await failed;
    const { status } = await newestRun();
    equal(status.kind === 'failed' && status.error.code, 'worker.died');
    equal((await train()).status.kind, 'done');
  });
});
