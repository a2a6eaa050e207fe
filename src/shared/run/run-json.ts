// A run as JSON, for another program: what it was trained with, its losses, its weights. What is no finite number is null,
// as JSON has none.
import type { Run } from '../messages/protocol.ts';
import { weightShapes } from '../spec/spec.ts';
import type { RunLabel } from './summary.ts';

export function runAsJson({ spec, start, status, progress }: Run, { name }: RunLabel): string {
  const { points, done, elapsedMs } = progress;
  const shapes = weightShapes(spec);
  const width = shapes.reduce((count, { rows, columns }) => count + rows * columns, 0);
  const matrices = (flat: Float32Array) => {
    let offset = 0;
    return Object.fromEntries(
      shapes.map(({ name, rows, columns }) => [
        name,
        Array.from({ length: rows }, () => Array.from(flat.subarray(offset, (offset += columns)))),
      ]),
    );
  };
  return JSON.stringify(
    {
      name,
      spec,
      status,
      done,
      elapsedMs,
      limit: start && Number.isFinite(start.limit) ? start.limit : null,
      steps: Array.from(points.steps),
      losses: Array.from(points.losses),
      weightsBefore: start && matrices(start.initialWeights),
      weights: points.steps.length > 0 ? matrices(points.weights.subarray(-width)) : null,
    },
    null,
    2,
  );
}
