// A run that somebody looks at: its history, who trains it while it is alive, and who looks into its steps.
import type { SpawnWorker } from '../worker/worker.ts';
import { Stepper } from './replay.ts';
import type { History } from './history.ts';
import type { Session } from './session.ts';
import type * as vscode from 'vscode';

export class OpenRun {
  readonly history: History;
  /** Undefined where nobody in this window trains it. */
  readonly session: Session | undefined;
  readonly #look: () => Stepper;
  #stepper: Stepper | undefined;

  constructor(history: History, session: Session | undefined, spawn: SpawnWorker, extensionUri: vscode.Uri) {
    this.history = history;
    this.session = session;
    this.#look = () => new Stepper(history.spec, spawn, extensionUri);
  }

  /** Looks into its steps; started when it is first asked for. */
  get stepper(): Stepper {
    return (this.#stepper ??= this.#look());
  }

  /** Nobody looks any more. What trains it goes on. */
  dispose(): void {
    this.#stepper?.dispose();
    this.#stepper = undefined;
  }
}
