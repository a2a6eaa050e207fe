import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Printer } from '../../../scripts/printer.mts';

test('what several print at once comes in their order, and that of the first at once', () => {
  let written = '';
  const printer = new Printer(['a', 'b', 'c'], (text) => (written += text));
  printer.print('b', 'b1 ');
  printer.print('a', 'a1 ');
  assert.equal(written, 'a1 ');
  printer.print('c', 'c1 ');
  printer.end('c');
  printer.print('a', 'a2 ');
  printer.end('a');
  assert.equal(written, 'a1 a2 b1 ');
  printer.print('b', 'b2 ');
  printer.end('b');
  assert.equal(written, 'a1 a2 b1 b2 c1 ');
});

test('what one has printed is shown out of turn where it is asked for, and once', () => {
  let written = '';
  const printer = new Printer(['a', 'b'], (text) => (written += text));
  printer.print('b', 'b1 ');
  printer.show('b');
  printer.end('b');
  printer.end('a');
  assert.equal(written, 'b1 ');
});
