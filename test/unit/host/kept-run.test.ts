import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeRun, encodeRun } from '../../../src/host/kept-run.ts';
import type { Run, RunStatus } from '../../../src/shared/protocol.ts';
import { specWith } from '../training/trained.ts';

function runWith(status: RunStatus, steps = 5): Run {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i)));
  return {
    id: 'a',
    spec: specWith({ steps, optimizer: 'adam' }),
    start: { initialWeights: Float32Array.from(numbers(9)), limit: 0.383561 },
    status,
    progress: {
      points: {
        steps: Float64Array.from(numbers(steps).keys()),
        losses: Float64Array.from(numbers(steps)).fill(NaN, steps - 1),
        weights: Float32Array.from(numbers(9 * steps)),
      },
      done: steps,
      elapsedMs: 1.5,
    },
  };
}

describe('a run as bytes', () => {
  test('comes back as it was, however it ended', () => {
    const ends: RunStatus[] = [
      { kind: 'done' },
      { kind: 'stopped' },
      { kind: 'diverged', step: 4, smallerLearningRate: 0.0001 },
    ];
    for (const status of ends) assert.deepEqual(decodeRun(encodeRun(runWith(status))!), runWith(status));
    const short = runWith({ kind: 'stopped' }, 1);
    assert.deepEqual(decodeRun(encodeRun(short)!), short);
    const withoutLimit = { ...short, start: { ...short.start!, limit: NaN } };
    assert.deepEqual(decodeRun(encodeRun(withoutLimit)!), withoutLimit);
  });

  test('is none where the run goes on, failed or never began', () => {
    const failed: RunStatus = { kind: 'failed', error: { code: 'unexpected', args: { reason: '' } } };
    for (const status of [{ kind: 'running' }, { kind: 'paused' }, failed] as RunStatus[]) {
      assert.equal(encodeRun(runWith(status)), undefined);
    }
    assert.equal(encodeRun({ ...runWith({ kind: 'done' }), start: null }), undefined);
  });

  test('is no run where bytes are missing, too many or of something else', () => {
    const whole = encodeRun(runWith({ kind: 'done' }))!;
    for (const length of [0, 3, 4, 50, whole.length - 1]) assert.equal(decodeRun(whole.slice(0, length)), undefined);
    assert.equal(decodeRun(Uint8Array.of(...whole, 0)), undefined);
    const text = new TextDecoder('latin1').decode(whole).replace('"version":1', '"version":2');
    assert.equal(decodeRun(Uint8Array.from(text, (character) => character.charCodeAt(0))), undefined);
    assert.equal(decodeRun(Uint8Array.of(255, 255, 255, 255, 1)), undefined);
  });
});
