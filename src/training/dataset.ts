// The labelled points a run trains on, and which of them a step sees. Knows nothing of networks.
import type { RunSpec } from '../shared/spec.ts';
import { randomState } from './random/mt19937.ts';

/** Rows of inputs with their labels. Training uses the float32 copies; the float64 inputs are what is printed. */
export interface Dataset {
  readonly rows: number;
  /** Inputs a row. */
  readonly columns: number;
  /** rows × columns, as drawn. */
  readonly inputs64: Float64Array;
  /** rows × columns, rounded to float32. */
  readonly inputs: Float32Array;
  /** One label a row. */
  readonly labels: Float32Array;
}

const makers: { readonly [Kind in RunSpec['data']['kind']]: (data: RunSpec['data']) => Dataset } = {
  lesson: lessonData,
};

/** The data that a spec describes. */
export function makeDataset(data: RunSpec['data']): Dataset {
  return makers[data.kind](data);
}

/** The lesson's: points of the unit square, labelled 1 where x₀ + x₁ < 1 in float64, before any rounding, else 0. */
function lessonData({ samples, seed }: RunSpec['data']): Dataset {
  const columns = 2;
  const inputs64 = randomState(seed, samples * columns);
  const labels = Float32Array.from({ length: samples }, (_, row) =>
    inputs64[row * columns]! + inputs64[row * columns + 1]! < 1 ? 1 : 0,
  );
  return { rows: samples, columns, inputs64, inputs: Float32Array.from(inputs64), labels };
}

/** A half-open range of rows. */
export interface Rows {
  readonly start: number;
  readonly end: number;
}

/**
 * The rows that step `step` (from 0) trains on. They go round the data in steps of `batchSize`; a batch that reaches past
 * the last row is cut short, as a numpy slice is.
 */
export function batchAt(step: number, batchSize: number, rows: number): Rows {
  const start = (step * batchSize) % rows;
  return { start, end: Math.min(start + batchSize, rows) };
}
