import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { outputs } from '../../../../src/training/cli/outputs.ts';
import { specWith } from '../trained.ts';

describe('JSON lines', () => {
  const pieces: string[] = [];
  const output = outputs.json({ out: (text) => pieces.push(text), err: assert.fail });
  output.start(specWith({ steps: 9, reportEvery: 2 }), { initialWeights: new Float32Array(9), limit: 0 });
  pieces.length = 0;

  test('tell of all reports that have come in one piece, a line each', () => {
    output.progress({
      points: {
        steps: Float64Array.of(0, 1, 2, 3, 4),
        losses: Float64Array.from([0.5, 0.4, 0.3, 0.2, 0.1], Math.fround),
        weights: new Float32Array(45),
      },
      done: 5,
      elapsedMs: 1,
    });
    assert.deepEqual(pieces, [
      '{"event":"report","step":0,"loss":0.5}\n{"event":"report","step":2,"loss":0.3}\n{"event":"report","step":4,"loss":0.1}\n',
    ]);
  });

  test('are none where no report is due, and end with what came last', () => {
    pieces.length = 0;
    const weights = Float32Array.from({ length: 9 }, (_, i) => i);
    const points = { steps: Float64Array.of(7), losses: Float64Array.of(0.0625), weights };
    output.progress({ points, done: 8, elapsedMs: 2 });
    assert.deepEqual(pieces, []);
    output.end({ kind: 'stopped' });
    assert.deepEqual(JSON.parse(pieces.join('')), {
      event: 'stopped',
      steps: 8,
      loss: 0.0625,
      weights: { w1: [[0, 1, 2], [3, 4, 5]], w2: [[6], [7], [8]] }, // prettier-ignore
      elapsedMs: 2,
    });
  });
});
