// One run and the worker that trains it, as a state machine:
// starting → running ⇄ paused → done | stopped | diverged | failed.
// Knows nothing of panels, settings or commands.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { connect, type Connected } from '../../shared/messages/channel.ts';
import { reportOf, type ErrorReport } from '../../shared/text/errors.ts';
import type { RunStatus, WorkerContract } from '../../shared/messages/protocol.ts';
import type { History } from './history.ts';
import type { SpawnWorker, TrainingWorker } from '../worker/worker.ts';

/** How long a worker may take to obey a stop before it is terminated. */
const stopPatienceMs = 1000;

/** A running worker reports many times a second; one that is silent for two such spells is dead. */
const silenceMs = 2500;

export class Session {
  readonly history: History;
  /** The run waits before its first step. */
  readonly #stepByStep: boolean;
  #worker: TrainingWorker | undefined;
  #trainer: Connected<WorkerContract> | undefined;
  #silentSpells = 0;
  readonly #watch: ReturnType<typeof setInterval>;
  readonly #started = new vscode.EventEmitter<void>();
  readonly #progressed = new vscode.EventEmitter<void>();
  readonly #statusChanged = new vscode.EventEmitter<RunStatus>();
  readonly #printed = new vscode.EventEmitter<string>();

  /** The worker has loaded the run; `history.start` is there. */
  readonly onDidStart = this.#started.event;
  /** The history has new rows. */
  readonly onDidProgress = this.#progressed.event;
  readonly onDidChangeStatus = this.#statusChanged.event;
  /** The next piece of the program's print-out. */
  readonly onDidPrint = this.#printed.event;

  /** @param history of the run so far: training goes on where it ends */
  constructor(history: History, { stepByStep = false } = {}) {
    this.history = history;
    history.status = { kind: 'starting' };
    this.#stepByStep = stepByStep;
    // A Web Worker that the browser ends fires no event: only its silence tells.
    this.#watch = setInterval(() => this.#listenForSilence(), silenceMs);
  }

  get alive(): boolean {
    return this.history.alive;
  }

  /** Spawns the worker and starts training. Never rejects: what goes wrong becomes the status `failed`. */
  async train(spawn: SpawnWorker, extensionUri: vscode.Uri): Promise<void> {
    try {
      const worker = await spawn(extensionUri);
      if (!this.alive) return worker.terminate();
      this.#worker = worker;
      this.#trainer = connect<WorkerContract>(worker, {
        progress: (progress) => {
          this.#silentSpells = 0;
          this.history.append(progress);
          this.#progressed.fire();
        },
        print: (text) => this.#printed.fire(text),
        finished: (outcome) => this.#end(outcome),
        failed: (error) => this.#end({ kind: 'failed', error }),
      });
      worker.onDeath((reason) => this.#end({ kind: 'failed', error: { code: 'worker.died', args: { reason } } }));
      const { spec } = this.history;
      const soFar = this.history.soFar();
      this.history.start = await this.#trainer.call('start', { spec, paused: this.#stepByStep, soFar });
      if (!this.alive) return;
      this.#started.fire();
      this.#become({ kind: this.#stepByStep ? 'paused' : 'running' });
    } catch (thrown) {
      this.#end({ kind: 'failed', error: reportOf(thrown) });
    }
  }

  async pause(): Promise<void> {
    if (this.history.status.kind === 'running') await this.#ask('pause', { kind: 'paused' });
  }

  async resume(): Promise<void> {
    if (this.history.status.kind === 'paused') await this.#ask('resume', { kind: 'running' });
  }

  /** Makes one step of a paused run, which stays paused. */
  async advance(): Promise<void> {
    if (this.history.status.kind === 'paused') await this.#ask('advance', { kind: 'paused' });
  }

  /** Cooperative; a worker that doesn't answer is terminated. */
  async stop(): Promise<void> {
    if (!this.alive) return;
    const patience = setTimeout(() => this.#end({ kind: 'stopped' }), stopPatienceMs);
    try {
      await this.#trainer?.call('stop');
    } catch (thrown) {
      this.#end({ kind: 'failed', error: reportOf(thrown) });
    } finally {
      clearTimeout(patience);
    }
    this.#end({ kind: 'stopped' });
  }

  /** Ends the worker as a crash would. For tests. */
  killWorker(): void {
    this.#worker?.kill();
  }

  dispose(): void {
    this.#end({ kind: 'stopped' });
    this.#started.dispose();
    this.#progressed.dispose();
    this.#statusChanged.dispose();
    this.#printed.dispose();
  }

  async #ask(what: 'pause' | 'resume' | 'advance', then: RunStatus): Promise<void> {
    try {
      await this.#trainer?.call(what);
      if (this.alive) this.#become(then);
    } catch (thrown) {
      this.#end({ kind: 'failed', error: reportOf(thrown) });
    }
  }

  #listenForSilence(): void {
    this.#silentSpells = this.history.status.kind === 'running' ? this.#silentSpells + 1 : 0;
    if (this.#silentSpells <= 2) return;
    this.#end({ kind: 'failed', error: { code: 'worker.died', args: { reason: l10n.t('it no longer answers') } } });
  }

  #become(status: RunStatus): void {
    this.history.status = status;
    this.#statusChanged.fire(status);
  }

  /** The first ending counts; those that follow it, such as the worker's exit, say nothing new. */
  #end(status: RunStatus): void {
    if (!this.alive) return;
    clearInterval(this.#watch);
    this.#become(status);
    this.#trainer?.fail({ code: 'worker.died', args: { reason: 'terminated' } } satisfies ErrorReport);
    this.#worker?.terminate();
  }
}
