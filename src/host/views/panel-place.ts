// The place of the panel: there is one panel at most, opened when it is asked for or brought back by VS Code, until the person
// closes it. What is to be seen is said here, whether there is a panel or not. Knows nothing of what a panel shows.
import * as vscode from 'vscode';
import type { Controls, StepMove } from '../../shared/messages/protocol.ts';
import type { ErrorReport } from '../../shared/text/errors.ts';
import type { Sight } from '../progress/alive.ts';
import type { History } from '../runs/history.ts';
import { Panel, viewType, type PanelActions } from './panel.ts';

export class PanelPlace implements Sight {
  readonly #extensionUri: vscode.Uri;
  readonly #actions: PanelActions;
  #panel: Panel | undefined;
  /** What a panel shows that comes later. */
  #history: History | undefined;
  readonly #serializer: vscode.Disposable;

  readonly #closed = new vscode.EventEmitter<void>();
  /** The person has closed it. */
  readonly onDidClose = this.#closed.event;
  readonly #sightChanged = new vscode.EventEmitter<void>();
  /** `inSight` may be another. */
  readonly onDidChange = this.#sightChanged.event;

  constructor(extensionUri: vscode.Uri, actions: PanelActions) {
    this.#extensionUri = extensionUri;
    this.#actions = actions;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel) => {
        this.#adopt(new Panel(panel, extensionUri, actions));
        return Promise.resolve();
      },
    });
  }

  get inSight(): boolean {
    return this.#panel?.visible ?? false;
  }

  /** Whether it is the editor that the person works in. */
  get active(): boolean {
    return this.#panel?.active ?? false;
  }

  reveal(): void {
    if (this.#panel) this.#panel.reveal();
    else this.#adopt(Panel.create(this.#extensionUri, this.#actions));
  }

  /** Another run, or the same one whole. */
  show(history: History): void {
    this.#history = history;
    this.#panel?.show(history);
  }

  progress(): void {
    this.#panel?.progress();
  }

  status(): void {
    this.#panel?.status();
  }

  /** The cursor is the view's; one that is not there yet moves it when it is. */
  move(move: StepMove): void {
    if (!this.inSight) this.reveal();
    this.#panel?.move(move);
  }

  controls(controls: Controls): void {
    this.#panel?.controls(controls);
  }

  problem(problem: ErrorReport | null): void {
    this.#panel?.problem(problem);
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#panel?.dispose();
    this.#closed.dispose();
    this.#sightChanged.dispose();
  }

  #adopt(panel: Panel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    if (this.#history) panel.show(this.#history);
    panel.onDidChangeVisibility(() => this.#sightChanged.fire());
    panel.onDidClose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#closed.fire();
      this.#sightChanged.fire();
    });
    this.#sightChanged.fire();
  }
}
