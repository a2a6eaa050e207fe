// The labelled points a run trains on, and which of them a step sees. Knows nothing of networks.
import type { DataSpec } from '../../shared/spec/spec.ts';
import { randomState } from './random/mt19937.ts';

/** Rows of inputs with their labels. Training uses the float32 copies; the float64 inputs are what is printed. */
export interface Dataset {
  readonly rows: number;
  /** Inputs a row. */
  readonly columns: number;
  /** Labels a row. */
  readonly outputs: number;
  /** rows × columns, as drawn. */
  readonly inputs64: Float64Array;
  /** rows × columns, rounded to float32. */
  readonly inputs: Float32Array;
  /** rows × outputs. */
  readonly labels: Float32Array;
}

type Makers = { readonly [Kind in DataSpec['kind']]: (data: Extract<DataSpec, { kind: Kind }>) => Dataset };

const makers: Makers = {
  /** The lesson's: points of the unit square, labelled 1 where x₀ + x₁ < 1 in float64, before any rounding, else 0. */
  lesson({ samples, seed }) {
    const inputs = randomState(seed, samples * 2);
    const labels = Array.from({ length: samples }, (_, row) => (inputs[2 * row]! + inputs[2 * row + 1]! < 1 ? 1 : 0));
    return dataset(samples, inputs, labels);
  },

  inline: ({ inputs, labels }) => dataset(inputs.length, inputs.flat(), labels.flat()),

  random({ samples, inputs, outputs, labels, seed }) {
    const drawn = randomState(seed, samples * (inputs + outputs));
    const rest = drawn.subarray(samples * inputs);
    return dataset(samples, drawn.subarray(0, samples * inputs), labels === 'oneHot' ? oneHot(rest, outputs) : rest);
  },
};

/** The data that a spec describes. */
export function makeDataset<Kind extends DataSpec['kind']>(data: Extract<DataSpec, { kind: Kind }>): Dataset {
  const make: Makers[Kind] = makers[data.kind];
  return make(data);
}

function dataset(rows: number, inputs: ArrayLike<number>, labels: ArrayLike<number>): Dataset {
  return {
    rows,
    columns: inputs.length / rows,
    outputs: labels.length / rows,
    inputs64: Float64Array.from(inputs),
    inputs: Float32Array.from(inputs),
    labels: Float32Array.from(labels),
  };
}

/** A 1 in each row where the row's first number, from 0 to below 1, points. */
function oneHot(drawn: Float64Array, outputs: number): Float64Array {
  return drawn.map((_, i) => {
    const row = Math.floor(i / outputs) * outputs;
    return Math.floor(drawn[row]! * outputs) === i - row ? 1 : 0;
  });
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
