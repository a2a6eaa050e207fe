// Random specs of every kind, small enough to be checked number by number.
import fc from 'fast-check';
import {
  activations,
  losses,
  optimizerRecipes,
  schedules,
  type Activation,
  type Loss,
  type OptimizerName,
  type Schedule,
} from '../../../../../src/shared/spec/catalogue.ts';
import { parseSpec } from '../../../../../src/shared/spec/parse.ts';
import type { RunSpec } from '../../../../../src/shared/spec/spec.ts';

export const activationNames = Object.keys(activations) as Activation[];
export const hiddenActivations = activationNames.filter((name) => name !== 'softmax');
export const lossNames = Object.keys(losses) as Loss[];
export const optimizerNames = Object.keys(optimizerRecipes) as OptimizerName[];
export const scheduleNames = Object.keys(schedules) as Schedule[];

/** What to make a spec of. */
export interface Choice {
  readonly inputs: number;
  readonly layers: readonly { readonly units: number; readonly activation: Activation; readonly bias: boolean }[];
  readonly loss: Loss;
  readonly optimizer: OptimizerName;
  readonly schedule: Schedule;
  readonly l2: number;
  readonly rows: number;
  readonly batchSize: number;
  readonly seed: number;
}

/** A stream of numbers from 0 to below 1: the quadratic generator of Numerical Recipes. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Labels that a loss can compare with. */
function labelRow(loss: Loss, outputs: number, next: () => number): number[] {
  if (loss === 'categoricalCrossEntropy') {
    const hot = Math.floor(next() * outputs);
    return Array.from({ length: outputs }, (_, i) => Number(i === hot));
  }
  if (loss === 'binaryCrossEntropy') return Array.from({ length: outputs }, () => Number(next() < 0.5));
  return Array.from({ length: outputs }, () => next() * 4 - 2);
}

export function specOf(choice: Choice): RunSpec {
  const { inputs, layers, loss, optimizer, schedule, l2, rows, batchSize, seed } = choice;
  const next = numbersFrom(seed);
  const outputs = layers.at(-1)!.units;
  return parseSpec({
    engine: 'kernel',
    data: {
      kind: 'inline',
      inputs: Array.from({ length: rows }, () => Array.from({ length: inputs }, () => next() * 4 - 2)),
      labels: Array.from({ length: rows }, () => labelRow(loss, outputs, next)),
    },
    network: { inputs, layers, seed, initial: 'glorot' },
    loss,
    // With a tiny ε, Adam and its kin make of a gradient that is 0 but for rounding a whole step.
    optimizer: {
      kind: optimizer,
      learningRate: 0.01,
      ...('epsilon' in optimizerRecipes[optimizer].numbers ? { epsilon: 0.001 } : {}),
    },
    schedule: { kind: schedule, ...(schedule === 'constant' ? {} : { steps: 4 }) },
    ...(l2 > 0 ? { l2 } : {}),
    training: { steps: 100, batchSize: Math.min(batchSize, rows), reportEvery: 100 },
  });
}

export const anyChoice: fc.Arbitrary<Choice> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 9 }),
    hidden: fc.array(
      fc.record({
        units: fc.integer({ min: 1, max: 11 }),
        activation: fc.constantFrom(...hiddenActivations),
        bias: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    output: fc.record({
      units: fc.integer({ min: 1, max: 10 }),
      activation: fc.constantFrom(...activationNames),
      bias: fc.boolean(),
    }),
    loss: fc.constantFrom(...lossNames),
    optimizer: fc.constantFrom(...optimizerNames),
    schedule: fc.constantFrom(...scheduleNames),
    l2: fc.constantFrom(0, 0.01),
    rows: fc.integer({ min: 1, max: 13 }),
    batchSize: fc.integer({ min: 1, max: 13 }),
    seed: fc.nat(),
  })
  .map(({ hidden, output, ...rest }) => ({ ...rest, layers: [...hidden, output] }));

/** Choices of one small hidden layer and one output, which the kernel has a way of its own for. */
export const narrowChoice: fc.Arbitrary<Choice> = fc
  .record({
    choice: anyChoice,
    inputs: fc.integer({ min: 1, max: 4 }),
    hidden: fc.record({
      units: fc.integer({ min: 1, max: 4 }),
      activation: fc.constantFrom(...hiddenActivations),
      bias: fc.boolean(),
    }),
    output: fc.record({ units: fc.constant(1), activation: fc.constantFrom(...hiddenActivations), bias: fc.boolean() }),
  })
  .map(({ choice, inputs, hidden, output }) => ({ ...choice, inputs, layers: [hidden, output] }));

/** Choices of the lesson's kind, which both for one run and for four the kernel has code of its own for. */
export const lessonChoice: fc.Arbitrary<Choice> = fc
  .record({ choice: anyChoice, units: fc.integer({ min: 1, max: 4 }) })
  .map(({ choice, units }) => ({
    ...choice,
    inputs: 2,
    layers: [units, 1].map((units) => ({ units, activation: 'linear', bias: false })),
    loss: 'meanSquaredError',
  }));

/**
 * Whether float32 can follow double precision: a cross-entropy that is not joint with its activation has slopes of up to
 * 10⁷, where 1 − y has lost its digits, beside flats.
 */
export function isTame({ loss, layers }: Choice): boolean {
  const { activation } = layers.at(-1)!;
  if (loss === 'binaryCrossEntropy') return activation === 'sigmoid';
  return loss !== 'categoricalCrossEntropy' || activation === 'softmax';
}
