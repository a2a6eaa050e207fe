// The kernel's steps against TensorFlow.js, whose gradients come from automatic differentiation.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { loadKernel } from '../../../../../src/training/engines/kernel/kernel.ts';
import { loadTfjs } from '../../../../../src/training/engines/tfjs/tfjs.ts';
import { poseProblem } from '../../../../../src/training/run/run.ts';
import {
  activationNames,
  anyChoice,
  isTame,
  lossNames,
  narrowChoice,
  optimizerNames,
  scheduleNames,
  specOf,
  type Choice,
} from './specs.ts';
import { pinned } from '../../pinned.ts';

const steps = 6;

/** Trains both by some steps and compares the losses and how far every weight has come. */
async function checkSteps(choice: Choice): Promise<void> {
  const spec = specOf(choice);
  const problem = poseProblem(spec);
  const [kernel, tfjs] = [await loadKernel(problem), await loadTfjs(problem)];
  try {
    close(kernel.loss(), tfjs.loss(), 1e-4, 'loss before');
    for (let step = 0; step < steps; step++) {
      assert.deepEqual(kernel.steps(1), { made: 1, finite: true });
      assert.deepEqual(tfjs.steps(1), { made: 1, finite: true });
    }
    const [ours, theirs] = [kernel.weights(), tfjs.weights()];
    const moved = Math.max(...theirs.map((w, i) => Math.abs(w - problem.initialWeights[i]!)));
    ours.forEach((w, i) => {
      const difference = Math.abs(w - theirs[i]!);
      assert.ok(difference <= 5e-3 * moved + 1e-6, `weight ${i}: ${w} is not ${theirs[i]}, moved by ${moved}`);
    });
    close(kernel.loss(), tfjs.loss(), 1e-3, 'loss after');
  } finally {
    kernel.dispose();
    tfjs.dispose();
  }
}

function close(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)), `${what}: ${actual}, ${expected}`);
}

describe('the kernel makes the steps of TensorFlow.js', () => {
  for (const activation of activationNames) {
    for (const loss of lossNames) {
      test(`for ${activation} under ${loss}, by every optimizer`, async () => {
        for (const [k, optimizer] of optimizerNames.entries()) {
          await checkSteps({
            inputs: 3,
            layers: [
              { units: 5, activation: activation === 'softmax' ? 'tanh' : activation, bias: true },
              { units: 3, activation, bias: true },
            ],
            loss,
            optimizer,
            schedule: scheduleNames[k % scheduleNames.length]!,
            l2: k % 2 === 0 ? 0 : 0.01,
            rows: 7,
            batchSize: 4,
            seed: 5 + k,
          });
        }
      });
    }
  }

  test('for any network', async () => {
    await fc.assert(fc.asyncProperty(anyChoice.filter(isTame), checkSteps), { numRuns: 150, seed: pinned });
  });

  test('for any network of one small hidden layer', async () => {
    await fc.assert(fc.asyncProperty(narrowChoice.filter(isTame), checkSteps), { numRuns: 150, seed: pinned });
  });
});
