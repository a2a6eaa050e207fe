import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadRun } from '../../../../src/training/run/run.ts';
import { specWith } from '../trained.ts';

/** The global that tfjs-core makes as soon as it is evaluated. */
const isEvaluated = () => '_tfengine' in globalThis;

test('tfjs is not evaluated before a run asks for it', async () => {
  const surroundings = { now: () => 0, yieldToMessages: () => Promise.resolve() };
  assert.equal(isEvaluated(), false);
  const run = await loadRun(specWith({ steps: 1, engine: 'tfjs' }), surroundings, {
    progress: () => {},
    print: () => {},
  });
  await run.train();
  assert.equal(isEvaluated(), true);
});
