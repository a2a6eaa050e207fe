// What the two sides of the kernel must agree on, and what it weighs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { activations, losses, optimizerRecipes, schedules } from '../../../../../src/shared/spec/catalogue.ts';
import { kernelSize } from '../../../../../src/training/engines/kernel/module.ts';

/** The names in an AssemblyScript namespace, by their numbers. */
function numbersIn(file: string, namespace: string): Record<string, number> {
  const source = readFileSync(`src/training/engines/kernel/assembly/${file}.ts`, 'utf8');
  const body = new RegExp(`namespace ${namespace} \\{([^}]*)\\}`).exec(source)![1]!;
  return Object.fromEntries([...body.matchAll(/const (\w+): i32 = (\d+);/g)].map(([, name, n]) => [name!, Number(n)]));
}

describe('the kernel', () => {
  for (const [namespace, table] of Object.entries({ activations, losses, optimizers: optimizerRecipes, schedules })) {
    test(`numbers the ${namespace} as they stand in their table`, () => {
      const inOrder = Object.fromEntries(Object.keys(table).map((name, i) => [name, i]));
      assert.deepEqual(numbersIn(namespace, namespace), inOrder);
    });
  }

  test('is under 40 KB', () => assert.ok(kernelSize < 40_000, `${kernelSize} bytes`));
});
