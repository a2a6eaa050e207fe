// The host's side of the page under test, inside that page: `acquireVsCodeApi`, a host that serves the view, and
// `window.host`, by which a test plays the host. Records what the view asks for.
import { viewEntries } from '../../src/host/views/view-entries.ts';
import { serve } from '../../src/shared/messages/channel.ts';
import { BackpropError, type ErrorReport } from '../../src/shared/text/errors.ts';
import { parseOptions, type OptionValues } from '../../src/shared/spec/options.ts';
import type {
  Advice,
  Choices,
  Controls,
  Progress,
  Run,
  RunStatus,
  StepMove,
  ViewContract,
} from '../../src/shared/messages/protocol.ts';
import { Series, type Points } from '../../src/shared/run/series.ts';
import { lessonSpec, weightCount, weightShapes, type RunSpec } from '../../src/shared/spec/spec.ts';
import { lessonRun, type LessonRun } from './lesson-run.ts';
import type {} from './page-training.ts';

export interface PageHost {
  /** The names of the calls that came, with their arguments, oldest first; `drawn` is left out. */
  readonly calls: [name: string, argument?: unknown][];
  /** Sequences of the progress that the view has drawn. */
  readonly drawn: number[];
  controls(controls: Partial<{ choices: Partial<Choices>; settings: Partial<Choices> }>): void;
  problem(problem: ErrorReport | null): void;
  /** A run of the lesson with some options, complete with its history, shown from its first `done` steps. */
  prepare(options: Partial<OptionValues>, done: number): void;
  /** Shows the prepared run in a status. */
  show(status: RunStatus | 'diverged'): void;
  status(status: RunStatus): void;
  /** The run goes on to so many steps done. */
  progress(done: number): void;
  /** Ditto, of a run that the view doesn't show. */
  strayProgress(): void;
  /** From here on the steps are looked into by nobody, or again. */
  breakStepper(broken: boolean): void;
  move(move: StepMove): void;
  /** A run of any spec, with its real history. */
  trainSpec(spec: RunSpec, status: RunStatus | 'diverged'): Promise<void>;
  /** Another network, with weights from −1 to 1, after its first step. */
  showNetwork(widths: readonly number[]): void;
}

declare global {
  interface Window {
    host: PageHost;
    acquireVsCodeApi(): unknown;
  }
}

const advice: Advice = { kind: 'found', learningRate: 0.1, steps: 3000 };
const calls: PageHost['calls'] = [];
const drawn: number[] = [];
const defaults = parseOptions({}, (name) => name);
const plain = ({ optimizer, learningRate, steps }: Choices): Choices => ({ optimizer, learningRate, steps });
let controls: Controls = { choices: plain(defaults), settings: plain(defaults) };
let problem: ErrorReport | null = null;
let spec: RunSpec = lessonSpec(defaults);
let lesson: LessonRun | undefined;
let run: Run | null = null;
let runs = 0;
let sequence = 0;
let state: unknown = JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined;

window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => fromView(structuredClone(message)),
  getState: () => state,
  setState: (next: unknown) => {
    state = next;
    sessionStorage.setItem('state', JSON.stringify(next));
  },
});

let fromView: (message: unknown) => void = () => {};
const heard = (name: string) => (argument?: unknown) => {
  calls.push(argument === undefined ? [name] : [name, argument]);
};
const view = serve<ViewContract>(
  {
    post: (message) => window.postMessage(message, '*'),
    onMessage: (listener) => (fromView = listener),
  },
  {
    ready: () => ({ run, controls, problem, move: null }),
    drawn: (number) => {
      drawn.push(number);
    },
    train: heard('train'),
    trainStepByStep: heard('trainStepByStep'),
    advance: heard('advance'),
    record: ({ runId, step }) => withStepper(runId, (stepper) => stepper.record(step)),
    check: ({ runId, step }) => withStepper(runId, (stepper) => stepper.check(step)),
    pause: heard('pause'),
    resume: heard('resume'),
    stop: heard('stop'),
    choose: (choices) => {
      heard('choose')(choices);
      controls = { ...controls, choices: { ...controls.choices, ...choices } };
      view.emit('controls', controls);
    },
    keepChoices: heard('keepChoices'),
    showDiagnostics: heard('showDiagnostics'),
    openSettings: heard('openSettings'),
  },
  viewEntries,
);

type Training = NonNullable<Window['training']>;
type Stepper = Awaited<ReturnType<Training['Stepper']['open']>>;

