import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EngineState } from '../../../../src/training/engines/engine.ts';
import { Checkpoints, checkpointBytes } from '../../../../src/training/step/checkpoints.ts';
import { weightCount, weightShapes, type RunSpec } from '../../../../src/shared/spec/spec.ts';
import { specWith } from '../trained.ts';

const stateAt = (step: number): EngineState => ({ step, weights: new Float32Array(0), memories: [], powers: [0, 0] });

function filled(spec: RunSpec): { checkpoints: Checkpoints; count: number } {
  const checkpoints = new Checkpoints(spec, stateAt(0));
  let count = 0;
  for (; checkpoints.next < spec.training.steps; count++) checkpoints.keep(stateAt(checkpoints.next));
  return { checkpoints, count };
}

const lessons: RunSpec = specWith({ steps: 200_000, optimizer: 'adam' });
const wide = (units: number): RunSpec => ({
  ...lessons,
  data: { kind: 'random', samples: 32, inputs: 784, outputs: 10, labels: 'oneHot', seed: 1 },
  network: { inputs: 784, layers: [{ units }, { units: 10 }], seed: 1 },
});

describe('checkpoints', () => {
  test('give the last state at or before a step', () => {
    const { checkpoints } = filled(lessons);
    for (const step of [0, 1, 195, 196, 12_345, 199_999]) {
      const { step: at } = checkpoints.before(step);
      assert.ok(at <= step && step - at < checkpoints.spacing);
    }
  });

  test('give the nearest that there is', () => {
    const checkpoints = new Checkpoints(lessons, stateAt(0));
    assert.equal(checkpoints.before(100_000).step, 0);
    checkpoints.keep(stateAt(checkpoints.next));
    assert.equal(checkpoints.before(100_000).step, checkpoints.spacing);
  });

  test('stay under 32 MB, whatever the network', () => {
    for (const spec of [lessons, wide(128), wide(2000), wide(5000)]) {
      const { count } = filled(spec);
      // Adam remembers two numbers of each weight.
      const bytes = 3 * 4 * weightCount(weightShapes(spec));
      assert.ok(count * bytes <= checkpointBytes);
      assert.ok((count + 2) * (bytes + 1024) > checkpointBytes || count > 1000 || count === 0);
    }
  });
});
