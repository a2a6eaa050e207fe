// What the update brings: the change of the batch's loss, as a straight line promises it and as it is. Knows nothing of
// single weights.
import * as l10n from '@vscode/l10n';
import type { Explanation } from '../../../shared/step/origins.ts';
import { formatChange, formatRough } from '../../../shared/text/numbers.ts';

export function Outcome({ explanation: { record } }: { explanation: Explanation }) {
  const { firstOrder, actual, overshoot } = record.lossChange;
  const sentences = [
    l10n.t(
      'The loss of this batch changes by {0}; the shares together promise {1}.',
      formatChange(actual),
      formatChange(firstOrder),
    ),
    ...(Number.isFinite(overshoot) ? [distance(overshoot)] : []),
  ];
  return <p class="outcome">{sentences.join(' ')}</p>;
}

/** How far the step goes, of the way to the minimum along its direction. */
function distance(overshoot: number): string {
  const times = formatRough(overshoot, 3);
  return overshoot > 2
    ? l10n.t('The step goes {0} times as far as to the minimum in its direction; past 2 the loss rises.', times)
    : l10n.t('The step goes {0} of the way to the minimum in its direction; past 2 the loss would rise.', times);
}
