// Text that isn't ours, such as a key of somebody's file, a path or the value of a setting, made fit to stand in a sentence:
// in it is nothing that a terminal obeys, that turns the reading direction or that nobody sees, and it is short. Knows
// nothing of where it is shown.

/** How long it may be in a sentence: enough for almost any name or path. */
const mostInSentence = 200;

/**
 * Control characters (Cc), invisible ones and those that turn the direction (Cf), halves of characters (Cs), separators of
 * lines and paragraphs (Zl, Zp). Only U+200C and U+200D stay, which scripts and emoji are spelt with.
 */
const unprintable = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text in one line of characters that can be seen; the others are spelt as in JavaScript, `\n` or `\u001b`.
 * @param most of more characters (as `length` counts) than these its beginning and its end stay, with `…` between them
 */
export function printable(text: string, most = mostInSentence): string {
  if (text.length <= most) {
    const whole = spelt(text).join('');
    if (whole.length <= most) return whole;
  }
  // However long the text is, only its ends are looked at. One character more may be half of one: it falls away.
  const half = Math.floor((most - 1) / 2);
  const start = upTo(half, spelt(text.slice(0, half + 1)));
  const end = upTo(half, spelt(text.slice(-half - 1)).reverse()).reverse();
  return [...start, '…', ...end].join('');
}

/** Its characters, each as it is or as its escape. */
function spelt(text: string): string[] {
  return Array.from(text, (character) => (unprintable.test(character) ? escaped(character) : character));
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return escapes[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
}

/** As many of the parts, from the first, as are together no longer than that. */
function upTo(length: number, parts: readonly string[]): string[] {
  let left = length;
  const over = parts.findIndex((part) => (left -= part.length) < 0);
  return over < 0 ? [...parts] : parts.slice(0, over);
}