const surroundings = {
  now: () => performance.now(),
  yieldToMessages: () => new Promise<void>((resolve) => setTimeout(resolve)),
};
let stepper: { runId: string; opened: Promise<Stepper> } | undefined;
let stepperBroken = false;

/** The training room itself looks into the steps, as its worker does. */
async function withStepper<Result>(runId: string, look: (stepper: Stepper) => Result | Promise<Result>) {
  if (stepperBroken) throw new BackpropError('worker.died', { reason: 'exit code 137' });
  if (stepper?.runId !== runId) stepper = { runId, opened: window.training!.Stepper.open(run!.spec, surroundings) };
  return look(await stepper.opened);
}

/** The rows of a history from one number of steps done to another. */
function between(points: Points, from: number, to: number): Points {
  const first = points.steps.findIndex((step) => step >= from);
  const after = points.steps.findIndex((step) => step >= to);
  const end = after < 0 ? points.steps.length : after;
  const width = points.weights.length / points.steps.length;
  if (first < 0) return between(points, 0, 0);
  return {
    steps: points.steps.slice(first, end),
    losses: points.losses.slice(first, end),
    weights: points.weights.slice(first * width, end * width),
  };
}

let shown = 0;
function progressTo(done: number): Progress {
  const { points, elapsedMs, done: all } = lesson!.progress;
  const reached = Math.min(done, all);
  const progress = { points: between(points, shown, reached), done: reached, elapsedMs: (elapsedMs * reached) / all };
  shown = reached;
  return progress;
}

window.host = {
  calls,
  drawn,
  controls(changed) {
    controls = {
      choices: { ...controls.choices, ...changed.choices },
      settings: { ...controls.settings, ...changed.settings },
    };
    view.emit('controls', controls);
  },
  problem(report) {
    problem = report;
    view.emit('problem', report);
  },
  prepare(options, done) {
    spec = lessonSpec({ ...defaults, ...options });
    lesson = lessonRun(spec);
    shown = 0;
    run = { id: `run ${++runs}`, spec, start: lesson.start, status: { kind: 'running' }, progress: progressTo(done) };
  },
  show(status) {
    const diverged = { kind: 'diverged', step: lesson?.divergedAt ?? 0, advice } as const;
    const now = status === 'diverged' ? diverged : status;
    run = { ...run!, status: now, start: now.kind === 'starting' ? null : lesson!.start };
    view.emit('run', run);
  },
  status(status) {
    run = { ...run!, status };
    view.emit('status', { runId: run.id, status });
  },
  progress(done) {
    view.emit('progress', { sequence: ++sequence, runId: run!.id, progress: progressTo(done) });
  },
  strayProgress() {
    const points = { steps: Float64Array.of(9e9), losses: Float64Array.of(9), weights: new Float32Array(9) };
    view.emit('progress', { sequence: ++sequence, runId: 'another', progress: { points, done: 9e9, elapsedMs: 9 } });
  },
  breakStepper: (broken) => (stepperBroken = broken),
  move: (move) => view.emit('move', move),
  async trainSpec(newSpec, status) {
    spec = newSpec;
    const series = new Series(weightCount(weightShapes(spec)));
    let done = 0;
    const loaded = await window.training!.loadRun(spec, surroundings, {
      progress: (progress) => {
        series.append(progress.points);
        done = progress.done;
      },
      print: () => {},
    });
    const outcome = await loaded.train();
    const diverged = { kind: 'diverged', step: done - 1, advice } as const;
    const now = status === 'diverged' || outcome.kind === 'diverged' ? diverged : status;
    const progress = { points: series.points(), done, elapsedMs: 10 };
    run = { id: `run ${++runs}`, spec, start: loaded.start, status: now, progress };
    view.emit('run', run);
  },
  showNetwork([inputs = 1, ...units]) {
    spec = { ...spec, network: { inputs, layers: units.map((count) => ({ units: count })), seed: 1 } };
    const count = weightCount(weightShapes(spec));
    const weights = Float32Array.from({ length: count }, (_, index) => Math.sin(index * 7 + 1));
    const series = new Series(count);
    series.push(
      0,
      1,
      weights.map((weight) => weight * 0.9),
    );
    const start = { initialWeights: weights, limit: 0.1 };
    const progress = { points: series.points(), done: 1, elapsedMs: 1 };
    run = { id: `run ${++runs}`, spec, start, status: { kind: 'running' }, progress };
    view.emit('run', run);
  },
};
