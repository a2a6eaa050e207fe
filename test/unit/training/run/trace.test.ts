// What an engine keeps on the way is what one finds who stops at each step to look: the same bits, kept in whatever pieces.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { RunSpec } from '../../../../src/shared/spec/spec.ts';
import type { LoadedEngine, Problem } from '../../../../src/training/engines/engine.ts';
import { loadKernel } from '../../../../src/training/engines/kernel/kernel.ts';
import { loadTfjs } from '../../../../src/training/engines/tfjs/tfjs.ts';
import { poseProblem } from '../../../../src/training/run/run.ts';
import { anyChoice, lessonChoice, narrowChoice, specOf } from '../engines/kernel/specs.ts';
import { specWith } from '../trained.ts';

/** After which of a run's next steps its state is kept, in stretches. */
const anyStretches = fc.array(
  fc.record({ kept: fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }), rest: fc.nat(5) }),
  { minLength: 1, maxLength: 4 },
);

/** Where the run stood at the end of a stretch, and in the states that it kept. */
interface Stood {
  readonly made: number;
  readonly finite: boolean;
  readonly states: readonly { readonly loss: number; readonly weights: readonly number[] }[];
}

/** Stops after every step. */
function bySteps(engine: LoadedEngine, count: number, kept: readonly number[]): Stood {
  const states: { loss: number; weights: number[] }[] = [];
  for (let made = 0; ; made++) {
    if (kept.includes(made)) states.push({ loss: engine.loss(), weights: [...engine.weights()] });
    if (made === count) return { made, finite: true, states };
    if (!engine.steps(1).finite) return { made: made + 1, finite: false, states };
  }
}

function byTrace(engine: LoadedEngine, count: number, kept: readonly number[]): Stood {
  const { made, finite, losses, weights } = engine.trace(count, kept);
  const width = engine.weights().length;
  assert.equal(weights.length, losses.length * width);
  return {
    made,
    finite,
    states: Array.from(losses, (loss, row) => ({ loss, weights: [...weights.slice(row * width, (row + 1) * width)] })),
  };
}

async function check(
  spec: RunSpec,
  stretches: readonly { readonly count: number; readonly kept: readonly number[] }[],
  load: (problem: Problem) => Promise<LoadedEngine> = loadKernel,
): Promise<void> {
  const problem = poseProblem(spec);
  const [traced, stepped] = [await load(problem), await load(problem)];
  for (const { count, kept } of stretches) {
    const expected = bySteps(stepped, count, kept);
    assert.deepEqual(byTrace(traced, count, kept), expected);
    assert.deepEqual(traced.weights(), stepped.weights());
    if (!expected.finite) break;
  }
  traced.dispose();
  stepped.dispose();
}

const inOrder = ({ kept, rest }: { kept: readonly number[]; rest: number }) => {
  const ends = [...kept].sort((a, b) => a - b);
  return { kept: ends, count: (ends.at(-1) ?? 0) + rest };
};

describe('an engine keeps the states that its steps go through', () => {
  for (const [name, choices] of [
    ['any network', anyChoice],
    ['any network of one small hidden layer', narrowChoice],
    ["any network of the lesson's kind", lessonChoice],
  ] as const) {
    test(`the kernel, of ${name}`, async () => {
      const property = fc.asyncProperty(choices, anyStretches, (choice, stretches) =>
        check(specOf(choice), stretches.map(inOrder)),
      );
      await fc.assert(property, { numRuns: 100 });
    });
  }

  test('TensorFlow.js', async () => {
    const property = fc.asyncProperty(narrowChoice, anyStretches, (choice, stretches) =>
      check(specOf(choice), stretches.map(inOrder), loadTfjs),
    );
    await fc.assert(property, { numRuns: 10 });
  });

  test('more of them than the kernel has room for, and ones so large that it has none', async () => {
    const many = Array.from({ length: 3000 }, (_, k) => k + 1);
    await check(specWith(), [{ count: 3000, kept: many }]);
    const wide = {
      ...specWith({ steps: 9 }),
      network: { inputs: 2, layers: [{ units: 130 }, { units: 130 }, { units: 1 }], seed: 1 },
    };
    await check(wide, [{ count: 5, kept: [0, 2, 3] }]);
  });

  test('up to where the run diverges, also beyond the bound up to which its loss is surely finite', async () => {
    for (const kind of ['sgd', 'momentum'] as const) {
      const spec = specWith({ optimizer: kind, learningRate: 30 });
      const many = Array.from({ length: 300 }, (_, k) => k + 1);
      await check(spec, [
        { count: 20, kept: [3, 7] },
        { count: 300, kept: many },
      ]);
      const engine = await loadKernel(poseProblem(spec));
      const { made, finite, losses } = engine.trace(300, many);
      assert.deepEqual([finite, losses.length], [false, made - 1], 'the state that is not finite is not kept');
    }
  });
});
