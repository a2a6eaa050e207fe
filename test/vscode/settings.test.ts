// The settings: each is heeded, and a bad one trains nothing.
import * as vscode from 'vscode';
import { deepEqual, equal } from './expect.ts';
import { newestRun, table, train, writeSettings } from './extension.ts';

/** The lesson's published losses, by the setting. */
const published = {
  sgd: { 2500: '0.390597', 20000: '0.383561' },
  momentum: { 2500: '0.383561', 20000: '0.383561' },
  adam: { 2500: '0.383676', 20000: '0.383561' },
};

suite('settings', () => {
  suiteTeardown(() => writeSettings({}));

  for (const [optimizer, losses] of Object.entries(published))
    test(`${optimizer} reaches the losses that the lesson prints`, async () => {
      const run = await train({ 'backprop.optimizer': optimizer, 'backprop.steps': 20_001 });
      const rows = table(run);
      deepEqual({ 2500: rows[2500], 20000: rows[20000] }, losses);
    });

  test('every setting is in the run that it is set for', async () => {
    const run = await train({
      'backprop.optimizer': 'adam',
      'backprop.learningRate': 0.002,
      'backprop.steps': 40,
      'backprop.batchSize': 10,
      'backprop.samples': 20,
      'backprop.dataSeed': 4294967295,
      'backprop.weightSeed': 0,
      'backprop.adam.beta1': 0.8,
      'backprop.adam.beta2': 0.99,
      'backprop.adam.epsilon': 1e-6,
      'backprop.reportEvery': 20,
    });
    deepEqual(run.spec.data, { kind: 'lesson', samples: 20, seed: 4294967295 });
    equal(run.spec.network.seed, 0);
    deepEqual(run.spec.optimizer, { kind: 'adam', learningRate: 0.002, beta1: 0.8, beta2: 0.99, epsilon: 1e-6 });
    deepEqual(run.spec.training, { steps: 40, batchSize: 10, reportEvery: 20 });
    deepEqual(Object.keys(table(run)), ['0', '20']);
  });

  const bad: Record<string, string> = {
    'a learning rate of 0': '{ "backprop.learningRate": 0 }',
    'a learning rate below 0': '{ "backprop.learningRate": -1 }',
    'a learning rate in words': '{ "backprop.learningRate": "fast" }',
    'a learning rate beyond all numbers': '{ "backprop.learningRate": 1e999 }',
    'half a step': '{ "backprop.steps": 2.5 }',
    'a batch of more rows than there are': '{ "backprop.batchSize": 33 }',
    'an optimizer that there is not': '{ "backprop.optimizer": "newton" }',
  };
  for (const [what, settings] of Object.entries(bad))
    test(`${what} trains nothing`, async () => {
      const { id } = await newestRun();
      await writeSettings(settings);
      await vscode.commands.executeCommand('backprop.train');
      equal((await newestRun()).id, id);
    });

  test('a setting put right trains again', async () => {
    const { id } = await newestRun();
    equal((await train({ 'backprop.steps': 10 })).id === id, false);
  });
});
