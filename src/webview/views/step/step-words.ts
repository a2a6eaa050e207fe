// The names of a step's sections, and of the rows, columns and numbers of its quantities.
import * as l10n from '@vscode/l10n';
import { formulaText, type Cell } from '../../../shared/formula/formula.ts';
import { formatCount } from '../../../shared/text/numbers.ts';
import type { Explanation } from '../../../shared/step/origins.ts';
import { stageNames } from '../../../shared/step/quantity-names.ts';
import { widthsOf } from '../../../shared/spec/spec.ts';
import type { Axis, OriginKind, Quantity, Stage } from '../../../shared/step/step.ts';
import { unitName } from '../../run/words.ts';

/** What a row of a matrix is called: a row of the data by its number, a unit as in the network's picture. */
export function rowName(explanation: Explanation, { rows }: Quantity, row: number): string {
  return axisName(explanation, rows, row);
}

/** What a column is called: a unit, and of the known answers y_. */
export function columnName(explanation: Explanation, { role, columns }: Quantity, column: number): string {
  const name = axisName(explanation, columns, column);
  return role === 'labels' ? name.replace('y', 'y_') : name;
}

function axisName({ record }: Explanation, axis: Axis, index: number): string {
  if (axis.kind === 'row') return formatCount(record.batch.start + index);
  return axis.kind === 'unit' ? unitName(widthsOf(record.spec), axis.layer, index) : '';
}

/** The name of a number: `∂L/∂W₁ x0, a1`; of a single column only its row: `y row 2`. */
export function cellName(explanation: Explanation, cell: Cell): string {
  const { symbol, columns, rows } = explanation.quantity(cell.quantity);
  const [row, column] = placeNames(explanation, cell);
  const place = (columns.count === 1 && rows.kind !== 'one' ? [row] : [row, column]).filter(Boolean).join(', ');
  return place === '' ? formulaText(symbol) : `${formulaText(symbol)} ${place}`;
}

/** What a number's row and column are called; empty where they are called nothing. */
export function placeNames(explanation: Explanation, { quantity: id, row, column }: Cell): [string, string] {
  const quantity = explanation.quantity(id);
  const name = rowName(explanation, quantity, row);
  return [quantity.rows.kind === 'row' ? l10n.t('row {0}', name) : name, columnName(explanation, quantity, column)];
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

/** How a number is made, in a few words. */
export const originMeaning: Readonly<Record<OriginKind, () => string>> = {
  given: () => l10n.t('Given: nothing of this step makes it.'),
  dotProduct: () => l10n.t('A row times a column, term by term:'),
  elementwise: () => l10n.t('The numbers at its place, put into the formula:'),
  rowwise: () => l10n.t('Made of its whole row:'),
  sum: () => l10n.t('A sum, term by term:'),
};
