// The composition root: commands, panel, library of runs and channels, and what follows from what. Read after extension.ts.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { reportOf } from '../shared/text/errors.ts';
import type { Run, RunStatus, Snapshot, StepOf } from '../shared/messages/protocol.ts';
import { makeRunId, startedAt, type ListedRun } from '../shared/run/summary.ts';
import type { StepRecord } from '../shared/step/step.ts';
import { setContext, showAlive } from './progress/alive.ts';
import { askForStep } from './views/ask-for-step.ts';
import { Draft, optionOf } from './experiment/draft.ts';
import { History } from './runs/history.ts';
import type { PanelActions } from './views/panel.ts';
import { PanelPlace } from './views/panel-place.ts';
import { RunLibrary } from './runs/library.ts';
import { OpenRun } from './runs/open-run.ts';
import { runCommands, type RunActions } from './runs/run-commands.ts';
import { RunStore } from './storage/run-store.ts';
import { runsFolder } from './storage/storage-folder.ts';
import { Session } from './runs/session.ts';
import { mostKept, openSettings, section, useSettings } from './experiment/settings.ts';
import { logged, Reports } from './progress/reports.ts';
import { RunsTree } from './tree/runs-tree.ts';
import type { SpawnWorker } from './worker/worker.ts';

/** What the extension exports: the runs, for tests and for other extensions. */
export interface Api {
  /** Every run there is: pinned ones first, then the newest first. */
  runs(): Promise<readonly ListedRun[]>;
  /** A copy of the run that is shown; at first that is the newest. */
  run(): Promise<Run | undefined>;
  /** Fires at each change of the status of the run that is shown. */
  readonly onDidChangeStatus: vscode.Event<RunStatus>;
  /** A step of the run that is shown with all its numbers; null where another was asked for meanwhile. */
  record(step: number): Promise<StepRecord | null>;
  /** Ends the workers as a crash would. */
  killWorker(): void;
}

/** How often what a run has so far is kept while it goes on. */
const keepAliveEveryMs = 10_000;

export class App implements Api {
  readonly #context: vscode.ExtensionContext;
  readonly #spawn: SpawnWorker;
  readonly #log: vscode.LogOutputChannel;
  /** Holds the program's print-out of the run that is shown, and nothing else. */
  readonly #printOut: vscode.OutputChannel;
  readonly #statusChanged = new vscode.EventEmitter<RunStatus>();
  readonly #reports: Reports;
  readonly #panel: PanelPlace;
  readonly #library: RunLibrary;
  readonly #tree: RunsTree;
  /** The run that everything shows. */
  #open: OpenRun | undefined;
  /** The run that was last asked for. */
  #wanted: string | undefined;
  #restored: Promise<void> | undefined;
  #aliveUi: vscode.Disposable | undefined;
  /** The choices in it are gone with the panel. */
  readonly #draft = new Draft();

  readonly onDidChangeStatus = this.#statusChanged.event;

