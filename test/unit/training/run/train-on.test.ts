// A run that is gone on with is what one longer run would have been.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rowsWhere } from '../../../../src/shared/run/series.ts';
import { specWith, trained, type Trained } from '../trained.ts';

/** The rows after a step, as one array a column. */
const after = ({ history }: Trained, step: number) =>
  rowsWhere(history.points(), history.width, (at) => at > step && at % 100 === 0);

describe('a run that is trained on', () => {
  for (const options of [
    { optimizer: 'sgd' },
    { optimizer: 'momentum', batchSize: 10 },
    { optimizer: 'adam' },
    { optimizer: 'adam', engine: 'tfjs' },
  ]) {
    test(`has the bits of one longer run: ${JSON.stringify(options)}`, async () => {
      const [short, long] = [750, 1300].map((steps) => specWith({ ...options, steps })) as [never, never];
      const [first, whole] = [await trained(short), await trained(long)];
      const reports = rowsWhere(first.history.points(), first.history.width, (step) => step % 500 === 0);
      const rest = await trained(long, { points: reports, done: 750, elapsedMs: 5 });
      assert.deepEqual(rest.outcome, { kind: 'done' });
      assert.equal(rest.history.step(0) >= 750, true);
      assert.deepEqual(after(rest, 749), after(whole, 749));
      assert.deepEqual(rest.history.weights(rest.history.length - 1), whole.history.weights(whole.history.length - 1));
      assert.equal(rest.printed, whole.printed);
    });
  }
});
