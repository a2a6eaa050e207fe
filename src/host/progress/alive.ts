// What VS Code's own surface shows of a run: the context keys that enable commands, the status bar item, and, of a run
// that trains for longer than a second unseen, a notification. Knows of the panel only whether it is in sight.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { stepsOf } from '../../shared/text/counts.ts';
import type { History } from '../runs/history.ts';
import { Patience } from './patience.ts';
import type { Session } from '../runs/session.ts';
import { setTooltip, showProgress } from '../surface/surface.ts';

const longRunMs = 1000;
/** How often the status bar and the notification count: a person reads no faster. */
const countEveryMs = 250;

/** Sets the context keys that the manifest's enablements read: `backprop.state`, `backprop.alive`, `backprop.hasRun`,
 * `backprop.hasSteps`. */
export function setContext(history: History | undefined): void {
  void vscode.commands.executeCommand('setContext', 'backprop.state', history?.status.kind ?? 'none');
  void vscode.commands.executeCommand('setContext', 'backprop.alive', history?.alive ?? false);
  void vscode.commands.executeCommand('setContext', 'backprop.hasRun', history !== undefined);
  // A run that has its start has steps to look into, or to make.
  void vscode.commands.executeCommand('setContext', 'backprop.hasSteps', (history?.start ?? null) !== null);
}

/** Whether the person sees what the panel says of a run. */
export interface Sight {
  readonly inSight: boolean;
  readonly onDidChange: vscode.Event<void>;
}

/** Shows that a session is alive until it no longer is: in the status bar, and where the panel is not seen in a message too. */
export function showAlive(session: Session, panel: Sight): vscode.Disposable {
  const { history } = session;
  const item = vscode.window.createStatusBarItem('backprop.run', vscode.StatusBarAlignment.Left);
  item.name = 'Backprop';
  item.command = 'backprop.showPanel';
  const message = new Patience(longRunMs, () => notify(session));
  const count = () => {
    const paused = history.status.kind === 'paused';
    item.text = `${paused ? '$(debug-pause)' : '$(pulse)'} Backprop ${stepsDone(history)}`;
    setTooltip(
      item,
      paused
        ? l10n.t('Backprop is paused. Click to show its panel.')
        : l10n.t('Backprop is training. Click to show its panel.'),
    );
  };
  const follow = () => {
    if (!session.alive) return end();
    count();
    message.want(history.status.kind !== 'paused' && !panel.inSight);
  };
  const counting = setInterval(count, countEveryMs);
  const listening = [session.onDidChangeStatus(follow), panel.onDidChange(follow)];
  const end = () => {
    clearInterval(counting);
    message.dispose();
    item.dispose();
    for (const listener of listening) listener.dispose();
  };
  follow();
  item.show();
  return { dispose: end };
}

/** A progress notification with a Cancel that stops the run. @returns what closes it */
function notify(session: Session): () => void {
  const { history } = session;
  const { steps } = history.spec.training;
  let close = () => {};
  const closed = new Promise<void>((resolve) => (close = resolve));
  void showProgress('Backprop', async (report, token) => {
    let shown = 0;
    const count = () => {
      const percent = (100 * history.done) / steps;
      report(stepsDone(history), percent - shown);
      shown = percent;
    };
    count();
    const counting = setInterval(count, countEveryMs);
    const cancelling = token.onCancellationRequested(() => void session.stop());
    await closed;
    clearInterval(counting);
    cancelling.dispose();
  });
  return close;
}

function stepsDone({ done, spec }: History): string {
  return stepsOf(done, spec.training.steps);
}
