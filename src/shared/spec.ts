// What a run is: data, network, loss, optimizer, training. The schema is the source of the type; a spec is plain data
// and says everything that a run's numbers depend on. What is left out of it is as in the lesson. Whether its parts fit
// together is `check.ts`.
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { allowed, isAllowed, options, type NumberOption, type OptionValues } from './options.ts';
import type { OptimizerKind } from './optimizers.ts';
import {
  activations,
  initialDeviations,
  losses,
  optimizerRecipes,
  schedules,
  type Activation,
  type Recipe,
} from './recipes.ts';

const numberIn = (option: NumberOption) =>
  z.number().check(z.refine((value) => isAllowed(option, value), { error: () => allowed(option) }));
const count = z.int().check(z.positive());
const numbersTable = z.array(z.array(z.number()).check(z.minLength(1))).check(z.minLength(1));

type Fields<R extends Recipe> = { [Name in keyof R['numbers']]: z.ZodMiniDefault<z.ZodMiniNumber> };

/** A row of a table by its kind, its numbers with their defaults. */
function choice<Kind extends string, R extends Recipe>(kind: Kind, recipe: R) {
  const fields = Object.fromEntries(
    Object.entries(recipe.numbers).map(([name, option]) => [name, z._default(numberIn(option), option.default)]),
  ) as Fields<R>;
  return z.strictObject({ kind: z.literal(kind), ...fields });
}

function keysOf<Table extends object>(table: Table) {
  return z.enum(Object.keys(table) as [keyof Table & string, ...(keyof Table & string)[]]);
}

const dataSpec = z.discriminatedUnion('kind', [
  /** Points of the unit square, labelled 1 below the diagonal; see `training/dataset.ts`. */
  z.strictObject({ kind: z.literal('lesson'), samples: numberIn(options.samples), seed: numberIn(options.dataSeed) }),
  /** Rows written out. */
  z.strictObject({ kind: z.literal('inline'), inputs: numbersTable, labels: numbersTable }),
  /** Uniform numbers in [0, 1); labels likewise, or a 1 among zeros at a random place. */
  z.strictObject({
    kind: z.literal('random'),
    samples: numberIn(options.samples),
    inputs: count,
    outputs: count,
    labels: z.enum(['uniform', 'oneHot']),
    seed: numberIn(options.dataSeed),
  }),
]);

const optimizerSpec = z.discriminatedUnion('kind', [
  choice('sgd', optimizerRecipes.sgd),
  choice('momentum', optimizerRecipes.momentum),
  choice('nesterov', optimizerRecipes.nesterov),
  choice('adam', optimizerRecipes.adam),
  choice('adamKeras', optimizerRecipes.adamKeras),
  choice('rmsprop', optimizerRecipes.rmsprop),
  choice('adagrad', optimizerRecipes.adagrad),
  choice('adadelta', optimizerRecipes.adadelta),
  choice('adamw', optimizerRecipes.adamw),
]);

const scheduleSpec = z.discriminatedUnion('kind', [
  choice('constant', schedules.constant),
  choice('exponentialDecay', schedules.exponentialDecay),
  choice('staircase', schedules.staircase),
  choice('cosine', schedules.cosine),
  choice('warmup', schedules.warmup),
]);

export const runSpec = z
  .strictObject({
    engine: z.enum(options.engine.enum),
    data: dataSpec,
    /** Dense layers; layer k's weights are `w<k>`, its inputs × its units, its biases `b<k>`. */
    network: z.strictObject({
      inputs: count,
      layers: z
        .array(
          z.strictObject({
            units: count,
            /** Linear where not given. */
            activation: z.optional(keysOf(activations)),
            /** Leaky ReLU's slope below zero. */
            slope: z.optional(numberIn(activations.leakyRelu.numbers.slope)),
            /** None where not given. Biases start at 0. */
            bias: z.optional(z.boolean()),
          }),
        )
        .check(z.minLength(1)),
      seed: numberIn(options.weightSeed),
      /** The spread of the first weights; as in the lesson where not given. */
      initial: z.optional(keysOf(initialDeviations)),
    }),
    loss: keysOf(losses),
    huberDelta: z.optional(numberIn(losses.huber.numbers.delta)),
    /** Adds λ·Σw² to the loss, over all weights but not the biases. */
    l2: z.optional(numberIn({ type: 'number', default: 0, minimum: 0, maximum: 1000 })),
    optimizer: optimizerSpec,
    schedule: z.optional(scheduleSpec),
    training: z.strictObject({
      steps: numberIn(options.steps),
      batchSize: numberIn(options.batchSize),
      reportEvery: numberIn(options.reportEvery),
    }),
  })
  .check(
    z.refine(({ data, training }) => training.batchSize <= samplesOf(data), {
      path: ['training', 'batchSize'],
      error: () => l10n.t('no more than the data has rows'),
    }),
  );

export type RunSpec = z.infer<typeof runSpec>;
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

/** Name and shape of one weight matrix, row-major. */
export interface Shape {
  readonly name: string;
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
  return layersOf(spec).flatMap(({ inputs, units, bias }, k) => [
    { name: `w${k + 1}`, rows: inputs, columns: units },
    ...(bias ? [{ name: `b${k + 1}`, rows: 1, columns: units }] : []),
  ]);
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

/** A run records its history at step 0 and every so many steps; also at each report and at its last step. */
export function recordEvery(spec: RunSpec): number {
  const points = Math.min(maxPoints, Math.max(1, Math.floor(maxRecorded / weightCount(weightShapes(spec)))));
  return Math.max(1, Math.ceil(spec.training.steps / points));
}
