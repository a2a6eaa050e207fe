// The library of runs, in a real VS Code: what has been is found again, opened, gone on with, deleted and brought back.
import * as vscode from 'vscode';
import { deepEqual, equal, eventually } from './expect.ts';
import { endless, extension, newestRun, nextStatus, runBeyond, table, train } from './extension.ts';

const rows = async () => (await extension()).runs();
const row = async (id: string) => (await rows()).find((run) => run.id === id);

/** The list, once it is as wanted. */
const listed = (isThere: (ids: readonly string[]) => boolean) =>
  eventually('the list of runs', async () => (await rows()).map(({ id }) => id), isThere);

suite('the library of runs', () => {
  teardown(() => vscode.commands.executeCommand('backprop.stop'));

  test('has every run that was trained, the newest first', async () => {
    const first = await train({ 'backprop.steps': 600 });
    const second = await train({ 'backprop.optimizer': 'adam', 'backprop.steps': 20 });
    const ids = (await rows()).map(({ id }) => id);
    equal(ids.indexOf(second.id), 0);
    equal(ids.indexOf(first.id), 1);
  });

  test('opens a run whole: its curve, any of its steps, its print-out', async () => {
    const first = await train({ 'backprop.steps': 2100 });
    await train({ 'backprop.optimizer': 'momentum', 'backprop.steps': 20 });
    await vscode.commands.executeCommand('backprop.openRun', await row(first.id));
    const opened = await newestRun();
    equal(opened.id, first.id);
    deepEqual(table(opened), table(first));
    deepEqual([...opened.progress.points.weights], [...first.progress.points.weights]);
    equal((await (await extension()).record(1500))?.step, 1500);
  });

  test('trains a run on: it is the same run, longer, and what one longer run would have been', async () => {
    const long = await train({ 'backprop.steps': 1000 });
    const short = await train({ 'backprop.steps': 600 });
    const ended = nextStatus('done');
    await vscode.commands.executeCommand('backprop.trainOn', await row(short.id), 400);
    await ended;
    const longer = await newestRun();
    equal(longer.id, short.id);
    equal(longer.progress.done, 1000);
    deepEqual(table(longer), table(long));
    deepEqual([...longer.progress.points.weights.slice(-9)], [...long.progress.points.weights.slice(-9)]);
    equal((await rows()).filter(({ id }) => id === short.id).length, 1);
  });

  test('trains a run on from where it ends also while it is alive', async () => {
    await train(endless, 'running');
    const { id, progress } = await runBeyond(0);
    const ended = nextStatus('done');
    await vscode.commands.executeCommand('backprop.trainOn', await row(id), 5);
    await ended;
    const longer = await newestRun();
    equal(longer.id, id);
    equal(longer.progress.done, longer.spec.training.steps);
    equal(longer.progress.done >= progress.done + 5, true);
    const kept = await eventually(
      'what is kept',
      () => row(id),
      (run) => run?.kind === 'run' && run.summary.status.kind === 'done',
    );
    equal(kept?.kind === 'run' && kept.summary.done, longer.progress.done);
  });

  test('has nothing to go on from where a run diverged', async () => {
    const run = await train({ 'backprop.learningRate': 100 });
    equal(run.status.kind, 'diverged');
    await listed((ids) => ids.includes(run.id));
    await vscode.commands.executeCommand('backprop.trainOn', await row(run.id), 5);
    deepEqual((await newestRun()).status, run.status);
  });

  test('Train ends a run that is alive, and keeps it', async () => {
    await train(endless, 'running');
    const { id } = await runBeyond(0);
    const next = await train({ 'backprop.steps': 10 });
    await listed((ids) => ids.includes(id) && ids.includes(next.id));
    const before = await row(id);
    equal(before?.kind === 'run' && before.summary.status.kind, 'stopped');
    equal((await newestRun()).id, next.id);
  });

  test('a deleted run is off the list at once', async () => {
    const run = await train({ 'backprop.steps': 10 });
    await listed((ids) => ids.includes(run.id));
    void vscode.commands.executeCommand('backprop.deleteRuns', await row(run.id));
    await listed((ids) => !ids.includes(run.id));
  });
});
