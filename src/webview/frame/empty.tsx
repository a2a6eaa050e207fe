// Before the first run: one sentence, one button, and a sketch of what will appear.
import './empty.css';
import * as l10n from '@vscode/l10n';
import { stepCount } from '../../shared/text/counts.ts';
import { train, trainId } from '../run/actions.ts';
import type { Store } from '../run/store.ts';
import { tabId } from './tabs.tsx';

export function Empty({ store }: { store: Store }) {
  const { steps } = store.controls.value.choices;
  return (
    <section class="empty" data-heir={trainId} aria-label={l10n.t('No run yet')}>
      <Sketch />
      <p>{l10n.t('Train a small network and watch its loss fall toward the least that this network can reach.')}</p>
      <button class="button" onClick={() => train(store)}>
        {l10n.t('Train {0}', stepCount(steps))}
      </button>
      <button class="link" data-heir={tabId('step')} onClick={() => store.trainStepByStep()}>
        {l10n.t('or train step by step')}
      </button>
    </section>
  );
}

/** A falling curve with its limit, and a network of two inputs, three hidden units and one output. */
function Sketch() {
  const inputs = [40, 80];
  const hidden = [24, 60, 96];
  return (
    <svg class="sketch" viewBox="0 0 400 120" aria-hidden="true">
      <path class="axis" d="M8 8 V112 H224" />
      <path class="curve" d="M12 14 C 30 84, 60 90, 216 96" />
      <path class="limit" d="M12 102 H216" />
      {inputs.flatMap((y) => hidden.map((to) => <path key={`${y}-${to}`} d={`M272 ${y} L328 ${to}`} />))}
      {hidden.map((y) => (
        <path key={y} d={`M328 ${y} L384 60`} />
      ))}
      {[...inputs.map((y) => [272, y]), ...hidden.map((y) => [328, y]), [384, 60]].map(([x, y]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r="8" />
      ))}
    </svg>
  );
}
