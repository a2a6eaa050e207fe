// What a run is: data, network, loss, optimizer, training. A spec is plain data and says everything that a run's numbers
// depend on; its schema in `schema.ts` is the source of its type. What is left out of it is as in the lesson.
import type { OptionValues } from './options.ts';
import type { OptimizerKind } from './optimizers.ts';
import { activations, losses, type Activation } from './catalogue.ts';
import type { RunSpec } from './schema.ts';

export type { RunSpec } from './schema.ts';
export type OptimizerSpec = RunSpec['optimizer'];
export type ScheduleSpec = NonNullable<RunSpec['schedule']>;
export type DataSpec = RunSpec['data'];

const optimizerOf: { readonly [Kind in OptimizerKind]: (values: OptionValues) => OptimizerSpec } = {
  sgd: ({ learningRate }) => ({ kind: 'sgd', learningRate }),
  momentum: ({ learningRate, momentum }) => ({ kind: 'momentum', learningRate, momentum }),
  adam: (values) => ({
    kind: 'adam',
    learningRate: values.learningRate,
    beta1: values['adam.beta1'],
    beta2: values['adam.beta2'],
    epsilon: values['adam.epsilon'],
  }),
};

/** The lesson's 2-3-1 network, trained as the options say. */
export function lessonSpec(values: OptionValues): RunSpec {
  return {
    engine: values.engine,
    data: { kind: 'lesson', samples: values.samples, seed: values.dataSeed },
    network: { inputs: 2, layers: [{ units: 3 }, { units: 1 }], seed: values.weightSeed },
    loss: 'meanSquaredError',
    optimizer: optimizerOf[values.optimizer](values),
    training: { steps: values.steps, batchSize: values.batchSize, reportEvery: values.reportEvery },
  };
}

/** The options of which a run of the lesson was made; of any other run those that it has. */
export function optionsOf({ engine, data, network, optimizer, training }: RunSpec): Partial<OptionValues> {
  const { kind, learningRate, ...numbers } = optimizer;
  const isOption = (name: string): name is OptimizerKind => Object.hasOwn(optimizerOf, name);
  return {
    ...training,
    engine,
    learningRate,
    weightSeed: network.seed,
    ...(data.kind === 'lesson' ? { samples: data.samples, dataSeed: data.seed } : {}),
    ...(isOption(kind) ? { optimizer: kind } : {}),
    ...('momentum' in numbers ? { momentum: numbers.momentum } : {}),
    ...(kind === 'adam'
      ? { 'adam.beta1': optimizer.beta1, 'adam.beta2': optimizer.beta2, 'adam.epsilon': optimizer.epsilon }
      : {}),
  };
}

/** One matrix of weights, or row of biases: what it is, of which layer, and its shape, row-major. */
export interface Shape {
  readonly name: string;
  readonly kind: 'weight' | 'bias';
  /** From 1. */
  readonly layer: number;
  /** The id that it has among the quantities of a step. */
  readonly quantity: string;
  readonly rows: number;
  readonly columns: number;
}

/** A layer with nothing left out. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  readonly slope: number;
  readonly bias: boolean;
}

export function layersOf({ network }: RunSpec): Layer[] {
  return network.layers.map(({ units, activation = 'linear', slope, bias = false }, k) => ({
    inputs: k === 0 ? network.inputs : network.layers[k - 1]!.units,
    units,
    activation,
    slope: slope ?? activations.leakyRelu.numbers.slope.default,
    bias,
  }));
}

/** Units in each layer, inputs first. */
export function widthsOf({ network }: RunSpec): number[] {
  return [network.inputs, ...network.layers.map(({ units }) => units)];
}

/** Huber's δ: how far off a prediction may be for its loss to be a square. */
export function huberDeltaOf(spec: RunSpec): number {
  return spec.huberDelta ?? losses.huber.numbers.delta.default;
}

/** Whether loss and last activation are differentiated as one. */
export function isJoint(spec: RunSpec): boolean {
  const last = layersOf(spec).at(-1)!.activation;
  return (
    (spec.loss === 'binaryCrossEntropy' && last === 'sigmoid') ||
    (spec.loss === 'categoricalCrossEntropy' && last === 'softmax')
  );
}

/** Weights and biases of a spec's network, layer by layer, in the order in which a flat array of weights holds them. */
export function weightShapes(spec: RunSpec): Shape[] {
  return layersOf(spec).flatMap(({ inputs, units, bias }, k): Shape[] => {
    const layer = k + 1;
    return [
      { name: `w${layer}`, kind: 'weight', layer, quantity: `W${layer}`, rows: inputs, columns: units },
      ...(bias
        ? [{ name: `b${layer}`, kind: 'bias', layer, quantity: `b${layer}`, rows: 1, columns: units } as const]
        : []),
    ];
  });
}

/** How many units all layers have together. */
export function unitCount({ network }: RunSpec): number {
  return network.layers.reduce((count, { units }) => count + units, 0);
}

/** How many rows the data has. */
export function samplesOf(data: DataSpec): number {
  return data.kind === 'inline' ? data.inputs.length : data.samples;
}

/** How many numbers the weight matrices hold together. */
export function weightCount(shapes: readonly Shape[]): number {
  return shapes.reduce((count, { rows, columns }) => count + rows * columns, 0);
}

/** Most points a run's history records besides its reports: enough for a curve, and small to keep. */
export const maxPoints = 4000;

/** Most numbers that all points hold together: a wide network's run is kept at fewer of its steps. */
const maxRecorded = 2 ** 24;

/** Multiplications that the losses of all points take together, about: a second or two of the kernel's. */
const maxMultiplied = 2e10;

/** Fewest points of a run on much data. */
const leastPoints = 20;

/** A run records its history at step 0 and every so many steps; also at each report and at its last step. */
export function recordEvery(spec: RunSpec): number {
  const weights = weightCount(weightShapes(spec));
  const fitting = Math.max(1, Math.floor(maxRecorded / weights));
  const quick = Math.max(leastPoints, Math.floor(maxMultiplied / (weights * samplesOf(spec.data))));
  return Math.max(1, Math.ceil(spec.training.steps / Math.min(maxPoints, fitting, quick)));
}
