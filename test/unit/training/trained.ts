// Trains a run to its end, as the worker and the command line do, and keeps what it said.
import type { OptionName } from '../../../src/shared/spec/options.ts';
import { parseOptions } from '../../../src/shared/spec/options.ts';
import type { Outcome, RunSoFar } from '../../../src/shared/messages/protocol.ts';
import { Series } from '../../../src/shared/run/series.ts';
import { formatG } from '../../../src/shared/text/numbers.ts';
import { lessonSpec, weightShapes, type RunSpec } from '../../../src/shared/spec/spec.ts';
import { loadRun } from '../../../src/training/run/run.ts';
import { formatArray } from '../../../src/training/run/numpy.ts';

export interface Trained {
  readonly spec: RunSpec;
  readonly limit: number;
  readonly history: Series;
  readonly outcome: Outcome;
  readonly printed: string;
}

/** The lesson's spec with some options set otherwise. */
export function specWith(options: Partial<Record<OptionName, unknown>> = {}): RunSpec {
  return lessonSpec(parseOptions(options, (name) => name));
}

/** @param soFar what the run has made, where it is gone on with */
export async function trained(spec: RunSpec, soFar?: RunSoFar): Promise<Trained> {
  const pieces: string[] = [];
  const history = new Series(weightShapes(spec).reduce((count, { rows, columns }) => count + rows * columns, 0));
  const surroundings = {
    now: () => performance.now(),
    yieldToMessages: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  const run = await loadRun(
    spec,
    surroundings,
    {
      progress: ({ points }) => history.append(points),
      print: (text) => pieces.push(text),
    },
    soFar,
  );
  const outcome = await run.train();
  return { spec, limit: run.start.limit, history, outcome, printed: pieces.join('') };
}

/** The loss on all data after a step, as the lesson prints it. */
export function lossAt({ history }: Trained, step: number): string {
  return formatG(history.loss(history.rowAt(step)));
}

/** A weight matrix after the last step, as numpy prints it. */
export function printedWeights({ spec, history }: Trained, name: string): string {
  const weights = history.weights(history.length - 1);
  const shapes = weightShapes(spec);
  const at = shapes.findIndex((shape) => shape.name === name);
  const offset = shapes.slice(0, at).reduce((count, { rows, columns }) => count + rows * columns, 0);
  const { rows, columns } = shapes[at]!;
  return formatArray({ dtype: 'float32', values: weights.subarray(offset, offset + rows * columns), rows, columns });
}
