// What went wrong, why, and the one thing to do about it. Knows nothing of a run that goes well.
import './notices.css';
import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { adviceText } from '../../shared/run/advice.ts';
import { explain } from '../../shared/text/errors.ts';
import { formatCount, formatNumber } from '../../shared/text/numbers.ts';
import type { Advice } from '../../shared/messages/protocol.ts';
import { train, trainId, trainWithLearningRate } from '../run/actions.ts';
import { Icon } from '../kit/icon.tsx';
import type { Store } from '../run/store.ts';
import { tabId } from './tabs.tsx';

export function Notices({ store }: { store: Store }) {
  const problem = store.problem.value;
  const status = store.status.value;
  return (
    <>
      {problem && (
        <Notice kind="error" text={explain(problem)}>
          {problem.code === 'option.invalid' ? (
            <button class="button" onClick={() => store.openSettings()}>
              {l10n.t('Open the setting')}
            </button>
          ) : (
            <button class="button" onClick={() => store.showDiagnostics()}>
              {l10n.t('Show diagnostics')}
            </button>
          )}
        </Notice>
      )}
      {status?.kind === 'diverged' && store.tab.value === 'train' && <Diverged store={store} {...status} />}
      {status?.kind === 'stopped' && store.done.value === 0 && (
        <Notice kind="info" text={l10n.t('It was stopped before its first step: no weight has moved yet.')}>
          <button class="button" onClick={() => train(store)}>
            {l10n.t('Train again')}
          </button>
          <button class="button secondary" data-heir={tabId('step')} onClick={() => store.trainStepByStep()}>
            {l10n.t('Train step by step')}
          </button>
        </Notice>
      )}
      {status?.kind === 'failed' && (
        <Notice kind="error" text={explain(status.error)}>
          <button class="button" onClick={() => train(store)}>
            {l10n.t('Try again')}
          </button>
          <button class="button secondary" onClick={() => store.showDiagnostics()}>
            {l10n.t('Show diagnostics')}
          </button>
        </Notice>
      )}
    </>
  );
}

function Diverged({ store, step, advice }: { store: Store; step: number; advice: Advice }) {
  const what = l10n.t('After step {0} the loss or a weight is no longer a finite number.', formatCount(step));
  const told = adviceText(advice, (rate) => l10n.t('Learning rate {0}', formatNumber(rate)));
  return (
    <Notice kind="warning" text={`${what} ${told}`}>
      {advice.kind === 'found' && (
        <button class="button" onClick={() => trainWithLearningRate(store, advice.learningRate)}>
          {l10n.t('Train with learning rate {0}', formatNumber(advice.learningRate))}
        </button>
      )}
      <button class="button secondary" data-heir={tabId('step')} onClick={() => store.obey({ kind: 'to', step })}>
        {l10n.t('Look at step {0}', formatCount(step))}
      </button>
    </Notice>
  );
}

interface NoticeProps {
  kind: 'info' | 'warning' | 'error';
  text: string;
  children?: ComponentChildren;
}

function Notice({ kind, text, children }: NoticeProps) {
  return (
    <section class={`notice ${kind}`} data-heir={trainId} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={kind} />
      <p>{text}</p>
      <div class="notice-buttons">{children}</div>
    </section>
  );
}
