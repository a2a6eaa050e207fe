// Counts with what they count, one and many told apart as English does. To be put into a sentence as a whole.
import * as l10n from '@vscode/l10n';
import { formatCount } from './numbers.ts';

/** “1 step”, “3,000 steps”. */
export function stepCount(count: number): string {
  return count === 1 ? l10n.t('1 step') : l10n.t('{0} steps', formatCount(count));
}

/** “1 number”, “12 numbers”. */
export function numberCount(count: number): string {
  return count === 1 ? l10n.t('1 number') : l10n.t('{0} numbers', formatCount(count));
}

/** “1 of 1 step”, “1,250 of 3,000 steps”. */
export function stepsOf(done: number, steps: number): string {
  const [some, all] = [formatCount(done), formatCount(steps)];
  return steps === 1 ? l10n.t('{0} of {1} step', some, all) : l10n.t('{0} of {1} steps', some, all);
}
