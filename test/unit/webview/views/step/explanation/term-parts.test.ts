import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  apply,
  negative,
  number,
  product,
  quotient,
  square,
  sum,
  type Formula,
} from '../../../../../../src/shared/formula/formula.ts';
import { lineOf } from '../../../../../../src/webview/views/step/explanation/term-parts.ts';

const cell = (value: number, row = 0): Formula => ({ kind: 'cell', cell: { quantity: 'X', row, column: 0 }, value });
/** Numbers that can be followed are in brackets. */
const text = (term: Formula) =>
  lineOf(term)
    ?.map((part) => (typeof part === 'string' ? part : `[${part.value}]`))
    .join('');

describe('a term on a line', () => {
  test('is its numbers with the signs between them', () => {
    assert.equal(text(cell(2)), '[2]');
    assert.equal(text(product(cell(2), cell(3, 1))), '[2] · [3]');
    assert.equal(text(product(number(0.001), cell(3))), '0.001 · [3]');
    assert.equal(text(product(quotient(number(2), number(8)), cell(3))), '2/8 · [3]');
    assert.equal(text(quotient(cell(3), number(8))), '[3]/8');
    assert.equal(text(square(cell(3))), '[3]²');
    assert.equal(text(product(number(0.01), square(cell(3)))), '0.01 · [3]²');
  });

  test('is none where it would need brackets or a root', () => {
    for (const term of [
      product(sum(cell(1), cell(2)), cell(3)),
      quotient(cell(1), sum(cell(2), number(1))),
      product(cell(1), negative(cell(2))),
      apply('tanh', cell(1)),
    ])
      assert.equal(lineOf(term), null);
  });
});
