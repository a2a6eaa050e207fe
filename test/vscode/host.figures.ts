// What the extension costs its host, measured and printed: `npm run figures -- host`. A figure is no test, for it is another
// on every machine; only what must hold on all of them is asserted.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { equal } from './expect.ts';
import { endless, extension, newestRun, train, writeSettings } from './extension.ts';

function print(what: string, value: number, unit: string): void {
  console.log('      %s: %s %s', what, value.toFixed(1), unit);
}

suite('figures', () => {
  suiteTeardown(() => writeSettings({}));

  test('activation', async () => {
    const started = performance.now();
    const before = process.cpuUsage();
    await extension();
    const { user, system } = process.cpuUsage(before);
    print('loaded and activated', performance.now() - started, 'ms');
    print('in which the host computed for', (user + system) / 1000, 'ms');
  });

  for (const engine of ['tfjs', 'kernel'])
    for (const steps of [3000, 3000, 200_000].slice(0, engine === 'tfjs' ? 2 : 3))
      test(`${steps} steps with ${engine}`, async () => {
        await writeSettings({ 'backprop.engine': engine, 'backprop.steps': steps });
        const started = performance.now();
        const run = await train({ 'backprop.engine': engine, 'backprop.steps': steps });
        print('from the command to the end', performance.now() - started, 'ms');
        print('of which the training loop', run.progress.elapsedMs, 'ms');
        equal(run.status.kind, 'done');
      });

  test('the host’s event loop, idle', () => loopDelay());

  test('the host’s event loop during a run', async () => {
    await train(endless, 'running');
    await loopDelay();
    const { status, progress } = await newestRun();
    equal(status.kind, 'running');
    print('steps a second', (progress.done / progress.elapsedMs) * 1000, '');
    await vscode.commands.executeCommand('backprop.stop');
  });

  for (const what of ['pause', 'resume', 'stop'])
    test(`${what} during a run`, async () => {
      if (what === 'pause') await train(endless, 'running');
      const started = performance.now();
      await vscode.commands.executeCommand(`backprop.${what}`);
      print('obeyed after', performance.now() - started, 'ms');
    });
});

/** Delays of a timer of 1 ms over 3 s: what a key press would wait. */
async function loopDelay(): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  delay.disable();
  for (const percentile of [50, 99, 100])
    print(`delay, ${percentile}th percentile`, delay.percentile(percentile) / 1e6, 'ms');
}