  constructor(context: vscode.ExtensionContext, spawn: SpawnWorker) {
    this.#context = context;
    this.#spawn = spawn;
    this.#log = vscode.window.createOutputChannel(l10n.t('Backprop Diagnostics'), { log: true });
    this.#printOut = vscode.window.createOutputChannel('Backprop');
    this.#reports = new Reports(this.#log);
    this.#panel = new PanelPlace(context.extensionUri, this.#actions);
    const store = new RunStore(runsFolder(context), () => import('./storage/kept-run.ts'), Date.now);
    this.#library = new RunLibrary(store, {
      changed: () => this.#tree.refresh(),
      notRead: (reason) => this.#reports.note('the kept runs could not be listed:', reason),
      notKept: (reason) => this.#reports.notKept(reason),
      mostKept,
      repeat: (work) => {
        const timer = setInterval(work, keepAliveEveryMs);
        return { dispose: () => clearInterval(timer) };
      },
    });
    this.#tree = new RunsTree(() => this.#library.list());
    const commands: Record<string, (...words: never[]) => unknown> = {
      ...runCommands(this.#library, this.#runActions),
      train: () => this.train(),
      trainStepByStep: () => this.trainStepByStep(),
      pause: () => this.#open?.session?.pause(),
      resume: () => this.#open?.session?.resume(),
      stop: () => this.#open?.session?.stop(),
      stepForward: () => this.#panel.move({ kind: 'forward' }),
      stepBack: () => this.#panel.move({ kind: 'back' }),
      goToStep: () => this.#goToStep(),
      showPanel: () => this.#panel.reveal(),
      showLog: () => this.#printOut.show(true),
      openSettings: () => openSettings(),
    };
    context.subscriptions.push(
      this.#log,
      this.#printOut,
      this.#statusChanged,
      ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`${section}.${name}`, run)),
      this.#panel,
      this.#panel.onDidClose(() => this.#draft.clear()),
      this.#draft,
      this.#draft.onDidChange(() => this.#showDraft()),
      this.#tree,
      this.#library,
      { dispose: () => this.#open?.dispose() },
      { dispose: () => void this.#aliveUi?.dispose() },
    );
    setContext(undefined);
  }

  runs(): Promise<readonly ListedRun[]> {
    return this.#library.list();
  }

  async run(): Promise<Run | undefined> {
    await this.#restore();
    return this.#open?.history.run();
  }

  async record(step: number): Promise<StepRecord | null> {
    await this.#restore();
    return (await this.#open?.replay.record(step)) ?? null;
  }

  killWorker(): void {
    this.#open?.session?.killWorker();
    void this.#open?.replay.killWorker();
  }

  /** Trains what the panel's controls and the settings say. Bad settings train nothing; a run that is alive ends, and is kept. */
  train(): Promise<void> {
    return this.#trainDraft({ stepByStep: false });
  }

  /** The same, but waits before the first step. */
  trainStepByStep(): Promise<void> {
    return this.#trainDraft({ stepByStep: true });
  }

  async #trainDraft(how: { readonly stepByStep: boolean }): Promise<void> {
    const spec = this.#draft.spec();
    if (this.#draft.problem) void this.#reports.complain(this.#draft.problem);
    if (spec) await this.#start(new History(makeRunId(Date.now(), Math.random()), spec), how);
  }

  /** Trains a run from where its history ends. What is alive ends first, and is kept. */
  async #start(history: History, how: { readonly stepByStep: boolean }): Promise<void> {
    await this.#endAlive();
    // A panel that is revealed once more loses its focus: Enter on Train would put it nowhere.
    if (!this.#panel.active) this.#panel.reveal();
    const session = new Session(history, how);
    this.#library.add(session);
    this.#show(new OpenRun(history, session, this.#spawn, this.#context.extensionUri));
    this.#printOut.clear();
    session.onDidStart(() => this.#shows(session) && this.#panel.show(history));
    session.onDidProgress(() => this.#shows(session) && this.#panel.progress());
    session.onDidPrint((text) => this.#shows(session) && this.#printOut.append(text));
    session.onDidChangeStatus((status) => this.#followStatus(session, status));
    this.#aliveUi?.dispose();
    this.#aliveUi = showAlive(session, this.#panel);
    this.#log.info('train', logged(history.spec));
    if (how.stepByStep) this.#panel.move({ kind: 'latest' });
    this.#statusChanged.fire(history.status);
    await session.train(this.#spawn, this.#context.extensionUri);
  }

  /** What is alive stops, and is kept. */
  async #endAlive(): Promise<void> {
    await Promise.all(this.#library.alive.map((run) => run.stop()));
  }

  #shows(session: Session): boolean {
    return this.#open?.session === session;
  }

  /** Everything shows this run from here on. */
  #show(run: OpenRun): void {
    this.#open?.dispose();
    this.#open = run;
    setContext(run.history);
    this.#panel.show(run.history);
  }

  readonly #runActions: RunActions = {
    open: (id) => this.#openRun(id),
    train: (spec) => this.#start(new History(makeRunId(Date.now(), Math.random()), spec), { stepByStep: false }),
    trainOn: async (id, steps) => {
      // It may be the one that is alive: it is gone on with from where it ends.
      await this.#endAlive();
      const history = await this.#library.open(id);
      await this.#start(history.longer(steps), { stepByStep: false });
    },
    useSettings: (spec) => useSettings(spec),
    shown: () => this.#open?.history.id,
    selected: () => this.#tree.view.selection,
  };

  /** Shows a run of the library, whole: its panel, its steps, its print-out. The newest wish counts. */
  async #openRun(id: string): Promise<void> {
    this.#wanted = id;
    if (this.#open?.history.id === id) return this.#panel.reveal();
    this.#restored ??= Promise.resolve();
    try {
      const history = await this.#library.open(id);
      if (this.#wanted !== id) return;
      const held = this.#library.held(id);
      const session = held instanceof Session ? held : undefined;
      const run = new OpenRun(history, session, this.#spawn, this.#context.extensionUri);
      this.#show(run);
      this.#panel.reveal();
      this.#statusChanged.fire(history.status);
      await this.#printAgain(run);
    } catch (thrown) {
      await this.#reports.complain(reportOf(thrown));
      this.#tree.refresh();
    }
  }

  /** Puts a run's print-out into the output channel, unless another run is shown before it is there. */
  async #printAgain(run: OpenRun): Promise<void> {
    try {
      const printOut = await run.replay.printOut(run.history.progress().points);
      if (this.#open === run) this.#printOut.replace(printOut);
    } catch (thrown) {
      // Its worker went with it.
      if (this.#open === run) throw thrown;
    }
  }

  /** Stops a run that is alive and keeps what it has. */
  async close(): Promise<void> {
    this.#open?.dispose();
    await this.#endAlive();
    await this.#library.settled();
  }

  readonly #actions: PanelActions = {
    snapshot: () => this.#snapshot(),
    train: () => this.train(),
    trainStepByStep: () => this.trainStepByStep(),
    pause: () => this.#open?.session?.pause(),
    resume: () => this.#open?.session?.resume(),
    advance: () => this.#open?.session?.advance(),
    stop: () => this.#open?.session?.stop(),
    record: async ({ runId, step }: StepOf) => (await this.#openAs(runId)?.replay.record(step)) ?? null,
    check: async ({ runId, step }: StepOf) => (await this.#openAs(runId)?.replay.check(step)) ?? null,
    choose: (choices) => this.#draft.choose(choices),
    keepChoices: () => this.#draft.keep(),
    showDiagnostics: () => this.#log.show(true),
    openSettings: () => openSettings(this.#draft.problem ? optionOf(this.#draft.problem) : undefined),
  };

  /** Undefined for any run but the one that is shown. */
  #openAs(runId: string): OpenRun | undefined {
    return this.#open?.history.id === runId ? this.#open : undefined;
  }

  async #goToStep(): Promise<void> {
    await this.#restore();
    const step = await askForStep(() => (this.#open?.history.done ?? 0) - 1);
    if (step !== undefined) this.#panel.move({ kind: 'to', step });
  }

  async #snapshot(): Promise<Omit<Snapshot, 'move'>> {
    await this.#restore();
    const history = this.#open?.history;
    if (history) this.#panel.show(history);
    return { run: history?.run() ?? null, controls: this.#draft.controls, problem: this.#draft.problem };
  }

  /** Opens the newest run once, unless there is another. */
  #restore(): Promise<void> {
    this.#restored ??= (async () => {
      try {
        const runs = (await this.#library.list()).filter(({ kind }) => kind === 'run');
        const newest = runs.sort((a, b) => startedAt(b.id) - startedAt(a.id))[0];
        const history = newest && (await this.#library.open(newest.id));
        if (!history || this.#open) return;
        this.#show(new OpenRun(history, undefined, this.#spawn, this.#context.extensionUri));
      } catch (thrown) {
        this.#reports.note('the newest run could not be read:', thrown);
      }
    })();
    return this.#restored;
  }

  #followStatus(session: Session, status: RunStatus): void {
    const { history } = session;
    this.#log.info('status', logged(status), 'after', history.done, 'steps');
    if (!this.#shows(session)) return;
    setContext(history);
    this.#panel.progress();
    this.#panel.status();
    this.#statusChanged.fire(status);
    if (!history.alive) void this.#tellEnding(status);
  }

  /** A person who doesn't see the panel hears of an ending that asks something of them. */
  async #tellEnding(status: RunStatus): Promise<void> {
    if (status.kind === 'failed') await this.#reports.complain(status.error);
    if (status.kind !== 'diverged' || this.#panel.inSight) return;
    await this.#reports.diverged(status, () => this.#panel.reveal());
  }

  #showDraft(): void {
    this.#panel.controls(this.#draft.controls);
    this.#panel.problem(this.#draft.problem);
  }
}

/** Starts the extension: all that the entries do. */
export function start(context: vscode.ExtensionContext, spawn: SpawnWorker): App {
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  return new App(context, spawn);
}
