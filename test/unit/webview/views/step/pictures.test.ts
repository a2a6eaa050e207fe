// What the pictures of a step are made of: the readable part of a wide matrix, the curve behind the slider, the lit parts of
// the network, the ledger of a number's terms.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../../../../../src/shared/formula/evaluate.ts';
import { number, product } from '../../../../../src/shared/formula/formula.ts';
import { formatCell } from '../../../../../src/shared/text/numbers.ts';
import { Explanation } from '../../../../../src/shared/step/origins.ts';
import { Series } from '../../../../../src/shared/run/series.ts';
import { Stepper } from '../../../../../src/training/step/stepper.ts';
import { curveOf, stepAtX, xOfStep } from '../../../../../src/webview/time/thin-curve.ts';
import { aligned, ledgerOf, ledgerText } from '../../../../../src/webview/views/step/explanation/ledger.ts';
import { litParts } from '../../../../../src/webview/views/step/spots.ts';
import { centre, isWide, reveal, windowOf } from '../../../../../src/webview/kit/windows.ts';
import { specWith } from '../../../training/trained.ts';

describe('the readable part of a matrix', () => {
  test('is all of it up to 16 rows and columns', () => {
    assert.equal(isWide({ rows: 16, columns: 16 }), false);
    assert.deepEqual(windowOf({ rows: 16, columns: 3 }), { rows: 16, columns: 3 });
    assert.equal(isWide({ rows: 17, columns: 1 }), true);
  });

  test('holds the place that it is moved to, and lies within the matrix', () => {
    const size = fc.record({ rows: fc.integer({ min: 1, max: 900 }), columns: fc.integer({ min: 1, max: 900 }) });
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(size, share, share, share, share, (size, a, b, c, d) => {
        const place = { row: Math.floor(a * size.rows), column: Math.floor(b * size.columns) };
        const from = { row: Math.floor(c * size.rows), column: Math.floor(d * size.columns) };
        const shown = windowOf(size);
        for (const first of [reveal(from, place, size), centre(place, size)]) {
          assert.ok(first.row >= 0 && first.row <= place.row && place.row < first.row + shown.rows);
          assert.ok(first.column >= 0 && first.column <= place.column && place.column < first.column + shown.columns);
          assert.ok(first.row + shown.rows <= size.rows && first.column + shown.columns <= size.columns);
        }
      }),
    );
  });

  test('moves no further than it must', () => {
    const size = { rows: 784, columns: 128 };
    assert.deepEqual(reveal({ row: 20, column: 30 }, { row: 25, column: 33 }, size), { row: 20, column: 30 });
    assert.deepEqual(reveal({ row: 20, column: 30 }, { row: 30, column: 29 }, size), { row: 21, column: 29 });
  });
});

describe('the curve behind the slider', () => {
  const size = { width: 100, height: 50 };
  const series = (losses: number[]) => {
    const series = new Series(1);
    losses.forEach((loss, step) => series.push(step, loss, new Float32Array(1)));
    return series;
  };

  test('falls as far for each factor of ten', () => {
    const points = curveOf(series([100, 10, 1]), 3, 2, size);
    assert.deepEqual(
      points.map(([x]) => x),
      [0, 50, 100],
    );
    assert.ok(Math.abs(points[1]![1] - (points[0]![1] + points[2]![1]) / 2) < 1e-9);
    assert.ok(points[0]![1] < points[2]![1]);
  });

  test('has a place for a loss that is no number, zero, or the same everywhere', () => {
    for (const losses of [[1, NaN, Infinity], [1, 0], [2, 2, 2], [NaN]]) {
      for (const [, y] of curveOf(series(losses), losses.length, 2, size)) assert.ok(y >= 0 && y <= size.height);
    }
    const [first, second, third] = curveOf(series([1, 2, NaN]), 3, 2, size);
    assert.ok(third![1] <= second![1] && second![1] < first![1]);
  });

  test('and a step find each other', () => {
    for (const step of [0, 1, 1500, 2999]) assert.equal(stepAtX(xOfStep(step, 777, 2999), 777, 2999), step);
    assert.deepEqual([stepAtX(-5, 100, 9), stepAtX(500, 100, 9)], [0, 9]);
  });
});

describe('a ledger', () => {
  const terms = Array.from({ length: 784 }, (_, k) => product(number(k), number(2)));

  test('leaves out the middle of a long sum until it is asked for', () => {
    const { first, left, last } = ledgerOf(terms, false);
    assert.equal(first.length + left + last.length, 784);
    assert.ok(first.length + last.length < 10);
    assert.equal(last.at(-1)!.value, 2 * 783);
    const whole = ledgerOf(terms, true);
    assert.deepEqual([whole.first.length, whole.left], [784, 0]);
    assert.match(ledgerText(terms), /^0·2 \+ 1·2 \+ .* … .* \+ 783·2$/);
  });

  test('has as many decimals for all its numbers as the largest has', () => {
    const text = aligned([0.10362, -0.0343741, NaN]);
    assert.deepEqual([text(0.10362), text(-0.0343741), text(NaN)], ['0.103620', '−0.034374', 'NaN']);
  });
});

test('a number of a step takes at most nine characters, and tells small ones apart', () => {
  assert.deepEqual(
    [0.000391, -0.00391, 0.0123, 0, -1.5, NaN, 1.2e20].map((value) => formatCell(value)),
    ['+3.91e−4', '−3.91e−3', '+0.0123', '0.0000', '−1.5000', 'NaN', '+1.2e+20'],
  );
  fc.assert(fc.property(fc.float(), (value) => formatCell(value).length <= 9));
});

describe('the lit parts of the network', async () => {
  const surroundings = { now: () => 0, yieldToMessages: () => Promise.resolve() };
  const record = await (await Stepper.open(specWith({ steps: 10 }), surroundings)).record(3);
  const explanation = new Explanation(record!);

  test('of a hidden value are its unit, the inputs and the weights that lead to it', () => {
    const lit = litParts(explanation, explanation.origin('a1', 2, 1));
    assert.equal(lit.unit(1, 1), 'at');
    assert.deepEqual([lit.unit(0, 0), lit.unit(0, 1), lit.unit(1, 0), lit.unit(2, 0)], ['read', 'read', '', '']);
    assert.deepEqual([lit.connection(1, 0, 1), lit.connection(1, 1, 1), lit.connection(1, 0, 0)], ['read', 'read', '']);
    assert.equal(lit.connection(2, 1, 0), '');
  });

  test('of a gradient are its connection and the units at both ends', () => {
    const lit = litParts(explanation, explanation.origin('dW1', 0, 2));
    assert.equal(lit.connection(1, 0, 2), 'at');
    assert.deepEqual([lit.unit(0, 0), lit.unit(1, 2), lit.unit(0, 1)], ['read', 'read', '']);
  });

  test('are none where nothing is pointed at', () => {
    const lit = litParts(explanation, null);
    assert.deepEqual([lit.unit(0, 0), lit.connection(1, 0, 0)], ['', '']);
  });

  test('a ledger adds up to the number that it explains', () => {
    const { terms, value } = explanation.origin('dW1', 1, 1);
    assert.equal(
      terms.reduce((sum, term) => Math.fround(sum + evaluate(term)), 0),
      value,
    );
  });
});
