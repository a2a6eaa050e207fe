// What a person is told of in a message, with the one button that helps, and what the diagnostics say of it, which are for
// whoever helps them. Knows nothing of when.
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { RunStatus } from '../../shared/messages/protocol.ts';
import { adviceText } from '../../shared/run/advice.ts';
import { explain, reportOf, type ErrorReport } from '../../shared/text/errors.ts';
import { formatCount, formatNumber } from '../../shared/text/numbers.ts';
import { printable } from '../../shared/text/printable.ts';
import { optionOf } from '../experiment/draft.ts';
import { openSettings } from '../experiment/settings.ts';
import { tellError, tellWarning } from '../surface/surface.ts';

export class Reports {
  readonly #log: vscode.LogOutputChannel;

  /** @param log the diagnostics */
  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** Something is wrong: which, and the way to its setting or to the diagnostics. */
  async complain(report: ErrorReport): Promise<void> {
    this.#log.error(logged(report));
    const option = optionOf(report);
    const help = option ? l10n.t('Open Setting') : l10n.t('Show Diagnostics');
    if ((await tellError(explain(report), help)) !== help) return;
    if (option) await openSettings(option);
    else this.#log.show();
  }

  /** A run diverged, and what came of trying smaller learning rates. */
  async diverged({ step, advice }: Extract<RunStatus, { kind: 'diverged' }>, showPanel: () => void): Promise<void> {
    const show = l10n.t('Show Panel');
    const told = adviceText(advice, (rate) => l10n.t('Learning rate {0}', formatNumber(rate)));
    const sentence = l10n.t('Training diverged at step {0}. {1}', formatCount(step), told);
    if ((await tellWarning(sentence, show)) === show) showPanel();
  }

  /** A run could not be kept. It is still in sight. */
  notKept(reason: unknown): void {
    this.note('a run could not be kept:', reason);
    void tellWarning(
      l10n.t('A run could not be kept: there may be no room on the disk. It stays in sight until this window closes.'),
    );
  }

  /** Nobody is told, but the diagnostics say why. */
  note(what: string, reason: unknown): void {
    this.#log.warn(what, explain(reportOf(reason)));
  }
}

/** Plain data as a line of the diagnostics: in full, but for what nobody would read. */
export function logged(data: object): string {
  return printable(JSON.stringify(data), 2000);
}
