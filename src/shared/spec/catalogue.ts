// What a network can be made of and how it can be trained: every activation, loss, optimizer and learning-rate schedule
// with its formula, its numbers and its source. A spec names them; both engines follow them, the kernel by their order
// here. The lesson's three optimizers are the ones with settings; see `optimizers.ts`.
import { optimizers, type OptimizerRow } from './optimizers.ts';
import { options, type NumberOption } from './options.ts';

/** One choice of a table. */
export interface Recipe {
  readonly name: string;
  readonly formula: string;
  /** Where the formula and the defaults are from. */
  readonly source: string;
  /** Its numbers, each with its default and its range. */
  readonly numbers: Readonly<Record<string, NumberOption>>;
}
type Table = Readonly<Record<string, Recipe>>;

/** A share that is faded by at each step. */
const share = (value: number) => ({ type: 'number', default: value, minimum: 0, exclusiveMaximum: 1 }) as const;
const above0 = (value: number, maximum: number) =>
  ({ type: 'number', default: value, exclusiveMinimum: 0, maximum }) as const;
const from0 = (value: number, maximum: number) => ({ type: 'number', default: value, minimum: 0, maximum }) as const;
const fraction = (value: number) => from0(value, 1);

/** y of a layer's sums z = x·w + b. */
export const activations = {
  linear: {
    name: 'Linear',
    formula: 'y = z',
    source: 'https://www.tensorflow.org/api_docs/python/tf/keras/activations/linear',
    numbers: {},
  },
  relu: {
    name: 'ReLU',
    formula: 'y = max(z, 0)',
    source: 'https://www.tensorflow.org/api_docs/python/tf/nn/relu',
    numbers: {},
  },
  leakyRelu: {
    name: 'Leaky ReLU',
    formula: 'y = z where z ≥ 0, else slope·z',
    source: 'https://www.tensorflow.org/api_docs/python/tf/nn/leaky_relu',
    numbers: { slope: from0(0.2, 1) },
  },
  tanh: {
    name: 'tanh',
    formula: 'y = tanh z',
    source: 'https://www.tensorflow.org/api_docs/python/tf/math/tanh',
    numbers: {},
  },
  sigmoid: {
    name: 'Sigmoid',
    formula: 'y = 1/(1 + e⁻ᶻ)',
    source: 'https://www.tensorflow.org/api_docs/python/tf/math/sigmoid',
    numbers: {},
  },
  softmax: {
    name: 'Softmax',
    formula: 'yᵢ = eᶻⁱ/Σ eᶻʲ; of the last layer only',
    source: 'https://www.tensorflow.org/api_docs/python/tf/nn/softmax',
    numbers: {},
  },
} as const satisfies Table;

/** The mean over the batch, and but for the categorical one over the outputs too; y_ are the labels. */
export const losses = {
  meanSquaredError: {
    name: 'Mean squared error',
    formula: '(y_ − y)²',
    source: 'https://www.tensorflow.org/api_docs/python/tf/keras/losses/MeanSquaredError',
    numbers: {},
  },
  meanAbsoluteError: {
    name: 'Mean absolute error',
    formula: '|y_ − y|',
    source: 'https://www.tensorflow.org/api_docs/python/tf/keras/losses/MeanAbsoluteError',
    numbers: {},
  },
  huber: {
    name: 'Huber',
    formula: 'e²/2 where |e| ≤ δ, else δ·(|e| − δ/2), with e = y_ − y',
    source: 'https://www.tensorflow.org/api_docs/python/tf/keras/losses/Huber',
    numbers: { delta: above0(1, 1e6) },
  },
  binaryCrossEntropy: {
    name: 'Binary cross-entropy',
    formula:
      '−y_·ln y − (1 − y_)·ln(1 − y), y clipped to [10⁻⁷, 1 − 10⁻⁷]; after a sigmoid max(z, 0) − z·y_ + ln(1 + e^−|z|)',
    source: 'https://www.tensorflow.org/api_docs/python/tf/nn/sigmoid_cross_entropy_with_logits',
    numbers: {},
  },
  categoricalCrossEntropy: {
    name: 'Categorical cross-entropy',
    formula: '−Σ y_·ln y, y clipped to [10⁻⁷, 1 − 10⁻⁷]; after a softmax −Σ y_·(z − ln Σ eᶻ)',
    source: 'https://www.tensorflow.org/api_docs/python/tf/nn/softmax_cross_entropy_with_logits',
    numbers: {},
  },
} as const satisfies Table;

const { learningRate } = options;
const adamNumbers = {
  learningRate,
  beta1: options['adam.beta1'],
  beta2: options['adam.beta2'],
  epsilon: options['adam.epsilon'],
} as const;
const kernels = 'https://github.com/tensorflow/tensorflow/blob/v1.15.5/tensorflow/core/kernels/training_ops.cc';

