// Asks a person for a step, in VS Code's input box. Knows nothing of where it leads.
import * as l10n from '@vscode/l10n';
import { formatCount, parseNumber } from '../../shared/text/numbers.ts';
import { askForText } from '../surface/surface.ts';

/**
 * A whole number from 0 to the newest step, which may grow while the person types.
 * @param newest −1 where there is no step yet
 * @returns undefined where they think better of it
 */
export async function askForStep(newest: () => number): Promise<number | undefined> {
  const typed = await askForText({
    title: l10n.t('Go to Step'),
    prompt: l10n.t('A step of the run, from 0 to {0}', formatCount(Math.max(newest(), 0))),
    placeHolder: '0',
    complaint: (text) => {
      if (text.trim() === '' || stepIn(text, newest()) !== undefined) return undefined;
      return newest() < 0
        ? l10n.t('This run has made no step yet.')
        : l10n.t('It must be a whole number from {0} to {1}.', 0, formatCount(newest()));
    },
  });
  return typed === undefined ? undefined : stepIn(typed, newest());
}

function stepIn(text: string, newest: number): number | undefined {
  const step = parseNumber(text);
  return Number.isInteger(step) && step >= 0 && step <= newest ? step : undefined;
}
