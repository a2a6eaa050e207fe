// A run that somebody looks at: its history, who trains it while it is alive, and who looks into its steps.
import type { SpawnWorker } from '../worker/worker.ts';
import { Replay } from './replay.ts';
import type { History } from './history.ts';
import type { Session } from './session.ts';
import type * as vscode from 'vscode';

export class OpenRun {
  readonly history: History;
  /** Undefined where nobody in this window trains it. */
  readonly session: Session | undefined;
  readonly #look: () => Replay;
  #replay: Replay | undefined;

  constructor(history: History, session: Session | undefined, spawn: SpawnWorker, extensionUri: vscode.Uri) {
    this.history = history;
    this.session = session;
    this.#look = () => new Replay(history.spec, spawn, extensionUri);
  }

  /** Looks into its steps; started when it is first asked for. */
  get replay(): Replay {
    return (this.#replay ??= this.#look());
  }

  /** Nobody looks any more. What trains it goes on. */
  dispose(): void {
    this.#replay?.dispose();
    this.#replay = undefined;
  }
}
