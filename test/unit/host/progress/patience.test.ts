import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Patience } from '../../../../src/host/progress/patience.ts';

/** What it did, in words, while time is this test's. */
function watched(t: { mock: { timers: { enable(options: { apis: ['setTimeout'] }): void; tick(ms: number): void } } }) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const did: string[] = [];
  const patience = new Patience(1000, () => {
    did.push('opened');
    return () => did.push('closed');
  });
  return { did, patience, pass: (ms: number) => t.mock.timers.tick(ms) };
}

test('opens what is wanted for a while, once, and closes it when it no longer is', (t) => {
  const { did, patience, pass } = watched(t);
  patience.want(true);
  pass(999);
  patience.want(true);
  assert.deepEqual(did, []);
  pass(1);
  assert.deepEqual(did, ['opened']);
  patience.want(true);
  pass(5000);
  assert.deepEqual(did, ['opened']);
  patience.want(false);
  assert.deepEqual(did, ['opened', 'closed']);
});

test('begins to wait anew after a break', (t) => {
  const { did, patience, pass } = watched(t);
  patience.want(true);
  pass(900);
  patience.want(false);
  patience.want(true);
  pass(900);
  assert.deepEqual(did, []);
  pass(100);
  assert.deepEqual(did, ['opened']);
});

test('opens and closes nothing once it is disposed of', (t) => {
  const { did, patience, pass } = watched(t);
  patience.want(true);
  patience.dispose();
  pass(5000);
  assert.deepEqual(did, []);
  patience.want(true);
  pass(1000);
  patience.dispose();
  patience.dispose();
  assert.deepEqual(did, ['opened', 'closed']);
});
