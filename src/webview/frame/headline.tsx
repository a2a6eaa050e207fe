// The loss at the cursor, the limit, and how far apart they are.
import './headline.css';
import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../shared/text/numbers.ts';
import type { Store } from '../run/store.ts';
import { Term } from '../kit/tooltip.tsx';
import { explainLimit, explainLoss } from '../run/meanings.ts';
import { aboveLimit } from '../run/words.ts';

export function Headline({ store }: { store: Store }) {
  const run = store.run.value;
  const moment = store.moment.value;
  const limit = store.limit.value;
  return (
    <section class="headline" aria-label={l10n.t('Loss')}>
      <p>
        <Term meaning={run ? explainLoss(run.spec) : ''}>{l10n.t('loss')}</Term>
        <span class="number loss">{moment ? formatNumber(moment.loss) : '–'}</span>
      </p>
      <p class="limit-figure">
        <span class="words">
          <Term meaning={explainLimit(limit)}>{l10n.t('this network’s limit on this data')}</Term>
        </span>
        <span class="number">{limit === undefined ? '–' : formatNumber(limit)}</span>
        <span class="number quiet">{moment && limit !== undefined ? distance(moment.loss, limit) : ''}</span>
      </p>
    </section>
  );
}

function distance(loss: number, limit: number): string {
  if (!Number.isFinite(loss)) return '';
  return formatNumber(loss) === formatNumber(limit)
    ? l10n.t('· reached')
    : l10n.t('· {0} above', aboveLimit(loss, limit));
}
