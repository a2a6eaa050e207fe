// A run that broke: where, and which numbers grew until they were none. Knows nothing of what to do about it.
import './broken.css';
import * as l10n from '@vscode/l10n';
import { formulaText } from '../../../shared/formula/formula.ts';
import { formatCount, formatRough } from '../../../shared/text/numbers.ts';
import type { Explanation } from '../../../shared/step/origins.ts';
import type { Breakdown } from '../../../shared/step/step.ts';
import { Icon } from '../../kit/icon.tsx';
import type { Store } from '../../run/store.ts';
import { cellName } from './step-words.ts';

export function Broken({ store, explanation }: { store: Store; explanation: Explanation | null }) {
  const status = store.status.value;
  if (status?.kind !== 'diverged') return null;
  const breakdown = explanation?.record.breakdown;
  return (
    <section class="broken" aria-label={l10n.t('Where the run broke')}>
      <Icon name="warning" />
      <div>
        {breakdown && explanation ? (
          <Story breakdown={breakdown} explanation={explanation} />
        ) : (
          <p>
            {l10n.t(
              'The run broke at step {0}: from there on its numbers are no longer finite.',
              formatCount(status.step),
            )}
          </p>
        )}
      </div>
      {store.step.value !== status.step && (
        <button class="button" onClick={() => store.goTo(status.step)}>
          {l10n.t('Go to step {0}', formatCount(status.step))}
        </button>
      )}
    </section>
  );
}

function Story({ breakdown, explanation }: { breakdown: Breakdown; explanation: Explanation }) {
  const { first, overshoots, grew, steps, sizes } = breakdown;
  const least = Math.min(...[...overshoots].filter((times) => times > 2));
  const symbol = (id: string) => formulaText(explanation.quantity(id).symbol);
  const { record } = explanation;
  return (
    <>
      <p>
        {first
          ? l10n.t('The run broke at this step: {0} is no longer a finite number.', cellName(explanation, first))
          : l10n.t('The run broke at this step: the loss on all data is no longer a finite number.')}{' '}
        {least < Infinity &&
          l10n.t(
            'Each update went at least {0} times as far as to the minimum in its direction; past 2 the loss rises.',
            short(least),
          )}{' '}
        {l10n.t('{0} grew most: {1}-fold at each step.', symbol(grew.quantity), short(grew.factor))}
      </p>
      <div class="broken-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{l10n.t('step')}</th>
              {[...steps].map((step) => (
                <th key={step} scope="col">
                  {formatCount(step)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{l10n.t('times as far as to the minimum')}</th>
              {[...overshoots].map((value, index) => (
                <td key={index}>{short(value)}</td>
              ))}
            </tr>
            {sizes.slice(0, mostSizes).map(({ quantity, sizes: of }) => (
              <tr key={quantity}>
                <th scope="row">{l10n.t('size of {0}', symbol(quantity))}</th>
                {[...of].map((value, index) => (
                  <td key={index}>{short(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {record.step > 0 && <p class="quiet">{l10n.t('Go back step by step to see it grow.')}</p>}
    </>
  );
}

/** Matrices whose sizes are told. */
const mostSizes = 8;

const short = (value: number) => formatRough(value, 3);
