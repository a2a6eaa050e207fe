// What the view shows, as signals: the run with its history, the controls, and where the reader is.
// Appends what the host sends at once and lets it be seen in one animation frame. Knows nothing of the page.
import { batch, computed, signal } from '@preact/signals';
import type { Connected, Listeners } from '../../shared/messages/channel.ts';
import type { ErrorReport } from '../../shared/text/errors.ts';
import { reportOf } from '../../shared/text/errors.ts';
import { options } from '../../shared/spec/options.ts';
import type {
  Choices,
  Controls,
  Progress,
  Run,
  RunStatus,
  Snapshot,
  StepMove,
  StepOf,
  ViewContract,
} from '../../shared/messages/protocol.ts';
import type { GradientCheck, StepRecord } from '../../shared/step/step.ts';
import type { CurveScale, Navigation, Tab } from './api.ts';
import { latest, moved, rowAt, stepAt, stepped, type Cursor, type Move } from './cursor.ts';
import { appendTo, shownRun, type ShownRun } from './shown-run.ts';

/** The state after one step: what every view shows. */
export interface Moment {
  readonly step: number;
  readonly loss: number;
  readonly weights: Float32Array;
}

/** A part of the network that the reader points at. */
export type Spot =
  | { readonly kind: 'weight'; readonly layer: number; readonly from: number; readonly to: number }
  | { readonly kind: 'node'; readonly layer: number; readonly index: number };

/** The choices that are typed. */
export type FieldName = 'learningRate' | 'steps';

type Host = Connected<ViewContract>;

export class Store {
  readonly run = signal<ShownRun | null>(null);
  readonly status = signal<RunStatus | null>(null);
  /** Rows of the run's series that are on the screen. */
  readonly rows = signal(0);
  readonly done = signal(0);
  readonly elapsedMs = signal(0);
  readonly controls = signal<Controls>({ choices: defaultChoices, settings: defaultChoices });
  readonly problem = signal<ErrorReport | null>(null);
  readonly cursor = signal<Cursor>(latest);
  readonly scale = signal<CurveScale>('log');
  readonly tab = signal<Tab>('train');
  readonly spot = signal<Spot | null>(null);
  /** Texts that are no allowed value, as typed. */
  readonly badTexts = signal<Readonly<Partial<Record<FieldName, string>>>>({});

  /** The last step that was made; −1 before the first. */
  readonly newest = computed(() => this.done.value - 1);
  /** The step that the cursor is at; −1 before the first. */
  readonly step = computed(() => stepAt(this.cursor.value, this.newest.value));
  /** The row at or before the cursor; -1 before the first. */
  readonly row = computed(() => {
    const run = this.run.value;
    return run && this.rows.value > 0 ? Math.min(rowAt(this.cursor.value, run.series), this.rows.value - 1) : -1;
  });
  readonly moment = computed<Moment | null>(() => {
    const { series } = this.run.value ?? {};
    const row = this.row.value;
    if (!series || row < 0) return null;
    return { step: series.step(row), loss: series.loss(row), weights: series.weights(row) };
  });

  /** The least loss that the run can reach; undefined where it isn't known, yet or at all. */
  readonly limit = computed(() => {
    const limit = this.run.value?.start?.limit;
    return limit === undefined || Number.isNaN(limit) ? undefined : limit;
  });

  readonly #nextFrame: (draw: () => void) => void;
  #host: Host | undefined;
  #pending: { sequence: number; progress: Progress } | undefined;

  /** @param nextFrame calls back once before the next frame is painted */
  constructor(nextFrame: (draw: () => void) => void) {
    this.#nextFrame = nextFrame;
  }

  /** What the host says unasked. */
  readonly listeners: Listeners<ViewContract> = {
    run: (run) => this.#show(run),
    status: ({ runId, status }) => {
      if (runId === this.run.value?.id) this.status.value = status;
    },
    progress: ({ sequence, runId, progress }) => this.#append(sequence, runId, progress),
    controls: (controls) => (this.controls.value = controls),
    problem: (problem) => (this.problem.value = problem),
    move: (move) => this.obey(move),
  };

  /** Asks the host for everything, once; from here on it sends what is new. */
  async connect(host: Host, navigation: Navigation): Promise<void> {
    this.#host = host;
    this.scale.value = navigation.scale;
    this.tab.value = navigation.tab;
    const { run, controls, problem, move }: Snapshot = await host.call('ready');
    batch(() => {
      this.#show(run);
      this.controls.value = controls;
      this.problem.value = problem;
      if (run && run.id === navigation.runId) this.cursor.value = navigation.cursor;
      if (move) this.obey(move);
    });
  }

  get navigation(): Navigation {
    const { run, cursor, scale, tab } = this;
    return { runId: run.value?.id ?? null, cursor: cursor.value, scale: scale.value, tab: tab.value };
  }

