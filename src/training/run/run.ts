// One run put together: its problem, an engine, the trainer and the lesson's print-out. The worker and the command line
// both start here. Knows nothing of messages or terminals.
import type { Outcome, Progress, RunSoFar, RunStart } from '../../shared/messages/protocol.ts';
import type { RunSpec } from '../../shared/spec/spec.ts';
import { checkSpec } from '../../shared/spec/check.ts';
import { catchUp } from './catch-up.ts';
import { makeDataset } from '../data/dataset.ts';
import type { Problem } from '../engines/engine.ts';
import { engines } from '../engines/engine-table.ts';
import { limitOf } from './limit.ts';
import { initialWeights } from '../engines/initial-weights.ts';
import { trySmallerRates } from './smaller-rates.ts';
import { Trainer, type Surroundings } from './trainer.ts';
import { head, reports, tail } from './transcript.ts';

/** Where a run's news goes. */
export interface RunListeners {
  progress(progress: Progress): void;
  /** The next piece of the print-out; where nobody reads it, it is not composed. */
  print?(text: string): void;
}

/** A run that is ready to train. */
export interface LoadedRun {
  readonly start: RunStart;
  /**
   * Trains to the end; the last progress and the last print come before it resolves. After a divergence smaller learning
   * rates are tried, which `stop` ends. Called once.
   */
  train(): Promise<Outcome>;
  readonly trainer: Pick<Trainer, 'done' | 'pause' | 'resume' | 'advance' | 'stop'>;
}

/** Everything that a spec's numbers follow from. @throws BackpropError `spec.invalid` or `spec.tooLarge` */
export function poseProblem(spec: RunSpec): Problem {
  checkSpec(spec);
  return { spec, data: makeDataset(spec.data), initialWeights: initialWeights(spec) };
}

/** @param soFar what the run has made, where it is gone on with: its steps are made anew, to the same bits, and not recorded */
export async function loadRun(
  spec: RunSpec,
  surroundings: Surroundings,
  listeners: RunListeners,
  soFar: RunSoFar | null = null,
): Promise<LoadedRun> {
  const problem = poseProblem(spec);
  const engine = await engines[spec.engine](problem);
  const onProgress = (progress: Progress) => {
    listeners.progress(progress);
    const lines = listeners.print && reports(spec, progress.points);
    if (lines) listeners.print?.(lines);
  };
  const trainer = new Trainer(spec, engine, surroundings, onProgress, soFar ?? undefined);
  let stopped = false;
  return {
    start: { initialWeights: problem.initialWeights, limit: limitOf(problem) },
    trainer: {
      get done() {
        return trainer.done;
      },
      pause: () => trainer.pause(),
      resume: () => trainer.resume(),
      advance: () => trainer.advance(),
      stop() {
        stopped = true;
        trainer.stop();
      },
    },
    async train() {
      try {
        listeners.print?.(`${head(problem)}${soFar ? reports(spec, soFar.points) : ''}`);
        await catchUp(engine, soFar?.done ?? 0, surroundings);
        const ending = await trainer.run();
        listeners.print?.(tail(spec, engine.weights()));
        if (ending.kind !== 'diverged') return ending;
        return { ...ending, advice: await trySmallerRates(problem, ending.step, surroundings, () => stopped) };
      } finally {
        engine.dispose();
      }
    },
  };
}
