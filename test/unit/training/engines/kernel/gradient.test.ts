// The gradients that the kernel's chain rule gives, against finite differences in double precision.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { weightCount, weightShapes } from '../../../../../src/shared/spec/spec.ts';
import { compileKernel } from '../../../../../src/training/engines/kernel/module.ts';
import { wayOf } from '../../../../../src/training/engines/kernel/plan.ts';
import { KernelRuns } from '../../../../../src/training/engines/kernel/kernel-runs.ts';
import { poseProblem } from '../../../../../src/training/run/run.ts';
import { referenceLoss } from './reference.ts';
import {
  activationNames,
  anyChoice,
  isTame,
  lossNames,
  narrowChoice,
  numbersFrom,
  specOf,
  type Choice,
} from './specs.ts';
import { pinned } from '../../pinned.ts';

/** Compares the kernel's gradient over the first batch with central differences; says which share of it it could compare. */
async function checkGradient(choice: Choice): Promise<number> {
  const spec = specOf({ ...choice, schedule: 'constant' });
  const next = numbersFrom(choice.seed + 1);
  const weights = Float32Array.from({ length: weightCount(weightShapes(spec)) }, () => next() * 2 - 1);
  const problem = { ...poseProblem(spec), initialWeights: weights };
  const runs = new KernelRuns(await compileKernel(), wayOf(spec), [problem]);
  const end = spec.training.batchSize;
  runs.kernel.differentiate(0, end);
  const gradient = runs.gradient();

  const lossAt = (i: number, move: number) => {
    const moved = Float64Array.from(weights);
    moved[i]! += move;
    return referenceLoss(spec, problem.data, moved, 0, end);
  };
  const h = 1e-5;
  const here = lossAt(0, 0);
  const differences = Array.from(weights, (w, i) => {
    const [up, down] = [(lossAt(i, h) - here) / h, (here - lossAt(i, -h)) / h];
    const penalty = weightIsPenalised(spec, i) ? 2 * (spec.l2 ?? 0) * w : 0;
    return { up: up - penalty, down: down - penalty };
  });
  const scale = Math.max(...differences.map(({ up }) => Math.abs(up)), 0.02);
  let compared = 0;
  differences.forEach(({ up, down }, i) => {
    // At a kink the two sides differ and there is no derivative.
    if (Math.abs(up - down) > 1e-3 * scale) return;
    compared++;
    const difference = Math.abs(gradient[i]! - (up + down) / 2);
    // A kink within h leaves the derivative somewhere between the two sides.
    assert.ok(
      difference <= 3e-4 * scale + Math.abs(up - down),
      `${i}: ${gradient[i]} is not ${(up + down) / 2}, of at most ${scale}`,
    );
  });
  return compared / weights.length;
}

function weightIsPenalised(spec: Parameters<typeof weightShapes>[0], i: number): boolean {
  let offset = 0;
  const shape = weightShapes(spec).find(({ rows, columns }) => i < (offset += rows * columns));
  return shape!.name.startsWith('w');
}

describe('the gradient is that of finite differences', () => {
  for (const activation of activationNames) {
    for (const loss of lossNames) {
      test(`for ${activation} under ${loss}`, async () => {
        const shares = await Promise.all(
          [1, 2, 3].map((seed) =>
            checkGradient({
              inputs: 3,
              layers: [
                { units: 5, activation: activation === 'softmax' ? 'tanh' : activation, bias: true },
                { units: 3, activation, bias: true },
              ],
              loss,
              optimizer: 'sgd',
              schedule: 'constant',
              l2: 0,
              rows: 7,
              batchSize: 7,
              seed,
            }),
          ),
        );
        assert.ok(Math.max(...shares) > 0.9);
      });
    }
  }

  test('for any network', async () => {
    const property = fc.asyncProperty(anyChoice.filter(isTame), async (choice) => void (await checkGradient(choice)));
    await fc.assert(property, { numRuns: 300, seed: pinned });
  });

  test('for any network of one small hidden layer', async () => {
    const property = fc.asyncProperty(
      narrowChoice.filter(isTame),
      async (choice) => void (await checkGradient(choice)),
    );
    await fc.assert(property, { numRuns: 300, seed: pinned });
  });
});
