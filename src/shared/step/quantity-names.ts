// What a person calls the quantities of a step, and what each is: one name, in the panel, in the terminal and for the ear.
import * as l10n from '@vscode/l10n';
import { withSubscripts } from '../text/numbers.ts';
import type { Quantity, Role, ScalarId, Slot, Stage } from './step.ts';

export const stageNames: Readonly<Record<Stage, () => string>> = {
  batch: () => l10n.t('Batch'),
  forward: () => l10n.t('Forward'),
  backward: () => l10n.t('Backward'),
  update: () => l10n.t('Update'),
};

interface Words {
  /** In a few words. */
  readonly name: (quantity: Quantity) => string;
  /** In a sentence. */
  readonly meaning: (quantity: Quantity) => string;
}

const isOfPrediction = ({ id }: Quantity) => id === 'y' || id === 'dy';
const parameterOf = ({ parameter }: Quantity) => withSubscripts(parameter ?? '');

const words: Readonly<Record<Role, Words>> = {
  inputs: {
    name: () => l10n.t('inputs'),
    meaning: () => l10n.t('The inputs of the batch: a row for each point of the data.'),
  },
  labels: {
    name: () => l10n.t('known answers'),
    meaning: () => l10n.t('The known answers, which the prediction should come to.'),
  },
  weights: {
    name: () => l10n.t('weights'),
    meaning: () =>
      l10n.t('The weights before this step: a row for each unit they come from, a column for each they lead to.'),
  },
  biases: {
    name: () => l10n.t('biases'),
    meaning: () => l10n.t('The biases before this step: what is added to each unit’s sum.'),
  },
  sums: {
    name: () => l10n.t('weighted sums'),
    meaning: () => l10n.t('Each unit’s weighted sum, before its activation.'),
  },
  outputs: {
    name: (quantity) => (isOfPrediction(quantity) ? l10n.t('prediction') : l10n.t('hidden units')),
    meaning: () => l10n.t('What each unit gives on, for each row of the batch.'),
  },
  errors: { name: () => l10n.t('errors'), meaning: () => l10n.t('Prediction minus known answer.') },
  rowLosses: {
    name: () => l10n.t('loss of each row'),
    meaning: () => l10n.t('How wrong the prediction is, row by row.'),
  },
  penalty: { name: () => l10n.t('penalty'), meaning: () => l10n.t('What large weights add to the loss.') },
  loss: {
    name: () => l10n.t('loss of the batch'),
    meaning: () => l10n.t('The one number that training makes small: how wrong the batch’s predictions are.'),
  },
  outputGradient: {
    name: (quantity) =>
      isOfPrediction(quantity) ? l10n.t('slope by the prediction') : l10n.t('slope by the hidden units'),
    meaning: () => l10n.t('How fast the loss rises as this number rises.'),
  },
  sumGradient: {
    name: () => l10n.t('slope by the sums'),
    meaning: () => l10n.t('How fast the loss rises as this sum rises, before the activation.'),
  },
  gradient: {
    name: () => l10n.t('gradient'),
    meaning: () => l10n.t('How fast the loss rises as this weight rises: the update goes the other way.'),
  },
  scalar: {
    name: ({ id }) => scalarNames[id as ScalarId](),
    meaning: () => l10n.t('A number of the update that is the same for all weights.'),
  },
  slotBefore: {
    name: ({ slot }) => l10n.t('{0}, before', slotNames[slot!]()),
    meaning: ({ slot }) => l10n.t('A slot of the optimizer: {0}, as the steps before left it.', slotNames[slot!]()),
  },
  slotAfter: {
    name: ({ slot }) => l10n.t('{0}, after', slotNames[slot!]()),
    meaning: ({ slot }) => l10n.t('A slot of the optimizer: {0}, as this step leaves it.', slotNames[slot!]()),
  },
  effectiveRate: {
    name: () => l10n.t('own learning rate'),
    meaning: () => l10n.t('The learning rate that this weight gets of its own.'),
  },
  change: {
    name: (quantity) => l10n.t('change of {0}', parameterOf(quantity)),
    meaning: () => l10n.t('How far the weight moves in this step.'),
  },
  after: {
    name: (quantity) => l10n.t('new {0}', parameterOf(quantity)),
    meaning: () => l10n.t('The weight after this step, with which the next begins.'),
  },
  share: {
    name: () => l10n.t('share in the loss'),
    meaning: () => l10n.t('Gradient times movement: what this weight’s movement does to the loss.'),
  },
};

/** What an optimizer keeps of each weight, as the field calls it. */
const slotNames: Readonly<Record<Slot, () => string>> = {
  momentum: () => l10n.t('momentum'),
  meanGradient: () => l10n.t('mean gradient'),
  meanSquaredGradient: () => l10n.t('mean squared gradient'),
  squaredGradients: () => l10n.t('sum of squared gradients'),
  meanSquaredChange: () => l10n.t('mean squared change'),
};

/** By the ids of the quantities whose role is `scalar`. */
const scalarNames: Readonly<Record<ScalarId, () => string>> = {
  lr: () => l10n.t('learning rate'),
  power1: () => l10n.t('β₁ to the power of the steps'),
  power2: () => l10n.t('β₂ to the power of the steps'),
  correction1: () => l10n.t('bias correction of m'),
  correction2: () => l10n.t('bias correction of v'),
  alpha: () => l10n.t('corrected rate'),
  keep: () => l10n.t('what decay leaves'),
};

/** In a few words: “weights”. */
export const quantityName = (quantity: Quantity): string => words[quantity.role].name(quantity);

/** In a sentence. */
export const quantityMeaning = (quantity: Quantity): string => words[quantity.role].meaning(quantity);
