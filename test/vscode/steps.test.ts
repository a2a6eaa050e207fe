// Looking into steps, by the commands and through the API.
import * as vscode from 'vscode';
import { deepEqual, equal, eventually, ok } from './expect.ts';
import { extension, newestRun, nextStatus, train, writeSettings } from './extension.ts';

const step = async (number: number) => (await (await extension()).record(number))!;
const command = (name: string) => vscode.commands.executeCommand(`backprop.${name}`);

/** The newest run, once it has so many steps. */
async function done(steps: number): Promise<void> {
  await eventually(`${steps} steps done`, newestRun, ({ progress }) => progress.done === steps);
}

suite('steps', () => {
  teardown(() => command('stop'));
  suiteTeardown(() => writeSettings({}));

  test('a step has the numbers of the run, and its new weights are those of the next', async () => {
    const { progress } = await train();
    const record = await step(1500);
    deepEqual([record.step, record.batch], [1500, { start: 0, end: 8 }]);
    const [w1, w2] = [record.values['new.W1']!, record.values['new.W2']!];
    deepEqual([...w1, ...w2], [...progress.points.weights.slice(1500 * 9, 1501 * 9)]);
    deepEqual([...(await step(1501)).values['W1']!], [...w1]);
    ok(record.breakdown === null, 'nothing broke');
  });

  test('any of 200,000 steps is found, forward and back', async () => {
    await train({ 'backprop.steps': 200_000, 'backprop.reportEvery': 50_000 });
    for (const number of [199_999, 0, 123_456, 123_455]) equal((await step(number)).step, number);
  });

  test('a run that diverged tells at the step where it broke what grew', async () => {
    const { status } = await train({ 'backprop.learningRate': 10 });
    if (status.kind !== 'diverged') throw new Error(`the run is ${status.kind}`);
    const { breakdown } = await step(status.step);
    ok(breakdown !== null && breakdown.grew.factor > 1, 'it says what grew');
    ok((await step(status.step - 1)).breakdown === null, 'nothing broke before');
  });

  test('a worker that dies fails the call, and the next has another', async () => {
    await train({ 'backprop.steps': 10 });
    await step(3);
    (await extension()).killWorker();
    const found = () => step(4).catch(() => null);
    equal((await eventually('a step from another worker', found, (record) => record !== null))?.step, 4);
  });

  test('Train Step by Step waits before the first step, and Step Forward makes one after the other', async () => {
    await writeSettings({ 'backprop.steps': 3 });
    const paused = nextStatus('paused');
    await command('trainStepByStep');
    await paused;
    equal((await newestRun()).progress.done, 0);
    await command('stepForward');
    await done(1);
    await command('stepForward');
    await done(2);
    deepEqual([...(await newestRun()).progress.points.steps], [0, 1]);
    const ended = nextStatus('done');
    await command('stepForward');
    await ended;
    equal((await newestRun()).progress.done, 3);
  });
});
