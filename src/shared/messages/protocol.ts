// Every message: host ⇄ worker, host ⇄ view. A message is added here and nowhere else.
import type { BatchResults, PackedSpecs } from '../many/runs-batch.ts';
import type { ErrorReport } from '../text/errors.ts';
import type { choiceNames, OptionValues } from '../spec/options.ts';
import type { Points } from '../run/series.ts';
import type { RunSpec } from '../spec/spec.ts';
import type { GradientCheck, StepRecord } from '../step/step.ts';

/** What the worker knows of a run before its first step. */
export interface RunStart {
  /** All weights before the first step, flat, in the order of `weightShapes`. */
  readonly initialWeights: Float32Array;
  /** Least loss that any network of this kind can reach on this data, in closed form; NaN where there is none. */
  readonly limit: number;
}

/** New rows of a run's history, and where the run is. */
export interface Progress {
  readonly points: Points;
  /** Steps done so far: the last step's number + 1. */
  readonly done: number;
  /** The training loop's own time, without pauses. */
  readonly elapsedMs: number;
}

/** What came of trying smaller learning rates after a divergence. */
export type Advice =
  /** The largest that did not diverge in so many steps. */
  | { readonly kind: 'found'; readonly learningRate: number; readonly steps: number }
  /** All that were tried diverge, down to this one. */
  | { readonly kind: 'none'; readonly learningRate: number }
  /** It would have taken too long, or too much memory, to see what they do. */
  | { readonly kind: 'untried' };

/** How a run ended in its worker. On divergence `step` is the first after which a weight or the loss is not finite. */
export type Outcome =
  { readonly kind: 'done' | 'stopped' } | { readonly kind: 'diverged'; readonly step: number; readonly advice: Advice };

/** What a run that is gone on with has made; the rows are those at which a report was due, which are printed again. */
export type RunSoFar = Progress;

/** The worker answers, the host calls. One worker trains one run, or batches. */
export interface WorkerContract {
  calls: {
    /** Resolves once the engine is loaded; training then goes on by itself, or pauses before its first step. */
    start(run: { readonly spec: RunSpec; readonly paused: boolean; readonly soFar: RunSoFar | null }): RunStart;
    /** Each resolves when the loop has obeyed, with the steps done by then. After the end they do nothing. */
    pause(): number;
    resume(): number;
    /** Makes one step of a paused run, which stays paused. */
    advance(): number;
    stop(): number;
    /** Trains runs to their end, by the kernel; the results are in the specs' order. */
    batch(specs: readonly PackedSpecs[]): BatchResults;
  };
  events: {
    progress: Progress;
    /** What the lesson's program prints here; all of them, joined, are its print-out. */
    print: string;
    /** Comes last, after the last progress. */
    finished: Outcome;
    /** Training broke off with an error. Comes last. */
    failed: ErrorReport;
  };
}

/**
 * A worker that looks into a run's steps answers, the host calls: the same program as a training worker, started beside it.
 * It knows the spec alone and makes the steps anew, to the same bits.
 */
export interface StepperContract {
  calls: {
    /** Is anybody there? */
    ping(): void;
    /** Whose steps are asked for from here on. */
    open(spec: RunSpec): void;
    /**
     * A step from 0 with all its numbers. Null where another was asked for before this one was found, which may take a while
     * far from all that have been.
     * Fails with `step.invalid` for one that the run doesn't have, with `step.diverged` past the one where it broke.
     */
    record(step: number): StepRecord | null;
    /** The gradients of a step in three ways; null as above. */
    check(step: number): GradientCheck | null;
    /** What the lesson's program would have printed of the run, whose history these are. */
    printOut(points: Points): string;
  };
  events: Record<never, never>;
}

/** Where a run is. What a state needs to be told, it carries. */
export type RunStatus =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'diverged'; readonly step: number; readonly advice: Advice }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** A whole run, as the host keeps it and a view that becomes visible gets it. */
export interface Run {
  /** Unlike any other run's. */
  readonly id: string;
  readonly spec: RunSpec;
  /** Null while the worker is starting, and for good where it failed to. */
  readonly start: RunStart | null;
  readonly status: RunStatus;
  readonly progress: Progress;
}

/** The options that the panel has controls for. */
export type Choices = Pick<OptionValues, (typeof choiceNames)[number]>;

/** The panel's controls: what the next run will use, and what the settings say. */
export interface Controls {
  readonly choices: Choices;
  readonly settings: Choices;
}

/** Where a command takes the cursor: by one step, to the newest, or to a step. */
export type StepMove =
  { readonly kind: 'forward' | 'back' | 'latest' } | { readonly kind: 'to'; readonly step: number };

/** A step of a run. */
export interface StepOf {
  readonly runId: string;
  readonly step: number;
}

export interface Snapshot {
  /** The newest run; null before the first. */
  readonly run: Run | null;
  readonly controls: Controls;
  /** Why the last Train didn't start; null when it did. */
  readonly problem: ErrorReport | null;
  /** What a command asked for while there was no view to do it. */
  readonly move: StepMove | null;
}

/** The host answers, the view calls. */
export interface ViewContract {
  calls: {
    /** The view is ready to draw; from here on it gets events. */
    ready(): Snapshot;
    /** Progress `sequence` is on the screen. The host keeps at most two in flight and merges the rest. */
    drawn(sequence: number): void;
    train(): void;
    /** Starts a run that waits before its first step. */
    trainStepByStep(): void;
    pause(): void;
    resume(): void;
    /** Makes one step of a paused run. */
    advance(): void;
    stop(): void;
    /**
     * A step with all its numbers; null where another was asked for meanwhile, or where the run is no longer the newest.
     * Fails with `step.invalid`, `step.tooLarge` or `worker.died`; the next call starts a new worker.
     */
    record(of: StepOf): StepRecord | null;
    /** The gradients of a step in three ways; null and failing as above. */
    check(of: StepOf): GradientCheck | null;
    /** Choose for the next run, without touching the settings. */
    choose(choices: Partial<Choices>): void;
    /** Write the choices to the settings. */
    keepChoices(): void;
    /** Open the diagnostics, where the details of an error are. */
    showDiagnostics(): void;
    openSettings(): void;
  };
  events: {
    /** A new run, or the same once it has its start. */
    run: Run | null;
    progress: { readonly sequence: number; readonly runId: string; readonly progress: Progress };
    status: { readonly runId: string; readonly status: RunStatus };
    controls: Controls;
    problem: ErrorReport | null;
    /** A command moves the cursor, and wants the step seen. */
    move: StepMove;
  };
}
