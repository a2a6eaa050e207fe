// The composition root: commands, panel, session and channels, and what follows from what. Read after extension.ts.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { explain, reportOf, type ErrorReport } from '../shared/errors.ts';
import { formatCount } from '../shared/numbers.ts';
import { printable } from '../shared/printable.ts';
import type { Run, RunStatus, Snapshot, StepMove, StepOf } from '../shared/protocol.ts';
import type { StepRecord } from '../shared/step.ts';
import { setContext, showAlive } from './alive.ts';
import { askForStep } from './ask-for-step.ts';
import { Draft, optionOf } from './draft.ts';
import { History } from './history.ts';
import { keepRun, keptRun } from './keep.ts';
import { Panel, viewType, type PanelActions } from './panel.ts';
import { Session } from './session.ts';
import { openSettings, section } from './settings.ts';
import { Stepper } from './stepper.ts';
import type { SpawnWorker } from './worker.ts';

/** What the extension exports: the newest run, for tests and for other extensions. */
export interface Api {
  /** A copy of the newest run, the kept one included. */
  run(): Promise<Run | undefined>;
  /** Fires at each change of the newest run's status. */
  readonly onDidChangeStatus: vscode.Event<RunStatus>;
  /** A step of the newest run with all its numbers; null where another was asked for meanwhile. */
  record(step: number): Promise<StepRecord | null>;
  /** Ends the workers as a crash would. */
  killWorker(): void;
}

export class App implements Api {
  readonly #context: vscode.ExtensionContext;
  readonly #spawn: SpawnWorker;
  readonly #log: vscode.LogOutputChannel;
  /** Holds the program's print-out of the newest run, and nothing else. */
  readonly #printOut: vscode.OutputChannel;
  readonly #statusChanged = new vscode.EventEmitter<RunStatus>();
  #panel: Panel | undefined;
  #session: Session | undefined;
  #history: History | undefined;
  /** Looks into the steps of `#history`, once somebody does. */
  #stepper: Stepper | undefined;
  #restored: Promise<void> | undefined;
  /** The newest run being written to the workspace's storage. */
  #kept: Promise<void> = Promise.resolve();
  #aliveUi: vscode.Disposable | undefined;
  /** The choices in it are gone with the panel. */
  readonly #draft = new Draft();

  readonly onDidChangeStatus = this.#statusChanged.event;

