// One run as the host remembers it: the single source of truth for what the panel shows. Knows nothing of workers,
// panels or files.
import type { Progress, Run, RunStart, RunStatus } from '../shared/protocol.ts';
import { noPoints, Series } from '../shared/series.ts';
import { weightCount, weightShapes, type RunSpec } from '../shared/spec.ts';

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
    return ['starting', 'running', 'paused'].includes(this.status.kind);
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
