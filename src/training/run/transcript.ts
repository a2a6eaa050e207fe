// What the lesson's program prints, piece by piece and character for character, for any run: Python's `print` puts a space
// between its arguments, so an array after "X:\n" begins with one. Knows nothing of where it is printed.
import { shortestFloat32 } from '../../shared/text/decimal.ts';
import { formatG } from '../../shared/text/numbers.ts';
import type { Points } from '../../shared/run/series.ts';
import { weightShapes, type RunSpec } from '../../shared/spec/spec.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Problem } from '../engines/engine.ts';
import { formatArray } from './numpy.ts';

/** `print("\n")`: two line breaks. */
const gap = '\n\n';

/** Before the first step: the data, and the weights to start from. */
export function head({ spec, data, initialWeights }: Problem): string {
  const x = formatArray({ dtype: 'float64', values: data.inputs64, rows: data.rows, columns: data.columns });
  // Y is no array but a Python list, which is printed whole and on one line.
  const y = `[${Array.from({ length: data.rows }, (_, row) => labelsOf(data, row)).join(', ')}]`;
  return `X:\n ${x}\nY:\n ${y}\n${weightMatrices(spec, initialWeights)}${gap}`;
}

function labelsOf({ labels, outputs }: Dataset, row: number): string {
  return `[${Array.from(labels.subarray(row * outputs, (row + 1) * outputs), shortestFloat32).join(', ')}]`;
}

/** The lines of those points at which a report is due. */
export function reports({ training }: RunSpec, { steps, losses }: Points): string {
  const lines: string[] = [];
  steps.forEach((step, row) => {
    if (step % training.reportEvery !== 0) return;
    lines.push(`After ${step} training step(s), loss on all data is ${formatG(losses[row]!)}\n`);
  });
  return lines.join('');
}

/** After the last step: the weights. */
export function tail(spec: RunSpec, weights: Float32Array): string {
  return `${gap}${weightMatrices(spec, weights)}`;
}

function weightMatrices(spec: RunSpec, weights: Float32Array): string {
  let offset = 0;
  return weightShapes(spec)
    .map(({ name, rows, columns }) => {
      const values = weights.subarray(offset, (offset += rows * columns));
      return `${name}:\n ${formatArray({ dtype: 'float32', values, rows, columns })}\n`;
    })
    .join('');
}
