// Whatever somebody's file holds, what is said of it is short and printable.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BackpropError, explain, type ErrorReport } from '../../../../src/shared/text/errors.ts';
import { parseSpec } from '../../../../src/shared/spec/parse.ts';
import { specWith } from '../../training/trained.ts';
import { printable } from '../../../../src/shared/text/printable.ts';

/** What a terminal obeys, what turns the direction, what nobody sees, half a character. */
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u;
/** Texts of any UTF-16, with more of the unfit ones than chance has. */
const anyText = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u001b[2J', '\u0007', '\u202e', '\ud800', '\u009b')))
  .map((parts) => parts.join(''));

describe('text that is not ours', () => {
  test('stays as it is where it can be read', () => {
    for (const text of ['', 'optimiser', '../数据/xor.json', 'naïve', 'می‌خواهم', '👩‍👩‍👧', 'a  b', '\\n'])
      assert.equal(printable(text), text);
  });

  test('has what cannot be read spelt out', () => {
    assert.equal(printable('a\u001b]0;title\u0007b'), 'a\\u001b]0;title\\u0007b');
    assert.equal(printable('one\ntwo\r\n\tthree'), 'one\\ntwo\\r\\n\\tthree');
    assert.equal(printable('\u009b2J'), '\\u009b2J');
    assert.equal(printable('gnp.\u202etxt'), 'gnp.\\u202etxt');
    assert.equal(printable('\ud800 half, \ude00 half, 😀 whole'), '\\ud800 half, \\ude00 half, 😀 whole');
    assert.equal(printable('\u{e0041}'), '\\u{e0041}');
  });

  test('keeps its beginning and its end where it is long, and no half of a character', () => {
    assert.equal(printable('abcdefghij', 10), 'abcdefghij');
    assert.equal(printable('abcdefghijk', 10), 'abcd…hijk');
    assert.equal(printable('abc😀efgh😀jk', 10), 'abc…😀jk');
    assert.equal(printable('\u001b'.repeat(5), 20), '\\u001b…\\u001b');
    assert.equal(printable(`/home/${'x'.repeat(5_000_000)}/xor.json`).length, 199);
  });

  test('is printable and short, whatever it is', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 20, max: 60 }), (text, most) => {
        const shown = printable(text, most);
        assert.doesNotMatch(shown, unfit);
        assert.ok(shown.length <= most);
      }),
    );
  });
});

describe('the sentence of an error', () => {
  /** Each error that holds a text from outside, as it would be with this one. */
  const reports = (text: string): ErrorReport[] => [
    { code: 'option.invalid', args: { name: 'steps', label: '--steps', value: text, allowed: '1' } },
    { code: 'option.unknown', args: { label: text, closest: null } },
    { code: 'file.unreadable', args: { path: text, reason: text } },
    { code: 'spec.invalid', args: { path: text, allowed: 'left out' } },
    { code: 'step.invalid', args: { step: text, last: 9 } },
    { code: 'worker.died', args: { reason: text } },
    { code: 'unexpected', args: { reason: text } },
  ];

  test('is printable and short, whatever the error holds', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 500 }), (text, times) => {
        for (const report of reports(text.repeat(times))) {
          const sentence = explain(report);
          assert.doesNotMatch(sentence, unfit);
          assert.ok(sentence.length <= 600, sentence);
        }
      }),
    );
  });

  test('names a key of a spec without doing what is written in it', () => {
    const clear = '\u001b]0;pwned\u0007\u001b[2J';
    assert.throws(
      () => parseSpec({ ...specWith({}), [clear]: 1 }),
      (thrown) => thrown instanceof BackpropError && thrown.message.startsWith('\\u001b]0;pwned\\u0007\\u001b[2J in'),
    );
  });
});
