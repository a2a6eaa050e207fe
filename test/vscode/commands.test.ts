// The commands, in the order in which a person would use them.
import * as vscode from 'vscode';
import { deepEqual, equal, ok } from './expect.ts';
import { endless, newestRun, runBeyond, table, train, writeSettings } from './extension.ts';

suite('commands', () => {
  teardown(() => vscode.commands.executeCommand('backprop.stop'));

  test('Train trains the lesson, and every printed loss comes out', async () => {
    const run = await train();
    equal(run.status.kind, 'done');
    equal(run.progress.done, 3000);
    deepEqual(table(run), {
      0: '5.13118',
      500: '0.429111',
      1000: '0.409789',
      1500: '0.399923',
      2000: '0.394146',
      2500: '0.390597',
    });
  });

  test('Train reveals the panel', async () => {
    await train({ 'backprop.steps': 10 });
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const panels = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputWebview && /backprop\.panel/.test(input.viewType),
    );
    equal(panels.length, 1);
  });

  test('Pause holds the run until Resume', async () => {
    await train(endless, 'running');
    await runBeyond(0);
    await vscode.commands.executeCommand('backprop.pause');
    const paused = await newestRun();
    equal(paused.status.kind, 'paused');
    // It stands still: a single step is the next.
    await vscode.commands.executeCommand('backprop.stepForward');
    equal((await runBeyond(paused.progress.done)).progress.done, paused.progress.done + 1);
    await vscode.commands.executeCommand('backprop.resume');
    equal((await newestRun()).status.kind, 'running');
    await runBeyond(paused.progress.done + 1);
  });

  test('Stop ends the run and keeps what it has', async () => {
    await train(endless, 'running');
    const { done } = (await runBeyond(0)).progress;
    await vscode.commands.executeCommand('backprop.stop');
    const run = await newestRun();
    equal(run.status.kind, 'stopped');
    ok(run.progress.done >= done, 'steps are lost');
    ok(run.progress.points.steps.length > 0, 'the history is empty');
  });

  test('Pause, Resume and Stop do nothing where no run is alive', async () => {
    const before = await train({ 'backprop.steps': 10 });
    for (const name of ['pause', 'resume', 'stop']) await vscode.commands.executeCommand(`backprop.${name}`);
    deepEqual((await newestRun()).status, before.status);
  });

  test('Train trains on when the panel is closed', async () => {
    await train(endless, 'running');
    const panel = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview);
    await vscode.window.tabGroups.close(panel);
    await runBeyond((await newestRun()).progress.done);
    await vscode.commands.executeCommand('backprop.showPanel');
  });

  test('a run whose numbers are no longer finite ends by itself', async () => {
    const { status } = await train({ 'backprop.learningRate': 10 });
    if (status.kind !== 'diverged') throw new Error(`the run is ${status.kind}`);
    ok(status.step > 0 && status.step < 3000, `diverged at step ${status.step}`);
    if (status.advice.kind !== 'found') throw new Error('no smaller learning rate was found');
    const { learningRate } = status.advice;
    equal((await train({ 'backprop.learningRate': learningRate })).status.kind, 'done');
  });

  test('settings are put back', () => writeSettings({}));
});
