// What VS Code's own surface shows of a run: the context keys that enable commands, the status bar item, and the
// notification of a run that takes longer than a second. Knows nothing of the panel.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { stepsOf } from '../shared/counts.ts';
import type { History } from './history.ts';
import type { Session } from './session.ts';

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

/** Shows that a session is alive until it no longer is. */
export function showAlive(session: Session): vscode.Disposable {
  const { history } = session;
  const item = vscode.window.createStatusBarItem('backprop.run', vscode.StatusBarAlignment.Left);
  item.name = 'Backprop';
  item.command = 'backprop.showPanel';
  const count = () => {
    const icon = history.status.kind === 'paused' ? '$(debug-pause)' : '$(pulse)';
    item.text = `${icon} Backprop ${stepsDone(history)}`;
    item.tooltip = l10n.t('Backprop is training. Click to show its panel.');
  };
  count();
  item.show();
  const counting = setInterval(count, countEveryMs);
  const patience = setTimeout(() => void notify(session), longRunMs);
  const end = () => {
    clearInterval(counting);
    clearTimeout(patience);
    item.dispose();
    listening.dispose();
  };
  const listening = session.onDidChangeStatus(() => (session.alive ? count() : end()));
  return { dispose: end };
}

/** A progress notification with a Cancel that stops the run. */
async function notify(session: Session): Promise<void> {
  const { history } = session;
  const { steps } = history.spec.training;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: 'Backprop' },
    (progress, token) =>
      new Promise<void>((resolve) => {
        let shown = 0;
        const report = () => {
          const percent = (100 * history.done) / steps;
          progress.report({ message: stepsDone(history), increment: percent - shown });
          shown = percent;
        };
        report();
        const counting = setInterval(report, countEveryMs);
        const cancelling = token.onCancellationRequested(() => void session.stop());
        const listening = session.onDidChangeStatus(() => {
          if (session.alive) return;
          clearInterval(counting);
          cancelling.dispose();
          listening.dispose();
          resolve();
        });
      }),
  );
}

function stepsDone({ done, spec }: History): string {
  return stepsOf(done, spec.training.steps);
}
