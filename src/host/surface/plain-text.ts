// Text as the workbench shows it and does nothing else with it. Its messages, progress and input boxes make links of
// `[label](command:…)` and icons of `$(name)`, whoever wrote them: a setting of a folder that nobody trusts, say. Knows
// nothing of where the text is shown; surface.ts does.

/** Invisible, takes no room, and no line is broken at it: U+2060, the word joiner. */
const joiner = '\u2060';

/**
 * The same text to the eye, without anything that the workbench takes for markup: no `]` is followed by `(`, as in every link
 * of `vs/base/common/linkedText.ts`, and no `$` by `(`, as in every icon of `vs/base/common/iconLabels.ts`.
 */
export function plainText(text: string): string {
  return text.replace(/(?<=[\]$])(?=\()/g, joiner);
}
