// One line on the run: how it stands, and what runs, at which step and how fast. Knows nothing of how to go on; that is
// the notices' part.
import './status-line.css';
import * as l10n from '@vscode/l10n';
import { stepCount } from '../../shared/text/counts.ts';
import { formatCount, formatNumber } from '../../shared/text/numbers.ts';
import { optimizerRow } from '../../shared/spec/catalogue.ts';
import type { RunStatus } from '../../shared/messages/protocol.ts';
import { Icon, type IconName } from '../kit/icon.tsx';
import type { Store } from '../run/store.ts';
import { aboveLimit, compact } from '../run/words.ts';

export function StatusLine({ store }: { store: Store }) {
  const run = store.run.value;
  const status = store.status.value;
  if (!run || !status) return null;
  const { optimizer, training } = run.spec;
  const row = optimizerRow(optimizer.kind);
  const done = store.done.value;
  const icon = iconOf[status.kind];
  return (
    <section class={`status-line ${status.kind}`} aria-label={l10n.t('Run')}>
      <p class="state">
        {icon && <Icon name={icon} />}
        {sentence(store, status)}
      </p>
      <p class="figures quiet">
        <span title={row.tensorflowName}>{row.label()}</span>
        <span>{l10n.t('learning rate {0}', formatNumber(optimizer.learningRate))}</span>
        <span class="number" style={{ minWidth: `${stepsOf(training.steps, training.steps).length}ch` }}>
          {stepsOf(done, training.steps)}
        </span>
        <span class="number speed">{speed(done, store.elapsedMs.value)}</span>
      </p>
      <Progress done={done} steps={training.steps} starting={status.kind === 'starting'} />
    </section>
  );
}

function stepsOf(done: number, steps: number): string {
  return `${formatCount(done)} / ${stepCount(steps)}`;
}

function Progress({ done, steps, starting }: { done: number; steps: number; starting: boolean }) {
  return (
    <div
      class={starting ? 'progress starting' : 'progress'}
      role="progressbar"
      aria-label={l10n.t('Steps done')}
      aria-valuemin={0}
      aria-valuemax={steps}
      aria-valuenow={done}
    >
      <div style={{ transform: `scaleX(${starting ? 1 : done / steps})` }} />
    </div>
  );
}

const iconOf: Readonly<Record<RunStatus['kind'], IconName | undefined>> = {
  starting: 'loading',
  running: undefined,
  paused: 'pause',
  // A run that swings to 1e13 is done too: its numbers alone tell how it ended.
  done: undefined,
  stopped: 'stop',
  // The notice below has the icon.
  diverged: undefined,
  failed: undefined,
};

/** How the run stands, for the eye and for the ear. */
export function sentence(store: Store, status: RunStatus): string {
  const done = stepCount(store.done.value);
  switch (status.kind) {
    case 'starting':
      return l10n.t('Starting');
    case 'running':
      return l10n.t('Training');
    case 'paused':
      return l10n.t('Paused after {0}', done);
    case 'done':
      return result(store) ?? done;
    case 'stopped':
      return l10n.t('Stopped after {0}', done);
    case 'diverged':
      return l10n.t('Diverged at step {0}', formatCount(status.step));
    case 'failed':
      return store.run.value?.start ? l10n.t('Failed after {0}', done) : l10n.t('Failed to start');
  }
}

/** “3,000 steps: loss 0.388334, 0.004773 above this network’s limit on this data” */
function result(store: Store): string | undefined {
  const run = store.run.value;
  const last = store.rows.value - 1;
  if (!run?.start || last < 0) return undefined;
  const loss = run.series.loss(last);
  const limit = store.limit.value;
  const done = stepCount(store.done.value);
  if (limit === undefined) return l10n.t('{0}: loss {1}', done, formatNumber(loss));
  return formatNumber(loss) === formatNumber(limit)
    ? l10n.t('{0}: loss {1}, this network’s limit on this data', done, formatNumber(loss))
    : l10n.t(
        '{0}: loss {1}, {2} above this network’s limit on this data',
        done,
        formatNumber(loss),
        aboveLimit(loss, limit),
      );
}

function speed(done: number, elapsedMs: number): string {
  if (done === 0 || elapsedMs <= 0) return l10n.t('– steps/s');
  const text = compact((done / elapsedMs) * 1000);
  return text === '1' ? l10n.t('1 step/s') : l10n.t('{0} steps/s', text);
}
