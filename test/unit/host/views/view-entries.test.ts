// What the view says is looked at where it enters the host.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { viewEntries } from '../../../../src/host/views/view-entries.ts';

describe('what the view gives with a call', () => {
  test('comes in where it is what the call takes', () => {
    assert.deepEqual(viewEntries.choose({ optimizer: 'adam', learningRate: 0.1, steps: 10 }), {
      optimizer: 'adam',
      learningRate: 0.1,
      steps: 10,
    });
    assert.deepEqual(viewEntries.choose({}), {});
    assert.deepEqual(viewEntries.record({ runId: 'a', step: 0 }), { runId: 'a', step: 0 });
    assert.equal(viewEntries.drawn(3), 3);
    assert.equal(viewEntries.train(undefined), undefined);
  });

  test('comes in without what the call does not take', () => {
    const given = JSON.parse('{ "steps": 10, "engine": "tfjs", "__proto__": { "optimizer": "adam" } }') as unknown;
    assert.deepEqual(Object.entries(viewEntries.choose(given)), [['steps', 10]]);
    assert.equal(viewEntries.train({ spec: {} }), undefined);
  });

  const wrong: Record<string, [keyof typeof viewEntries, unknown][]> = {
    'a choice that its option does not allow': [
      ['choose', { optimizer: '[a](command:b)' }],
      ['choose', { learningRate: 0 }],
      ['choose', { learningRate: '0.1' }],
      ['choose', { learningRate: NaN }],
      ['choose', { steps: 2.5 }],
      ['choose', { steps: null }],
      ['choose', { steps: [10] }],
    ],
    'no choices': [
      ['choose', undefined],
      ['choose', null],
      ['choose', 'sgd'],
    ],
    'no step of a run': [
      ['record', { runId: 'a', step: -1 }],
      ['record', { runId: 'a', step: 0.5 }],
      ['record', { runId: 'a', step: 2 ** 60 }],
      ['record', { runId: 'a', step: '1' }],
      ['record', { runId: 1, step: 1 }],
      ['record', { step: 1 }],
      ['record', null],
      ['check', 7],
    ],
    'no number of a progress': [
      ['drawn', -1],
      ['drawn', Infinity],
      ['drawn', {}],
    ],
  };
  for (const [what, calls] of Object.entries(wrong)) {
    test(`is refused where it is ${what}`, () => {
      for (const [name, given] of calls) assert.throws(() => viewEntries[name](given), /^Error: the view /, name);
    });
  }
});