  move(move: Move): void {
    const run = this.run.value;
    if (run) this.cursor.value = moved(this.cursor.value, move, run.series, run.reports);
  }

  moveTo(row: number): void {
    const run = this.run.value;
    if (run) this.cursor.value = { kind: 'step', step: run.series.step(row) };
  }

  /** Moves the cursor by single steps and reports. */
  moveStep(move: Move): void {
    this.#draw();
    const run = this.run.value;
    if (run) this.cursor.value = stepped(this.cursor.value, move, this.newest.value, run.spec.training.reportEvery);
  }

  /** Goes to a step, held within those that were made. */
  goTo(step: number): void {
    this.#draw();
    this.cursor.value = this.newest.value < 0 ? latest : { kind: 'step', step: Math.min(step, this.newest.value) };
  }

  /** One step on; at the newest of a paused run, which has none, it is made. */
  stepForward(): void {
    this.#draw();
    if (this.step.value < this.newest.value) return this.moveStep('forward');
    if (this.status.value?.kind !== 'paused') return;
    this.cursor.value = latest;
    this.#ask((host) => host.call('advance'));
  }

  /** What a command asks for: the step is to be seen. */
  obey(move: StepMove): void {
    batch(() => {
      this.tab.value = 'step';
      if (move.kind === 'to') this.goTo(move.step);
      else if (move.kind === 'forward') this.stepForward();
      else this.moveStep(move.kind);
    });
  }

  /** A step of the run with all its numbers. @throws BackpropError */
  record(of: StepOf): Promise<StepRecord | null> {
    return this.#host?.call('record', of) ?? Promise.resolve(null);
  }

  /** A step's gradients in three ways. @throws BackpropError */
  check(of: StepOf): Promise<GradientCheck | null> {
    return this.#host?.call('check', of) ?? Promise.resolve(null);
  }

  choose(choices: Partial<Choices>): void {
    const { choices: before, settings } = this.controls.value;
    this.controls.value = { choices: { ...before, ...choices }, settings };
    this.#ask((host) => host.call('choose', choices));
  }

  /** Keeps a typed text that is no allowed value; undefined where the text is one. */
  markBad(name: FieldName, text: string | undefined): void {
    const badTexts = { ...this.badTexts.value };
    if (text === undefined) delete badTexts[name];
    else badTexts[name] = text;
    this.badTexts.value = badTexts;
  }

  train(): void {
    this.#ask((host) => host.call('train'));
  }

  trainStepByStep(): void {
    this.#ask((host) => host.call('trainStepByStep'));
  }

  /** Pauses a run that runs, resumes one that is paused. */
  playOrPause(): void {
    const kind = this.status.value?.kind;
    if (kind === 'running') this.#ask((host) => host.call('pause'));
    if (kind === 'paused') this.#ask((host) => host.call('resume'));
  }

  stop(): void {
    this.#ask((host) => host.call('stop'));
  }
  keepChoices(): void {
    this.#ask((host) => host.call('keepChoices'));
  }
  showDiagnostics(): void {
    this.#ask((host) => host.call('showDiagnostics'));
  }
  openSettings(): void {
    this.#ask((host) => host.call('openSettings'));
  }

  #ask(call: (host: Host) => Promise<unknown>): void {
    if (this.#host) call(this.#host).catch((thrown: unknown) => (this.problem.value = reportOf(thrown)));
  }

  #show(run: Run | null): void {
    batch(() => {
      if (run?.id !== this.run.value?.id) this.cursor.value = latest;
      // The whole run holds what was to be drawn.
      if (this.#pending) this.#acknowledge(this.#pending.sequence);
      this.#pending = undefined;
      this.run.value = run && shownRun(run);
      this.status.value = run && run.status;
      this.rows.value = this.run.value?.series.length ?? 0;
      this.done.value = run?.progress.done ?? 0;
      this.elapsedMs.value = run?.progress.elapsedMs ?? 0;
    });
  }

  #append(sequence: number, runId: string, progress: Progress): void {
    const run = this.run.value;
    if (run?.id !== runId) return this.#acknowledge(sequence);
    appendTo(run, progress);
    if (!this.#pending) this.#nextFrame(() => this.#draw());
    this.#pending = { sequence, progress };
  }

  /** Lets what has come be seen: in the next frame, or before the cursor moves, which goes by what is there. */
  #draw(): void {
    const { run } = this;
    if (!this.#pending || !run.value) return;
    const { sequence, progress } = this.#pending;
    const { series } = run.value;
    this.#pending = undefined;
    batch(() => {
      this.rows.value = series.length;
      this.done.value = progress.done;
      this.elapsedMs.value = progress.elapsedMs;
    });
    this.#acknowledge(sequence);
  }

  #acknowledge(sequence: number): void {
    this.#ask((host) => host.call('drawn', sequence));
  }
}

const defaultChoices: Choices = {
  optimizer: options.optimizer.default,
  learningRate: options.learningRate.default,
  steps: options.steps.default,
};
