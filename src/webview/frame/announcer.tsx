// What a screen reader hears: one polite sentence a report, at most about one a second, and how a run ends.
import * as l10n from '@vscode/l10n';
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { formatCount, formatNumber } from '../../shared/text/numbers.ts';
import { lowerBound } from '../run/cursor.ts';
import { sentence } from './status-line.tsx';
import type { Store } from '../run/store.ts';
import { throttled } from '../kit/throttle.ts';

const betweenSentencesMs = 1000;

export function Announcer({ store }: { store: Store }) {
  const [text, setText] = useState('');
  useEffect(() => {
    const say = throttled(setText, betweenSentencesMs);
    const stop = effect(() => {
      const news = newsOf(store);
      if (news) say(news);
    });
    return () => {
      stop();
      say.cancel();
    };
  }, [store]);
  return (
    <p class="visually-hidden" role="status">
      {text}
    </p>
  );
}

function newsOf(store: Store): string | undefined {
  const run = store.run.value;
  const status = store.status.value;
  if (!run || !status) return undefined;
  const rows = store.rows.value;
  if (status.kind !== 'running') return sentence(store, status);
  const report = run.reports[lowerBound(run.reports, rows) - 1];
  if (report === undefined) return sentence(store, status);
  return l10n.t('Step {0}: loss {1}', formatCount(run.series.step(report)), formatNumber(run.series.loss(report)));
}
