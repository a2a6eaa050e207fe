// How many tests ran, from the words with which a test runner ends. Knows nothing of the tests.

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The closing lines of node's `spec` reporter and of mocha's. */
const words: Record<keyof Counts, readonly RegExp[]> = {
  passed: [/^ℹ pass (\d+)$/gm, /^ *(\d+) passing\b/gm],
  failed: [/^ℹ fail (\d+)$/gm, /^ℹ cancelled (\d+)$/gm, /^ *(\d+) failing$/gm],
  skipped: [/^ℹ skipped (\d+)$/gm, /^ℹ todo (\d+)$/gm, /^ *(\d+) pending$/gm],
};

/**
 * @param output what the runner wrote, without colours
 * @returns undefined where it didn't come to its end: a runner that is cut off in the middle may still exit with status 0
 */
export function readCounts(output: string): Counts | undefined {
  if (!words.passed.some((word) => output.search(word) >= 0)) return undefined;
  return { passed: sum(output, words.passed), failed: sum(output, words.failed), skipped: sum(output, words.skipped) };
}

function sum(output: string, patterns: readonly RegExp[]): number {
  return patterns
    .flatMap((pattern) => [...output.matchAll(pattern)])
    .reduce((total, match) => total + Number(match[1]), 0);
}
