// Asks a person how many more steps a run is to make, in VS Code's input box.
import * as l10n from '@vscode/l10n';
import { formatCount, parseNumber } from '../../shared/text/numbers.ts';
import { options } from '../../shared/spec/options.ts';
import { askForText } from '../surface/surface.ts';

/** How many more steps a run can make. */
export const mostMore = (made: number): number => options.steps.maximum - made;

/** @returns undefined where they think better of it */
export async function askForSteps(made: number): Promise<number | undefined> {
  const most = mostMore(made);
  const typed = await askForText({
    title: l10n.t('Train On'),
    prompt: l10n.t('How many more steps, from 1 to {0}', formatCount(most)),
    value: String(Math.min(made, most)),
    complaint: (text) =>
      stepsIn(text, most) === undefined
        ? l10n.t('It must be a whole number from {0} to {1}.', 1, formatCount(most))
        : undefined,
  });
  return typed === undefined ? undefined : stepsIn(typed, most);
}

function stepsIn(text: string, most: number): number | undefined {
  const steps = parseNumber(text);
  return Number.isInteger(steps) && steps >= 1 && steps <= most ? steps : undefined;
}