/** How weights w move along their gradient g; all else starts at 0 unless it says otherwise. */
export const optimizerRecipes = {
  sgd: { name: 'Gradient descent', formula: 'w −= lr·g', source: kernels, numbers: { learningRate } },
  momentum: {
    name: 'Momentum',
    formula: 'm = μ·m + g; w −= lr·m',
    source: kernels,
    numbers: { learningRate, momentum: options.momentum },
  },
  nesterov: {
    name: 'Nesterov momentum',
    formula: 'm = μ·m + g; w −= lr·g + lr·μ·m',
    source: kernels,
    numbers: { learningRate, momentum: options.momentum },
  },
  adam: {
    name: 'Adam (TensorFlow 1)',
    formula:
      'α = lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ), βᵗ running products; m += (g − m)·(1 − β₁); v += (g² − v)·(1 − β₂); w −= α·m/(√v + ε)',
    source: kernels,
    numbers: adamNumbers,
  },
  adamKeras: {
    name: 'Adam (Keras)',
    formula: 'as TensorFlow 1, βᵗ powers, ε 10⁻⁷',
    source: 'https://github.com/keras-team/keras/blob/v3.3.3/keras/src/optimizers/adam.py',
    numbers: { ...adamNumbers, epsilon: { ...adamNumbers.epsilon, default: 1e-7 } },
  },
  rmsprop: {
    name: 'RMSProp',
    formula: 's += (g² − s)·(1 − ρ), s from 1; m = μ·m + lr·g/√(s + ε); w −= m',
    source: kernels,
    numbers: { learningRate, rho: share(0.9), momentum: share(0), epsilon: above0(1e-10, 1) },
  },
  adagrad: {
    name: 'AdaGrad',
    formula: 's += g², s from its initial value; w −= lr·g/√s',
    source: kernels,
    numbers: { learningRate, initialAccumulator: above0(0.1, 1e6) },
  },
  adadelta: {
    name: 'AdaDelta',
    formula: 's = ρ·s + (1 − ρ)·g²; Δ = √(d + ε)/√(s + ε)·g; d = ρ·d + (1 − ρ)·Δ²; w −= lr·Δ',
    source: kernels,
    numbers: { learningRate, rho: share(0.95), epsilon: above0(1e-8, 1) },
  },
  adamw: {
    name: 'AdamW',
    formula: 'm, v as Adam; w −= lr·λ·w; w −= lr/(1 − β₁ᵗ)·m/(√v/√(1 − β₂ᵗ) + ε); 1 − β and 1 − βᵗ in double precision',
    source: 'https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html',
    numbers: { ...adamNumbers, weightDecay: fraction(0.01) },
  },
} as const satisfies Table;

const steps = { type: 'integer', default: 1000, minimum: 1, maximum: 100_000_000 } as const;

/** A factor of the learning rate at step i, from 0. */
export const schedules = {
  constant: { name: 'Constant', formula: '1', source: 'the lesson', numbers: {} },
  exponentialDecay: {
    name: 'Exponential decay',
    formula: 'rate^(i/steps)',
    source: 'https://www.tensorflow.org/api_docs/python/tf/compat/v1/train/exponential_decay',
    numbers: { rate: { type: 'number', default: 0.96, exclusiveMinimum: 0, maximum: 1 }, steps },
  },
  staircase: {
    name: 'Exponential decay in stairs',
    formula: 'rate^⌊i/steps⌋',
    source: 'https://www.tensorflow.org/api_docs/python/tf/compat/v1/train/exponential_decay',
    numbers: { rate: { type: 'number', default: 0.96, exclusiveMinimum: 0, maximum: 1 }, steps },
  },
  cosine: {
    name: 'Cosine decay',
    formula: 'end + (1 − end)·(1 + cos(π·min(i/steps, 1)))/2',
    source: 'https://www.tensorflow.org/api_docs/python/tf/compat/v1/train/cosine_decay',
    numbers: { end: fraction(0), steps },
  },
  warmup: {
    name: 'Warm-up',
    formula: 'start + (1 − start)·min(i/steps, 1)',
    source: 'https://www.tensorflow.org/api_docs/python/tf/keras/optimizers/schedules/CosineDecay',
    numbers: { start: fraction(0), steps },
  },
} as const satisfies Table;

/** How far from 0 first weights lie: the standard deviation of a matrix of so many rows and columns. */
export const initialDeviations = {
  /** As the lesson's program has it. */
  normal: () => 1,
  /** https://www.tensorflow.org/api_docs/python/tf/keras/initializers/GlorotNormal, not truncated. */
  glorot: (rows: number, columns: number) => Math.sqrt(2 / (rows + columns)),
  /** https://www.tensorflow.org/api_docs/python/tf/keras/initializers/HeNormal, not truncated. */
  he: (rows: number) => Math.sqrt(2 / rows),
} as const satisfies Record<string, (rows: number, columns: number) => number>;

export type Activation = keyof typeof activations;
export type Loss = keyof typeof losses;
export type Schedule = keyof typeof schedules;
export type OptimizerName = keyof typeof optimizerRecipes;

/** What a person calls an optimizer. */
export function optimizerRow(kind: OptimizerName): OptimizerRow {
  const rows: Readonly<Record<string, OptimizerRow | undefined>> = optimizers;
  const { name } = optimizerRecipes[kind];
  return rows[kind] ?? { tensorflowName: name, label: () => name };
}
