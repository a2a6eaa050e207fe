// Where everything of a run lies in the kernel's memory, and which number of which matrix is where: the other side of
// assembly/run.ts, whose fields and orders it writes. Knows nothing of WebAssembly.
import { activations, losses, optimizerRecipes, schedules } from '../../../shared/spec/catalogue.ts';
import {
  isJoint,
  layersOf,
  samplesOf,
  weightCount,
  weightShapes,
  type Layer,
  type RunSpec,
} from '../../../shared/spec/spec.ts';
import { memoriesOf, numberCount } from './run-numbers.ts';
import type { Globals } from './module.ts';

/** Which way the sums are made, in the kernel's order; see assembly/run.ts. */
const ways = ['narrow', 'wide', 'lanes'] as const;
export type Way = (typeof ways)[number];

const vector = 16;
const layerSize = 64;
const lanes = 4;
/** Columns of a panel; see assembly/wide.ts. */
const panelWidth = 8;
/** Room for a trace: about as many of the lesson's states as one asks for at once. */
const traceBytes = 65536;

/** A matrix of weights or a row of biases. */
export interface Placed {
  readonly rows: number;
  readonly columns: number;
  /** Columns of a row that lie one after another, from the first on and then from every so many on. */
  readonly stretch: number;
  /** The address of the first lane of one number, counted from the parameters' start. */
  readonly offset: (row: number, column: number) => number;
}

interface PlacedLayer extends Layer {
  /** Columns of what the layer gives. */
  readonly width: number;
  readonly weights: number;
  readonly weightBytes: number;
  readonly biases: number;
  readonly outputs: number;
  readonly deltas: number;
  readonly transpose: number;
}

export interface Plan {
  readonly globals: Globals;
  readonly layers: readonly PlacedLayer[];
  /** The parameters, in the order of `weightShapes`. */
  readonly placed: readonly Placed[];
  /** How many states a trace holds: of a network whose weights alone would fill it, none. */
  readonly traceRows: number;
  /** The address after the last byte. */
  readonly end: number;
}

/** The fastest way for one run of a spec. */
export function wayOf(spec: RunSpec): Way {
  const layers = layersOf(spec);
  const [hidden, output] = layers;
  const isNarrow =
    layers.length === 2 &&
    hidden!.inputs <= lanes &&
    hidden!.units <= lanes &&
    output!.units === 1 &&
    output!.activation !== 'softmax';
  return isNarrow ? 'narrow' : 'wide';
}

const indexIn = (table: object, name: string) => Object.keys(table).indexOf(name);
const roundedUp = (count: number, to: number) => Math.ceil(count / to) * to;

/** @param start the first free address */
export function planRun(spec: RunSpec, way: Way, start: number): Plan {
  let end = roundedUp(start, 64);
  const take = (bytes: number) => {
    const address = end;
    end = roundedUp(end + bytes, vector);
    return address;
  };

  const specLayers = layersOf(spec);
  const rows = samplesOf(spec.data);
  const { batchSize } = spec.training;
  const layers = take(specLayers.length * layerSize);
  const numbers = take(numberCount * vector);
  const totals = take(2 * vector);
  const widthOf = (units: number) => (way === 'wide' ? roundedUp(units, lanes) : units);
  const inputs = take(rows * spec.network.inputs * 4);
  const labels = take(rows * widthOf(specLayers.at(-1)!.units) * 4);

  const arrangement = arrangements[way];
  const placed: Placed[] = [];
  const values = end;
  const place = (matrix: Placed & { bytes: number }) => {
    const address = take(matrix.bytes);
    placed.push({ ...matrix, offset: (row, column) => address - values + matrix.offset(row, column) });
    return address;
  };
  const parameters = specLayers.map((layer, k) => {
    const matrix = arrangement(layer.inputs, layer.units, way === 'narrow' && k === 1);
    const weights = place(matrix);
    return { weights, weightBytes: matrix.bytes, biases: layer.bias ? place(arrangement(1, layer.units, false)) : 0 };
  });
  const parameterBytes = end - values;
  const gradient = take(parameterBytes);
  const [memory1, memory2] = memoriesOf(spec.optimizer).map(() => take(parameterBytes));

  const rowsAtOnce = way === 'wide' ? batchSize : lanes;
  const placedLayers = specLayers.map((layer, k) => {
    const width = widthOf(layer.units);
    const bytes = rowsAtOnce * width * 4;
    const needsTranspose = way === 'wide' && k > 0;
    return {
      ...layer,
      ...parameters[k]!,
      width,
      outputs: take(bytes),
      deltas: take(bytes),
      transpose: needsTranspose ? take(roundedUp(layer.inputs, lanes) * layer.units * 4) : 0,
    };
  });

  const count = weightCount(weightShapes(spec));
  const traceRows = way === 'lanes' ? 0 : Math.floor(traceBytes / (8 + 4 * count));
  const traceSums = take(traceRows * 8);
  const traceWeights = take(traceRows * count * 4);
  const traceOffsets = take(traceRows === 0 ? 0 : count * 4);

  return {
    globals: {
      inputs,
      labels,
      rows,
      batchSize,
      layers,
      layerCount: specLayers.length,
      way: ways.indexOf(way),
      loss: indexIn(losses, spec.loss),
      joint: Number(isJoint(spec)),
      isPenalised: Number((spec.l2 ?? 0) > 0),
      optimizer: indexIn(optimizerRecipes, spec.optimizer.kind),
      schedule: indexIn(schedules, spec.schedule?.kind ?? 'constant'),
      parameterBytes,
      values,
      gradient,
      memory1: memory1 ?? 0,
      memory2: memory2 ?? 0,
      numbers,
      totals,
      traceSums,
      traceWeights,
      traceOffsets,
      weightCount: count,
    },
    layers: placedLayers,
    placed,
    traceRows,
    end,
  };
}

/** How a matrix lies; `isColumn` where its rows are what goes into a vector. */
type Arrangement = (rows: number, columns: number, isColumn: boolean) => Placed & { bytes: number };

const arrangements: Readonly<Record<Way, Arrangement>> = {
  /** A vector a row; of the second matrix, whose rows are the hidden units, a vector of all. */
  narrow: (rows, columns, isColumn) => ({
    rows,
    columns,
    bytes: isColumn ? vector : rows * vector,
    stretch: columns,
    offset: (row, column) => (isColumn ? row * 4 : row * vector + column * 4),
  }),

  /** Panels of eight columns, the last of four where that is enough. */
  wide(rows, columns) {
    const padded = roundedUp(columns, lanes);
    return {
      rows,
      columns,
      bytes: rows * padded * 4,
      stretch: panelWidth,
      offset(row, column) {
        const panel = column - (column % panelWidth);
        return 4 * (panel * rows + row * Math.min(panelWidth, padded - panel) + (column - panel));
      },
    };
  },

  /** A vector a number. */
  lanes: (rows, columns) => ({
    rows,
    columns,
    bytes: rows * columns * vector,
    stretch: columns,
    offset: (row, column) => (row * columns + column) * vector,
  }),
};

/** A layer's fields as the kernel reads them, after the vector of slopes. */
export function layerFields(layer: PlacedLayer): number[] {
  return [
    layer.inputs,
    layer.units,
    layer.width,
    indexIn(activations, layer.activation),
    layer.weights,
    layer.weightBytes,
    layer.biases,
    layer.outputs,
    layer.deltas,
    layer.transpose,
  ];
}
