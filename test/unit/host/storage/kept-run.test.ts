import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeRun, encodeRun } from '../../../../src/host/storage/kept-run.ts';
import type { Run, RunStatus } from '../../../../src/shared/messages/protocol.ts';
import { specWith } from '../../training/trained.ts';

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
      { kind: 'diverged', step: 4, advice: { kind: 'found', learningRate: 0.0001, steps: 5 } },
      { kind: 'diverged', step: 4, advice: { kind: 'none', learningRate: 1e-45 } },
      { kind: 'diverged', step: 4, advice: { kind: 'untried' } },
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
    assert.equal(decodeRun(Uint8Array.of(255, 255, 255, 255, 1)), undefined);
  });

  test('is no run where any of its bits is another', () => {
    const whole = encodeRun(runWith({ kind: 'done' }))!;
    for (let bit = 0; bit < 8 * whole.length; bit++) {
      const flipped = whole.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      assert.equal(decodeRun(flipped), undefined, `bit ${bit}`);
    }
  });

  test('is no run where its parts contradict one another', () => {
    const run = runWith({ kind: 'done' });
    const { progress, spec } = run;
    const withSteps = (...steps: number[]) => ({
      ...progress,
      points: { ...progress.points, steps: Float64Array.from(steps) },
    });
    const contradictions: Record<string, Run> = {
      'more steps than there are': { ...run, progress: { ...progress, done: 4_294_967_296 } },
      'fewer steps than a whole run has': { ...run, progress: { ...progress, done: 4 } },
      'half a step': { ...run, progress: withSteps(0, 1, 1.5, 3, 4) },
      'steps that do not rise': { ...run, progress: withSteps(0, 1, 3, 2, 4) },
      'a step that was not made': { ...run, progress: withSteps(0, 1, 2, 3, 5) },
      'a divergence elsewhere': { ...run, status: { kind: 'diverged', step: 2, advice: { kind: 'untried' } } },
      'a spec that cannot be run': { ...run, spec: { ...spec, training: { ...spec.training, batchSize: 33 } } },
    };
    for (const [what, contradiction] of Object.entries(contradictions)) {
      const bytes = encodeRun(contradiction);
      assert.equal(bytes && decodeRun(bytes), undefined, what);
    }
  });
});
