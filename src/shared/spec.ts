// What a run is: data, network, loss, optimizer, training. The schema is the source of the type; a spec is plain data
// and says everything that a run's numbers depend on.
import * as z from 'zod/mini';
import { isAllowed, options, type Option, type OptionValues } from './options.ts';
import type { OptimizerKind } from './optimizers.ts';

const numberIn = (option: Option) => z.number().check(z.refine((value) => isAllowed(option, value)));

const optimizerSpec = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sgd'), learningRate: numberIn(options.learningRate) }),
  z.object({
    kind: z.literal('momentum'),
    learningRate: numberIn(options.learningRate),
    momentum: numberIn(options.momentum),
  }),
  z.object({
    kind: z.literal('adam'),
    learningRate: numberIn(options.learningRate),
    beta1: numberIn(options['adam.beta1']),
    beta2: numberIn(options['adam.beta2']),
    epsilon: numberIn(options['adam.epsilon']),
  }),
]);

export const runSpec = z
  .object({
    engine: z.enum(options.engine.enum),
    /** Points of the unit square, labelled 1 below the diagonal; see `training/dataset.ts`. */
    data: z.object({
      kind: z.literal('lesson'),
      samples: numberIn(options.samples),
      seed: numberIn(options.dataSeed),
    }),
    /** Dense layers without bias or activation; layer k's weights are `w<k>`, its inputs × its units. */
    network: z.object({
      inputs: z.int().check(z.positive()),
      layers: z.array(z.object({ units: z.int().check(z.positive()) })).check(z.minLength(1)),
      seed: numberIn(options.weightSeed),
    }),
    loss: z.literal('meanSquaredError'),
    optimizer: optimizerSpec,
    training: z.object({
      steps: numberIn(options.steps),
      batchSize: numberIn(options.batchSize),
      reportEvery: numberIn(options.reportEvery),
    }),
  })
  .check(z.refine((spec) => spec.training.batchSize <= spec.data.samples));

export type RunSpec = z.infer<typeof runSpec>;
export type OptimizerSpec = RunSpec['optimizer'];

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

/** Name and shape of one weight matrix, row-major. */
export interface Shape {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/** The weight matrices of a spec's network, in the order in which a flat array of weights holds them. */
export function weightShapes(spec: RunSpec): Shape[] {
  const widths = [spec.network.inputs, ...spec.network.layers.map((layer) => layer.units)];
  return spec.network.layers.map((layer, k) => ({ name: `w${k + 1}`, rows: widths[k]!, columns: layer.units }));
}

/** How many numbers the weight matrices hold together. */
export function weightCount(shapes: readonly Shape[]): number {
  return shapes.reduce((count, { rows, columns }) => count + rows * columns, 0);
}

/** Most points a run's history records besides its reports: enough for a curve, and small to keep. */
export const maxPoints = 4000;

/** A run records its history at step 0 and every so many steps; also at each report and at its last step. */
export function recordEvery(spec: RunSpec): number {
  return Math.max(1, Math.ceil(spec.training.steps / maxPoints));
}