  constructor(context: vscode.ExtensionContext, spawn: SpawnWorker) {
    this.#context = context;
    this.#spawn = spawn;
    this.#log = vscode.window.createOutputChannel(l10n.t('Backprop Diagnostics'), { log: true });
    this.#printOut = vscode.window.createOutputChannel('Backprop');
    const commands: Record<string, () => unknown> = {
      train: () => this.train(),
      trainStepByStep: () => this.trainStepByStep(),
      pause: () => this.#session?.pause(),
      resume: () => this.#session?.resume(),
      stop: () => this.#session?.stop(),
      stepForward: () => this.#move({ kind: 'forward' }),
      stepBack: () => this.#move({ kind: 'back' }),
      goToStep: () => this.#goToStep(),
      showPanel: () => this.#showPanel(),
      showLog: () => this.#printOut.show(true),
      openSettings: () => openSettings(),
    };
    context.subscriptions.push(
      this.#log,
      this.#printOut,
      this.#statusChanged,
      ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`${section}.${name}`, run)),
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel) => {
          this.#adopt(new Panel(panel, context.extensionUri, this.#actions));
          return Promise.resolve();
        },
      }),
      this.#draft,
      this.#draft.onDidChange(() => this.#showDraft()),
      { dispose: () => this.#panel?.dispose() },
      { dispose: () => this.#session?.dispose() },
      { dispose: () => this.#stepper?.dispose() },
      { dispose: () => void this.#aliveUi?.dispose() },
    );
    setContext(undefined);
  }

  async run(): Promise<Run | undefined> {
    await this.#restore();
    return this.#history?.run();
  }

  async record(step: number): Promise<StepRecord | null> {
    await this.#restore();
    return (await this.#stepperOf(this.#history?.id)?.record(step)) ?? null;
  }

  killWorker(): void {
    this.#session?.killWorker();
    void this.#stepper?.killWorker();
  }

  /** Trains what the panel's controls and the settings say. Bad settings train nothing; a run that is alive is asked after. */
  train(): Promise<void> {
    return this.#start({ stepByStep: false });
  }

  /** The same, but waits before the first step. */
  async trainStepByStep(): Promise<void> {
    await this.#start({ stepByStep: true });
  }

  async #start(how: { readonly stepByStep: boolean }): Promise<void> {
    const spec = this.#draft.spec();
    if (this.#draft.problem) void this.#complain(this.#draft.problem);
    if (!spec || !(await this.#mayReplace())) return;
    // A panel that is revealed once more loses its focus: Enter on Train would put it nowhere.
    if (!this.#panel?.active) this.#showPanel();
    this.#session?.dispose();
    const session = new Session(spec, how);
    this.#session = session;
    this.#becomeNewest(session.history);
    this.#printOut.clear();
    session.onDidStart(() => this.#panel?.show(session.history));
    session.onDidProgress(() => this.#panel?.progress());
    session.onDidPrint((text) => this.#printOut.append(text));
    session.onDidChangeStatus((status) => this.#followStatus(session, status));
    this.#aliveUi?.dispose();
    this.#aliveUi = showAlive(session);
    this.#log.info('train', logged(spec));
    setContext(session.history);
    this.#panel?.show(session.history);
    if (how.stepByStep) this.#panel?.move({ kind: 'latest' });
    this.#statusChanged.fire(session.history.status);
    await session.train(this.#spawn, this.#context.extensionUri);
  }

  /** Stops a run that is alive and keeps what it has. */
  async close(): Promise<void> {
    this.#session?.dispose();
    this.#stepper?.dispose();
    await this.#kept;
  }

  readonly #actions: PanelActions = {
    snapshot: () => this.#snapshot(),
    train: () => this.train(),
    trainStepByStep: () => this.trainStepByStep(),
    pause: () => this.#session?.pause(),
    resume: () => this.#session?.resume(),
    advance: () => this.#session?.advance(),
    stop: () => this.#session?.stop(),
    record: async ({ runId, step }: StepOf) => (await this.#stepperOf(runId)?.record(step)) ?? null,
    check: async ({ runId, step }: StepOf) => (await this.#stepperOf(runId)?.check(step)) ?? null,
    choose: (choices) => this.#draft.choose(choices),
    keepChoices: () => this.#draft.keep(),
    showLog: () => this.#printOut.show(true),
    openSettings: () => openSettings(this.#draft.problem ? optionOf(this.#draft.problem) : undefined),
  };

  /** Whether the run that is alive, if one is, may end for another. */
  async #mayReplace(): Promise<boolean> {
    if (!this.#session?.alive) return true;
    const replace = l10n.t('Stop It and Train');
    const question = l10n.t('A run is still training. Stop it and train anew?');
    if ((await vscode.window.showWarningMessage(question, replace)) !== replace) return false;
    await this.#session.stop();
    return true;
  }

  #showPanel(): void {
    if (this.#panel) this.#panel.reveal();
    else this.#adopt(Panel.create(this.#context.extensionUri, this.#actions));
  }

  #adopt(panel: Panel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    if (this.#history) panel.show(this.#history);
    panel.onDidClose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#draft.clear();
    });
  }

  /** Another run: what looked into the steps of the last ends. */
  #becomeNewest(history: History): void {
    this.#history = history;
    this.#stepper?.dispose();
    this.#stepper = undefined;
  }

  /** Undefined for any run but the newest. */
  #stepperOf(runId: string | undefined): Stepper | undefined {
    if (!this.#history || this.#history.id !== runId) return undefined;
    return (this.#stepper ??= new Stepper(this.#history.spec, this.#spawn, this.#context.extensionUri));
  }

  /** The cursor is the view's; a panel that is not there yet moves it when it is. */
  #move(move: StepMove): void {
    if (!this.#panel?.visible) this.#showPanel();
    this.#panel?.move(move);
  }

  async #goToStep(): Promise<void> {
    await this.#restore();
    const step = await askForStep(() => (this.#history?.done ?? 0) - 1);
    if (step !== undefined) this.#move({ kind: 'to', step });
  }

  async #snapshot(): Promise<Omit<Snapshot, 'move'>> {
    await this.#restore();
    if (this.#history) this.#panel?.show(this.#history);
    return { run: this.#history?.run() ?? null, controls: this.#draft.controls, problem: this.#draft.problem };
  }

  /** Reads the kept run once, unless a newer one is there. */
  #restore(): Promise<void> {
    this.#restored ??= (async () => {
      try {
        const run = await keptRun(this.#context);
        if (!run || this.#history) return;
        this.#becomeNewest(History.of(run));
        setContext(this.#history);
      } catch (thrown) {
        this.#log.warn('the kept run could not be read:', explain(reportOf(thrown)));
      }
    })();
    return this.#restored;
  }

  #followStatus(session: Session, status: RunStatus): void {
    const { history } = session;
    if (history !== this.#history) return;
    this.#log.info('status', logged(status), 'after', history.done, 'steps');
    setContext(history);
    this.#panel?.progress();
    this.#panel?.status();
    this.#statusChanged.fire(status);
    if (history.alive) return;
    this.#kept = keepRun(this.#context, history.run()).catch((thrown: unknown) =>
      this.#log.warn('the run could not be kept:', explain(reportOf(thrown))),
    );
    void this.#tellEnding(status);
  }

  /** A person who doesn't see the panel hears of an ending that asks something of them. */
  async #tellEnding(status: RunStatus): Promise<void> {
    if (status.kind === 'failed') await this.#complain(status.error);
    if (status.kind !== 'diverged' || this.#panel?.visible) return;
    const show = l10n.t('Show Panel');
    const sentence = l10n.t('Training diverged at step {0}: the learning rate is too large.', formatCount(status.step));
    if ((await vscode.window.showWarningMessage(sentence, show)) === show) this.#showPanel();
  }

  /** One message with the one button that helps. */
  async #complain(report: ErrorReport): Promise<void> {
    this.#log.error(logged(report));
    const option = optionOf(report);
    const help = option ? l10n.t('Open Setting') : l10n.t('Show Diagnostics');
    if ((await vscode.window.showErrorMessage(explain(report), help)) !== help) return;
    if (option) await openSettings(option);
    else this.#log.show();
  }

  #showDraft(): void {
    this.#panel?.controls(this.#draft.controls);
    this.#panel?.problem(this.#draft.problem);
  }
}

/** Plain data as a line of the diagnostics, which are for whoever helps: in full, but for what nobody would read. */
function logged(data: object): string {
  return printable(JSON.stringify(data), 2000);
}

/** Starts the extension: all that the entries do. */
export function start(context: vscode.ExtensionContext, spawn: SpawnWorker): App {
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  return new App(context, spawn);
}
