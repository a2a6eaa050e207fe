// What a spec may be, as a schema: the source of its type. Whether its parts fit together is `check.ts`. The panel and the
// workers know the type alone.
import * as z from 'zod/mini';
import { allowedFor, isAllowed, options, type NumberOption } from './options.ts';
import { list } from './list.ts';
import { activations, initialDeviations, losses, optimizerRecipes, schedules, type Recipe } from './catalogue.ts';

const numberIn = (option: NumberOption) =>
  z.number().check(z.refine((value) => isAllowed(option, value), { error: ({ input }) => allowedFor(option, input) }));
const count = z.int().check(z.positive());
const numbersTable = list(list(z.number()));

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
  /** Points of the unit square, labelled 1 below the diagonal; see `training/data/dataset.ts`. */
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

export const runSpec = z.strictObject({
  engine: z.enum(options.engine.enum),
  data: dataSpec,
  /** Dense layers; layer k's weights are `w<k>`, its inputs × its units, its biases `b<k>`. */
  network: z.strictObject({
    inputs: count,
    layers: list(
      z.strictObject({
        units: count,
        /** Linear where not given. */
        activation: z.optional(keysOf(activations)),
        /** Leaky ReLU's slope below zero. */
        slope: z.optional(numberIn(activations.leakyRelu.numbers.slope)),
        /** None where not given. Biases start at 0. */
        bias: z.optional(z.boolean()),
      }),
    ),
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
});

export type RunSpec = z.infer<typeof runSpec>;
