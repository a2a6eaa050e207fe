// Where memory ends, a run ends in an error, and the kernel stands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackpropError, reportOf } from '../../../../../src/shared/text/errors.ts';
import { compileKernel, instantiate } from '../../../../../src/training/engines/kernel/module.ts';
import { loadKernel } from '../../../../../src/training/engines/kernel/kernel.ts';
import { poseProblem } from '../../../../../src/training/run/run.ts';
import { specWith } from '../../trained.ts';

test('more memory than there can be is an error with a code, and leaves room for others', async () => {
  const module = await compileKernel();
  // WebAssembly's memory ends at 4 GiB.
  assert.throws(
    () => instantiate(module, () => 5 * 2 ** 30),
    (error) => error instanceof BackpropError && error.report.code === 'memory.exhausted',
  );
  assert.deepEqual(reportOf(thrownBy(() => new Float64Array(2 ** 40))), {
    code: 'memory.exhausted',
    args: { mebibytes: null },
  });
  const engine = await loadKernel(poseProblem(specWith()));
  assert.deepEqual(engine.steps(10), { made: 10, finite: true });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (thrown) {
    return thrown;
  }
  return assert.fail('nothing was thrown');
}
