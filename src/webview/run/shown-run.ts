// A run as the view keeps it: its history, and which of its rows are reports. Knows nothing of who looks at it.
import type { Progress, Run, RunStart } from '../../shared/messages/protocol.ts';
import { Series } from '../../shared/run/series.ts';
import { weightCount, weightShapes, type RunSpec, type Shape } from '../../shared/spec/spec.ts';

/** Its series and reports only ever grow; the store says how many of its rows may be seen. */
export interface ShownRun {
  readonly id: string;
  readonly spec: RunSpec;
  readonly start: RunStart | null;
  readonly shapes: readonly Shape[];
  readonly series: Series;
  /** Rows of the series that are in the loss table. */
  readonly reports: number[];
}

/** What the host has of a run. */
export function shownRun({ id, spec, start, progress }: Run): ShownRun {
  const shapes = weightShapes(spec);
  const run: ShownRun = { id, spec, start, shapes, series: new Series(weightCount(shapes)), reports: [] };
  appendTo(run, progress);
  return run;
}

/** Adds what is new to a run; it is seen once the store says how many rows there are. */
export function appendTo({ series, reports, spec }: ShownRun, { points }: Progress): void {
  const first = series.length;
  series.append(points);
  points.steps.forEach((step, index) => {
    if (step % spec.training.reportEvery === 0) reports.push(first + index);
  });
}
