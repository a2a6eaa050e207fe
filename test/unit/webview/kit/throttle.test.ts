import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { throttled } from '../../../../src/webview/kit/throttle.ts';

test('lets the first value through at once, then the newest of each while, and no repeat', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const said: string[] = [];
  const say = throttled((text: string) => said.push(text), 1000);
  for (const text of ['a', 'b', 'c']) say(text);
  assert.deepEqual(said, ['a']);
  mock.timers.tick(999);
  assert.deepEqual(said, ['a']);
  mock.timers.tick(1);
  assert.deepEqual(said, ['a', 'c']);
  say('d');
  mock.timers.tick(1000);
  say('d');
  mock.timers.tick(5000);
  assert.deepEqual(said, ['a', 'c', 'd']);
  say('e');
  assert.deepEqual(said, ['a', 'c', 'd', 'e']);
  say('f');
  say.cancel();
  mock.timers.tick(5000);
  assert.deepEqual(said, ['a', 'c', 'd', 'e']);
  mock.timers.reset();
});
