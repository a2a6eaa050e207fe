// What each quantity of a step is called and what it is, and the names of its rows, columns and numbers.
import * as l10n from '@vscode/l10n';
import { formulaText, type Cell } from '../../../shared/formula/formula.ts';
import { formatCount } from '../../../shared/text/numbers.ts';
import type { Explanation } from '../../../shared/step/origins.ts';
import { stageNames } from '../../../shared/step/quantity-names.ts';
import { layersOf, type RunSpec } from '../../../shared/spec/spec.ts';
import type { Axis, OriginKind, Quantity, Role, Stage } from '../../../shared/step/step.ts';
import { unitName } from '../../run/words.ts';

/** Units in each layer, inputs first. */
export function widthsOf(spec: RunSpec): number[] {
  return [spec.network.inputs, ...spec.network.layers.map(({ units }) => units)];
}

/** What a row or column of a matrix is called: a row of the data by its number, a unit as in the network's picture. */
export function axisName({ record }: Explanation, axis: Axis, index: number): string {
  if (axis.kind === 'row') return formatCount(record.batch.start + index);
  return axis.kind === 'unit' ? unitName(widthsOf(record.spec), axis.layer, index) : '';
}

/** The name of a number: `∂L/∂W1 x0, a1`. */
export function cellName(explanation: Explanation, cell: Cell): string {
  const { symbol } = explanation.quantity(cell.quantity);
  const place = placeNames(explanation, cell).join(', ');
  return place === '' ? formulaText(symbol) : `${formulaText(symbol)} ${place}`;
}

/** What a number's row and column are called, as far as they are called anything. */
export function placeNames(explanation: Explanation, { quantity, row, column }: Cell): string[] {
  const { rows, columns } = explanation.quantity(quantity);
  return [rowName(explanation, rows, row), axisName(explanation, columns, column)].filter(Boolean);
}

/** The same as an axis's name, and understood alone. */
export function rowName(explanation: Explanation, axis: Axis, index: number): string {
  const name = axisName(explanation, axis, index);
  return axis.kind === 'row' ? l10n.t('row {0}', name) : name;
}

export const stageTitle: Readonly<Record<Stage | 'check', () => string>> = {
  ...stageNames,
  check: () => l10n.t('Check'),
};

/** What happens in a stage, in a sentence. */
export function stageMeaning({ record }: Explanation, stage: Stage | 'check'): string {
  const { start, end } = record.batch;
  const texts: Readonly<Record<Stage | 'check', () => string>> = {
    batch: () =>
      end - start === 1
        ? l10n.t('Row {0} of the data, with its known answer.', formatCount(start))
        : l10n.t('Rows {0} to {1} of the data, with their known answers.', formatCount(start), formatCount(end - 1)),
    forward: () => l10n.t('From the inputs to the prediction, layer by layer, and how wrong it is.'),
    backward: () =>
      l10n.t('How the loss changes with each number, by the chain rule, from the last layer to the first.'),
    update: () => l10n.t('What the optimizer makes of the gradients: how far each weight moves, and what that brings.'),
    check: () =>
      l10n.t(
        'The same gradients found in three ways: by hand, by automatic differentiation, and from differences of the loss.',
      ),
  };
  return texts[stage]();
}

/** A quantity's name in a few words. */
export function quantityName(explanation: Explanation, { id, role, layer, parameter }: Quantity): string {
  const last = layersOf(explanation.record.spec).length;
  const names: Readonly<Record<Role, () => string>> = {
    inputs: () => l10n.t('inputs'),
    labels: () => l10n.t('known answers'),
    weights: () => l10n.t('weights'),
    biases: () => l10n.t('biases'),
    sums: () => l10n.t('weighted sums'),
    outputs: () => (layer === last ? l10n.t('prediction') : l10n.t('hidden units')),
    errors: () => l10n.t('errors'),
    rowLosses: () => l10n.t('loss of each row'),
    penalty: () => l10n.t('penalty'),
    loss: () => l10n.t('loss of the batch'),
    outputGradient: () => (layer === last ? l10n.t('slope by the prediction') : l10n.t('slope by the hidden units')),
    sumGradient: () => l10n.t('slope by the sums'),
    gradient: () => l10n.t('gradient'),
    scalar: () => scalarName(id),
    memoryBefore: () => l10n.t('memory before'),
    memoryAfter: () => l10n.t('memory after'),
    effectiveRate: () => l10n.t('own learning rate'),
    change: () => l10n.t('change of {0}', parameter ?? ''),
    after: () => l10n.t('new {0}', parameter ?? ''),
    share: () => l10n.t('share in the loss'),
  };
  return names[role]();
}

function scalarName(id: string): string {
  if (id === 'lr') return l10n.t('learning rate');
  return id === 'alpha' ? l10n.t('corrected rate') : l10n.t('bias correction');
}

/** What a quantity is, in a sentence. */
export const roleMeaning: Readonly<Record<Role, () => string>> = {
  inputs: () => l10n.t('The inputs of the batch: a row for each point of the data.'),
  labels: () => l10n.t('The known answers, which the prediction should come to.'),
  weights: () =>
    l10n.t('The weights before this step: a row for each unit they come from, a column for each they lead to.'),
  biases: () => l10n.t('The biases before this step: what is added to each unit’s sum.'),
  sums: () => l10n.t('Each unit’s weighted sum, before its activation.'),
  outputs: () => l10n.t('What each unit gives on, for each row of the batch.'),
  errors: () => l10n.t('Prediction minus known answer.'),
  rowLosses: () => l10n.t('How wrong the prediction is, row by row.'),
  penalty: () => l10n.t('What large weights add to the loss.'),
  loss: () => l10n.t('The one number that training makes small: how wrong the batch’s predictions are.'),
  outputGradient: () => l10n.t('How fast the loss rises as this number rises.'),
  sumGradient: () => l10n.t('How fast the loss rises as this sum rises, before the activation.'),
  gradient: () => l10n.t('How fast the loss rises as this weight rises: the update goes the other way.'),
  scalar: () => l10n.t('A number of the update that is the same for all weights.'),
  memoryBefore: () => l10n.t('What the optimizer remembers of the steps before.'),
  memoryAfter: () => l10n.t('What the optimizer remembers after this step.'),
  effectiveRate: () => l10n.t('The learning rate that this weight gets of its own.'),
  change: () => l10n.t('How far the weight moves in this step.'),
  after: () => l10n.t('The weight after this step, with which the next begins.'),
  share: () => l10n.t('Gradient times movement: what this weight’s movement does to the loss.'),
};

/** How a number is made, in a few words. */
export const originMeaning: Readonly<Record<OriginKind, () => string>> = {
  given: () => l10n.t('Given: nothing of this step makes it.'),
  dotProduct: () => l10n.t('A row times a column, term by term:'),
  elementwise: () => l10n.t('The numbers at its place, put into the formula:'),
  rowwise: () => l10n.t('Made of its whole row:'),
  sum: () => l10n.t('A sum, term by term:'),
};
