import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rowOf } from '../../../../src/host/tree/run-row.ts';
import type { RunStatus } from '../../../../src/shared/messages/protocol.ts';
import { makeRunId, noLabel, type ListedRun } from '../../../../src/shared/run/summary.ts';
import { specWith } from '../../training/trained.ts';

const began = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
const reader = (minutes: number) => ({ language: 'en', now: began + minutes * minute });

function listed(status: RunStatus, label = noLabel): ListedRun {
  const id = makeRunId(began, 0.5);
  const spec = specWith({ optimizer: 'adam', steps: 3000 });
  return { kind: 'run', id, label, summary: { id, spec, status, done: 3000, loss: 0.383676 } };
}

describe('a row of the list of runs', () => {
  test('says its loss, which a narrow list would cut off further back, what the run is and when it was', () => {
    const row = rowOf(listed({ kind: 'done' }), reader(5));
    assert.equal(row.label, '0.383676 · Adam · 0.001 · 3,000 steps');
    assert.equal(row.description, '5 min. ago');
    assert.deepEqual(row.details, [
      'Network 2-3-1, seed of the first weights 1',
      '32 samples, 8 a batch',
      'Trained to its end: 3,000 steps',
    ]);
  });

  test('has the reader’s name instead, and what it is in its details', () => {
    const row = rowOf(listed({ kind: 'stopped' }, { name: '[a](command:b)', pinned: true }), reader(0));
    assert.equal(row.label, '0.383676 · [a](command:b)');
    assert.equal(row.description, 'pinned · just now');
    assert.equal(row.details[0], 'Adam · 0.001 · 3,000 steps');
    assert.equal(row.details.at(-1), 'Stopped after 3,000 steps');
  });

  test('shows its state as an icon, each ending as another', () => {
    const kinds: RunStatus[] = [
      { kind: 'running' },
      { kind: 'paused' },
      { kind: 'done' },
      { kind: 'stopped' },
      { kind: 'failed', error: { code: 'worker.died', args: { reason: 'exit code 137' } } },
    ];
    const icons = kinds.map((status) => rowOf(listed(status), reader(0)).icon);
    assert.equal(new Set(icons).size, kinds.length);
  });

  test('of a damaged file says so', () => {
    const row = rowOf({ kind: 'damaged', id: makeRunId(began, 0), label: noLabel }, reader(60 * 3));
    assert.deepEqual([row.label, row.description], ['A damaged run', '3 hr. ago']);
  });

  test('of a run older than a week has its date', () => {
    assert.match(rowOf(listed({ kind: 'done' }), reader(60 * 24 * 8)).description, /Nov 24, 2026$/);
  });
});
