// A run as a row of a list, in words: what it is, how far it came, how it ended, when. The tree and the quick pick show the
// same rows. Knows nothing of VS Code; the language and the time are given.
import * as l10n from '@vscode/l10n';
import { explain } from '../../shared/text/errors.ts';
import { stepCount } from '../../shared/text/counts.ts';
import { formatCount, formatNumber } from '../../shared/text/numbers.ts';
import { printable } from '../../shared/text/printable.ts';
import type { RunStatus } from '../../shared/messages/protocol.ts';
import { optimizerRow } from '../../shared/spec/catalogue.ts';
import { startedAt, type ListedRun, type RunSummary } from '../../shared/run/summary.ts';
import { samplesOf, type RunSpec } from '../../shared/spec/spec.ts';

export interface RunRow {
  /** Its loss, where a narrow list shows it, then the reader's name for it, else what it is. */
  readonly label: string;
  /** When it was started. */
  readonly description: string;
  /** A line each: its spec, how it ended. Plain text. */
  readonly details: readonly string[];
  /** The name of a codicon. */
  readonly icon: string;
}

/** What a row is written with. */
export interface Reader {
  /** BCP 47. */
  readonly language: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const icons: Readonly<Record<RunStatus['kind'], string>> = {
  starting: 'loading~spin',
  running: 'loading~spin',
  paused: 'debug-pause',
  done: 'graph-line',
  stopped: 'debug-stop',
  diverged: 'warning',
  failed: 'error',
};

export function rowOf(run: ListedRun, reader: Reader): RunRow {
  const name = run.label.name === null ? null : printable(run.label.name);
  const when = ago(startedAt(run.id), reader);
  const pinned = run.label.pinned ? [l10n.t('pinned')] : [];
  if (run.kind === 'damaged') {
    return {
      label: name ?? l10n.t('A damaged run'),
      description: [...pinned, when].join(' · '),
      details: [l10n.t('The file of this run is damaged: it cannot be opened.')],
      icon: 'error',
    };
  }
  const { summary } = run;
  const title = titleOf(summary.spec);
  const loss = summary.loss === null ? [] : [formatNumber(summary.loss)];
  return {
    label: [...loss, name ?? title].join(' · '),
    description: [...pinned, when].join(' · '),
    details: [...(name === null ? [] : [title]), ...specLines(summary.spec), ending(summary)],
    icon: icons[summary.status.kind],
  };
}

/** “Adam · 0.001 · 3,000 steps” */
export function titleOf({ optimizer, training }: RunSpec): string {
  return [optimizerRow(optimizer.kind).label(), formatNumber(optimizer.learningRate), stepCount(training.steps)].join(
    ' · ',
  );
}

function specLines({ network, training, data, engine }: RunSpec): string[] {
  const widths = [network.inputs, ...network.layers.map(({ units }) => units)].join('-');
  return [
    l10n.t('Network {0}, seed of the first weights {1}', widths, network.seed),
    l10n.t('{0} samples, {1} a batch', formatCount(samplesOf(data)), formatCount(training.batchSize)),
    ...(engine === 'kernel' ? [] : [l10n.t('Engine: {0}', 'TensorFlow.js')]),
  ];
}

/** How it stands, or how it ended. */
function ending({ status, done }: RunSummary): string {
  const steps = stepCount(done);
  switch (status.kind) {
    case 'starting':
      return l10n.t('Starting');
    case 'running':
      return l10n.t('Training: {0} so far', steps);
    case 'paused':
      return l10n.t('Paused after {0}', steps);
    case 'done':
      return l10n.t('Trained to its end: {0}', steps);
    case 'stopped':
      return l10n.t('Stopped after {0}', steps);
    case 'diverged':
      return l10n.t('Diverged at step {0}', formatCount(status.step));
    case 'failed':
      return explain(status.error);
  }
}

const spells = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** “5 minutes ago”; what is older than a week has its date. */
function ago(time: number, { language, now }: Reader): string {
  const passed = now - time;
  if (passed >= 7 * spells[0][1]) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(time);
  const [unit, length] = spells.find(([, length]) => passed >= length) ?? ['minute', 60_000];
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  return passed < 60_000 ? l10n.t('just now') : format.format(-Math.floor(passed / length), unit);
}
