// The webview panel: creates or restores it, hydrates it once it is ready, then sends increments while it is visible.
// Knows nothing of commands, settings or workers; what the person does in it goes to the `PanelActions`.
import * as vscode from 'vscode';
import { serve, type Handlers, type Served } from '../../shared/messages/channel.ts';
import type { ErrorReport } from '../../shared/text/errors.ts';
import type { Controls, Snapshot, StepMove, ViewContract } from '../../shared/messages/protocol.ts';
import type { History } from '../runs/history.ts';
import { page } from './page.ts';
import { viewEntries } from './view-entries.ts';

export const viewType = 'backprop.panel';

/** What the panel asks the host to do: the view's calls but those that the panel answers itself. */
export type PanelActions = Omit<Handlers<ViewContract>, 'ready' | 'drawn'> & {
  /** Everything a view shows of the host's, when it is ready to show it. */
  snapshot(): Promise<Omit<Snapshot, 'move'>>;
};

/** Batches that the view may have before it says that they are drawn. */
const inFlightAtMost = 2;

export class Panel {
  readonly #panel: vscode.WebviewPanel;
  readonly #view: Served<ViewContract>;
  readonly #disposables: vscode.Disposable[] = [];
  /** The view listens. A hidden webview is gone; it says `ready` anew when it is shown. */
  #ready = false;
  #history: History | undefined;
  /** Rows of the history that the view has. */
  #rowsSent = 0;
  /** Steps of the run that the view knows of. */
  #doneSent = 0;
  #lastSequence = 0;
  #lastDrawn = 0;
  /** What a command asked for while the view was not ready. */
  #move: StepMove | null = null;

  readonly #closed = new vscode.EventEmitter<void>();
  /** The person has closed it. */
  readonly onDidClose = this.#closed.event;
  readonly #visibilityChanged = new vscode.EventEmitter<void>();
  /** `visible` may be another. */
  readonly onDidChangeVisibility = this.#visibilityChanged.event;

  static create(extensionUri: vscode.Uri, actions: PanelActions): Panel {
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    return new Panel(vscode.window.createWebviewPanel(viewType, 'Backprop', column), extensionUri, actions);
  }

  constructor(panel: vscode.WebviewPanel, extensionUri: vscode.Uri, actions: PanelActions) {
    this.#panel = panel;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
    this.#view = serve<ViewContract>(
      {
        post: (message) => void webview.postMessage(message),
        onMessage: (listener) => this.#disposables.push(webview.onDidReceiveMessage(listener)),
      },
      {
        ...actions,
        ready: async () => {
          const snapshot = await actions.snapshot();
          this.#ready = true;
          this.#rowsSent = snapshot.run?.progress.points.steps.length ?? 0;
          this.#doneSent = snapshot.run?.progress.done ?? 0;
          this.#lastDrawn = this.#lastSequence;
          const move = this.#move;
          this.#move = null;
          return { ...snapshot, move };
        },
        drawn: (sequence) => {
          this.#lastDrawn = Math.min(sequence, this.#lastSequence);
          this.progress();
        },
      },
      viewEntries,
    );
    this.#disposables.push(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#ready = false;
        this.#visibilityChanged.fire();
      }),
      panel.onDidDispose(() => {
        this.dispose();
        this.#closed.fire();
      }),
    );
    webview.html = page({
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.css')).toString(),
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID(),
      language: vscode.env.language,
      title: 'Backprop',
      translations: vscode.l10n.bundle ?? {},
    });
  }

  get visible(): boolean {
    return this.#panel.visible;
  }

  /** Whether it is the editor that the person works in. */
  get active(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Another run, or the same one whole. */
  show(history: History): void {
    this.#history = history;
    if (!this.#ready) return;
    this.#rowsSent = history.series.length;
    this.#doneSent = history.done;
    this.#view.emit('run', history.run());
  }

  /** The run has gone on: sends what the view lacks, unless it is behind with drawing; then a later call sends more. */
  progress(): void {
    if (!this.#ready || !this.#history) return;
    if (this.#lastSequence - this.#lastDrawn >= inFlightAtMost) return;
    if (this.#doneSent === this.#history.done) return;
    const progress = this.#history.progress(this.#rowsSent);
    this.#rowsSent = this.#history.series.length;
    this.#doneSent = this.#history.done;
    this.#view.emit('progress', { sequence: ++this.#lastSequence, runId: this.#history.id, progress });
  }

  status(): void {
    if (!this.#ready || !this.#history) return;
    this.#view.emit('status', { runId: this.#history.id, status: this.#history.status });
  }

  /** Moves the view's cursor, as soon as there is a view. */
  move(move: StepMove): void {
    if (this.#ready) this.#view.emit('move', move);
    else this.#move = move;
  }

  controls(controls: Controls): void {
    if (this.#ready) this.#view.emit('controls', controls);
  }

  problem(problem: ErrorReport | null): void {
    if (this.#ready) this.#view.emit('problem', problem);
  }

  dispose(): void {
    this.#ready = false;
    for (const disposable of this.#disposables.splice(0).reverse()) disposable.dispose();
    this.#panel.dispose();
  }
}
