// Where the numbers of a step come from: what an explanation says is what was computed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../../../../src/shared/formula/evaluate.ts';
import { formulaText } from '../../../../src/shared/formula/formula.ts';
import { leavesOf } from '../../../../src/shared/formula/leaves.ts';
import { Explanation } from '../../../../src/shared/step/origins.ts';
import type { CellRange } from '../../../../src/shared/step/step.ts';
import { loadKernel } from '../../../../src/training/engines/kernel/kernel.ts';
import { makeRecord } from '../../../../src/training/step/recorder.ts';
import { poseProblem } from '../../../../src/training/run/run.ts';
import { specWith } from '../../training/trained.ts';
import { anyChoice, specOf } from '../../training/engines/kernel/specs.ts';
import type { RunSpec } from '../../../../src/shared/spec/spec.ts';

async function explained(spec: RunSpec, step: number): Promise<Explanation> {
  const problem = poseProblem(spec);
  const engine = await loadKernel(problem);
  engine.steps(step);
  return new Explanation(makeRecord(problem, engine.record()));
}

/** Numbers added in float32 from first to last, as the engines do it. */
const addUp = (values: readonly number[]) => values.reduce((total, value) => Math.fround(total + value), -0);

/** Every cell of every quantity. */
function* cellsOf(explanation: Explanation) {
  for (const { id, rows, columns } of explanation.quantities) {
    for (let row = 0; row < rows.count; row++) {
      for (let column = 0; column < columns.count; column++) yield { id, row, column };
    }
  }
}

/** Functions whose last digits differ from machine to machine, sums in double precision, running products. */
const isRounded = (id: string, text: string) => /exp|ln|tanh/.test(text) || ['l', 'L', 'P', 'lr'].includes(id);
const isRunningProduct = (id: string) => id.startsWith('power');

const within = ({ rows, columns }: CellRange, row: number, column: number) =>
  row >= rows[0] && row < rows[1] && column >= columns[0] && column < columns[1];

describe('the origin of a number', () => {
  test('has terms that add up to it, and reads the cells of its terms, in any step of any network', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, fc.integer({ min: 0, max: 5 }), async (choice, step) => {
        const explanation = await explained(specOf(choice), step);
        for (const { id, row, column } of cellsOf(explanation)) {
          const { kind, value, terms, reads } = explanation.origin(id, row, column);
          assert.equal(value, explanation.value(id, row, column));
          assert.equal(kind === 'given', terms.length === 0, id);
          if (kind === 'given') continue;
          const text = terms.map(formulaText).join(' + ');
          const numbers = terms.map(evaluate);
          const size = numbers.reduce((sum, term) => sum + Math.abs(term), Math.abs(value));
          const tolerance = isRunningProduct(id) ? 1e-5 : isRounded(id, text) ? 2e-6 * size + 2e-7 : 0;
          assert.ok(Math.abs(addUp(numbers) - value) <= tolerance, `${id}: ${text} is ${addUp(numbers)}, not ${value}`);
          for (const leaf of terms.flatMap(leavesOf)) {
            if (leaf.kind !== 'cell') continue;
            const { quantity, row, column } = leaf.cell;
            assert.equal(leaf.value, explanation.value(quantity, row, column));
            assert.ok(
              reads.some((range) => range.quantity === quantity && within(range, row, column)),
              `${id} reads ${quantity}`,
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('leads from any number to one that no other makes, in fewer moves than there are quantities', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, async (choice) => {
        const explanation = await explained(specOf(choice), 2);
        for (const { id, row, column } of cellsOf(explanation)) {
          let source = explanation.origin(id, row, column).source;
          let moves = 0;
          for (; source !== null; moves++) {
            const { terms, source: next } = explanation.origin(source.quantity, source.row, source.column);
            assert.ok(moves < explanation.quantities.length);
            assert.equal(
              next === null,
              terms.flatMap(leavesOf).every(({ kind }) => kind === 'number'),
            );
            source = next;
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test("leads from a weight's change back to the data", async () => {
    const explanation = await explained(specWith(), 1500);
    const way: string[] = [];
    let at = explanation.origin('change.W1', 0, 1);
    while (at.source !== null) {
      at = explanation.origin(at.source.quantity, at.source.row, at.source.column);
      way.push(at.cell.quantity);
    }
    assert.deepEqual(way, ['dW1', 'da1', 'dy', 'e', 'y', 'a1', 'X']);
  });
});

describe("the lesson's formulas", () => {
  test('read as in a textbook', async () => {
    const { quantities } = await explained(specWith({ optimizer: 'adam' }), 0);
    const text = Object.fromEntries(
      quantities.flatMap(({ id, symbol, formula }) =>
        formula === null ? [] : [[id, `${formulaText(symbol)} = ${formulaText(formula)}`]],
      ),
    );
    assert.deepEqual(
      ['a1', 'y', 'e', 'l', 'L', 'dy', 'dW2', 'da1', 'dW1', 'alpha', "v'.W1", 'change.W1', 'new.W1'].map(
        (id) => text[id],
      ),
      [
        'a = X·W₁',
        'y = a·W₂',
        'e = y − y_',
        'l = e²',
        'L = mean(l)',
        '∂L/∂y = (2/n)·e',
        '∂L/∂W₂ = aᵀ·∂L/∂y',
        '∂L/∂a = ∂L/∂y·W₂ᵀ',
        '∂L/∂W₁ = Xᵀ·∂L/∂a',
        'α = lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ)',
        'vW₁′ = vW₁ + ((∂L/∂W₁)² − vW₁)·(1 − β₂)',
        'ΔW₁ = −α·mW₁′/(√vW₁′ + ε)',
        'W₁′ = W₁ + ΔW₁',
      ],
    );
  });
});
