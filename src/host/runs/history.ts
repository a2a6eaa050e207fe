// One run as the host remembers it: the single source of truth for what the panel shows. Knows nothing of workers,
// panels or files.
import type { Progress, Run, RunSoFar, RunStart, RunStatus } from '../../shared/messages/protocol.ts';
import { isAlive } from '../../shared/run/status.ts';
import { noPoints, rowsWhere, Series } from '../../shared/run/series.ts';
import { weightCount, weightShapes, type RunSpec } from '../../shared/spec/spec.ts';

export class History {
  readonly id: string;
  readonly spec: RunSpec;
  readonly series: Series;
  start: RunStart | null = null;
  status: RunStatus = { kind: 'starting' };
  /** Steps done. */
  done = 0;
  /** The training loop's own time, without pauses. */
  elapsedMs = 0;

  constructor(id: string, spec: RunSpec) {
    this.id = id;
    this.spec = spec;
    this.series = new Series(weightCount(weightShapes(spec)));
  }

  static of(run: Run): History {
    const history = new History(run.id, run.spec);
    history.start = run.start;
    history.status = run.status;
    history.append(run.progress);
    return history;
  }

  append({ points, done, elapsedMs }: Progress): void {
    this.series.append(points);
    this.done = done;
    this.elapsedMs = elapsedMs;
  }

  /** Whether steps may still come. */
  get alive(): boolean {
    return isAlive(this.status);
  }

  /** The same run, to be trained for so many more steps than it has made. */
  longer(steps: number): History {
    const { training } = this.spec;
    const spec = { ...this.spec, training: { ...training, steps: this.done + steps } };
    return History.of({ ...this.run(), spec });
  }

  /** Where the run is, with the rows at which a report was due; null before its first step. */
  soFar(): RunSoFar | null {
    if (this.done === 0) return null;
    const isReport = (step: number) => step % this.spec.training.reportEvery === 0;
    return { ...this.progress(), points: rowsWhere(this.series.points(), this.series.width, isReport) };
  }

  /** Rows from `start` on, with where the run is now. */
  progress(start = 0): Progress {
    const points = start < this.series.length ? this.series.points(start) : noPoints;
    return { points, done: this.done, elapsedMs: this.elapsedMs };
  }

  run(): Run {
    return { id: this.id, spec: this.spec, start: this.start, status: this.status, progress: this.progress() };
  }
}
