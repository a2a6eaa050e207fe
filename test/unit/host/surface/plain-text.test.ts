// Text that the workbench shows is no markup for it, whatever it says, and reads as it did.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plainText } from '../../../../src/host/surface/plain-text.ts';

/** What VS Code 1.139 takes for a link in a message: `src/vs/base/common/linkedText.ts`. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
/** What it takes for an icon in a label: `src/vs/base/common/iconLabels.ts`. */
const icon = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;

const hostile = [
  '[Repair this setting](command:workbench.action.quickOpen?%22INJECTED%22)',
  '[a](https://example.org "title")',
  '[a](file:///etc/passwd)',
  '[$(gear)](command:x)',
];
/** Texts of pieces that markup is made of. */
const marked = fc
  .array(
    fc.constantFrom('[', ']', '(', ')', '$', '\\', 'a', ' ', '"', '\u2060', 'command:x', 'https://x', 'gear', '~spin'),
  )
  .map((pieces) => pieces.join(''));

describe('text on its way to the workbench', () => {
  test('stays as it is where it is no markup', () => {
    for (const text of ['', 'w[0] is (1, 2)', 'a] (b)', '$ (x)', '数据（一）'] as const)
      assert.equal(plainText(text), text);
  });

  test('makes no link and no icon', () => {
    for (const text of hostile) {
      assert.ok(text.match(link), text);
      assert.equal(plainText(text).match(link), null);
      assert.equal(plainText(text).match(icon), null);
    }
    fc.assert(
      fc.property(marked, (text) => plainText(text).match(link) === null && plainText(text).match(icon) === null),
      { numRuns: 2000 },
    );
  });

  test('reads as it did: only word joiners, which nobody sees, come in', () => {
    for (const text of hostile) assert.equal(plainText(text).replaceAll('\u2060', ''), text);
  });
});
