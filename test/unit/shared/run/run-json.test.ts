import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runAsJson } from '../../../../src/shared/run/run-json.ts';
import { noLabel } from '../../../../src/shared/run/summary.ts';
import { specWith } from '../../training/trained.ts';

test('a run as JSON has its spec, its losses and its weights as matrices; what is not finite is null', () => {
  const spec = specWith({ steps: 2 });
  const weights = Float32Array.from({ length: 18 }, (_, i) => i);
  const json = JSON.parse(
    runAsJson(
      {
        id: 'a',
        spec,
        start: { initialWeights: weights.slice(9), limit: NaN },
        status: { kind: 'diverged', step: 1, advice: { kind: 'untried' } },
        progress: {
          points: { steps: Float64Array.of(0, 1), losses: Float64Array.of(0.5, Infinity), weights },
          done: 2,
          elapsedMs: 1,
        },
      },
      noLabel,
    ),
  ) as Record<string, unknown>;
  assert.deepEqual(json['spec'], spec);
  assert.deepEqual([json['name'], json['limit'], json['losses']], [null, null, [0.5, null]]);
  assert.deepEqual(json['weights'], {
    w1: [
      [9, 10, 11],
      [12, 13, 14],
    ],
    w2: [[15], [16], [17]],
  });
});
