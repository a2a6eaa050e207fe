// A step with all its numbers, as text for people and as one object for programs. Large matrices are summarised in the
// text, as numpy does it.
import * as l10n from '@vscode/l10n';
import { shortestFloat32 } from '../../shared/text/decimal.ts';
import { formulaText, type Cell } from '../../shared/formula/formula.ts';
import { formatChangeG, formatG } from '../../shared/text/numbers.ts';
import { quantitiesOf } from '../../shared/step/quantities.ts';
import { quantityName, stageNames } from '../../shared/step/quantity-names.ts';
import {
  stages,
  untold,
  type Breakdown,
  type GradientCheck,
  type Quantity,
  type StepRecord,
} from '../../shared/step/step.ts';
import { formatArray, type FloatArray } from '../run/numpy.ts';

function quantities({ spec, step, batch }: StepRecord): Quantity[] {
  return quantitiesOf(spec, step, batch.end - batch.start);
}

/** Headings and matrices, in the order of the algorithm. */
export function stepText(record: StepRecord, check: GradientCheck): string {
  const { step, batch, lossChange, breakdown } = record;
  const all = quantities(record);
  const sections = stages.flatMap((stage) => [
    heading(stageNames[stage]()),
    ...all.filter((quantity) => quantity.stage === stage).map((quantity) => quantityText(quantity, record)),
  ]);
  const change = [
    l10n.t("Change of the batch's loss, by the sum of the shares: {0}", formatChangeG(lossChange.firstOrder)),
    l10n.t("Change of the batch's loss, really: {0}", formatChangeG(lossChange.actual)),
    overshootText(lossChange),
  ];
  const title = l10n.t('Step {0}, on the rows {1} to {2} of the data', step, batch.start, batch.end - 1);
  return [
    title,
    ...sections,
    ...change,
    ...(breakdown === null ? [] : breakdownText(breakdown, all)),
    heading(l10n.t('Check')),
    ...checkText(check, all),
    '',
  ].join('\n');
}

function heading(text: string): string {
  return `\n${text}\n${'='.repeat(text.length)}`;
}

function quantityText(quantity: Quantity, { values }: StepRecord): string {
  const { id, symbol, formula, rows, columns } = quantity;
  const numbers = values[id]!;
  const left = [formulaText(symbol), ...(formula === null ? [] : [formulaText(formula)])].join(' = ');
  if (numbers.length === 1) return `${left} = ${formatG(numbers[0]!)}    ${quantityName(quantity)}`;
  const title = `${left}    ${rows.count}×${columns.count}, ${quantityName(quantity)}`;
  return `${title}\n${matrix('float32', numbers, rows.count, columns.count)}`;
}

function matrix(dtype: FloatArray['dtype'], values: FloatArray['values'], rows: number, columns: number): string {
  return ` ${formatArray({ dtype, values, rows, columns })}`;
}

function overshootText({ firstOrder, overshoot }: StepRecord['lossChange']): string {
  if (firstOrder > 0) return l10n.t('The step goes uphill: the loss rises along it.');
  return !Number.isFinite(overshoot)
    ? l10n.t('How far the step goes, in times of the way to the minimum along it, can’t be told.')
    : l10n.t('The step goes {0} times as far as to the minimum along it; past 2 the loss rises.', formatG(overshoot));
}

/** What broke, and how it came to that. */
function breakdownText({ first, steps, overshoots, grew }: Breakdown, all: readonly Quantity[]): string[] {
  const where =
    first === null
      ? l10n.t('The run broke at this step: the loss on all data is no longer a finite number.')
      : l10n.t('The run broke at this step: {0} is the first that is no longer finite.', cellText(first, all));
  return [
    '',
    where,
    l10n.t(
      'What grew most is {0}: by a factor of {1} a step since step {2}.',
      symbolText(grew.quantity, all),
      formatG(grew.factor),
      steps[0]!,
    ),
    l10n.t(
      'How far the steps went, in times of the way to the minimum: {0}',
      Array.from(overshoots, formatG).join(', '),
    ),
  ];
}

const symbolText = (id: string, all: readonly Quantity[]) =>
  formulaText(all.find((quantity) => quantity.id === id)!.symbol);
const cellText = ({ quantity, row, column }: Cell, all: readonly Quantity[]) =>
  `${symbolText(quantity, all)}[${row}, ${column}]`;

function checkText({ parameters, largest, tolerance }: GradientCheck, all: readonly Quantity[]): string[] {
  const matrices = parameters.flatMap((parameter) => {
    const { quantity, rows, columns, byHand, automatic, differences, sampled } = parameter;
    const open = untold(parameter);
    const { symbol } = all.find(({ id }) => id === quantity)!;
    const count = rows * columns;
    return [
      l10n.t('{0} by hand:', formulaText(symbol)),
      matrix('float32', byHand, rows, columns),
      l10n.t('{0} by automatic differentiation:', formulaText(symbol)),
      matrix('float32', automatic, rows, columns),
      sampled < count
        ? l10n.t('{0} by central differences, at {1} of {2} places:', formulaText(symbol), sampled, count)
        : l10n.t('{0} by central differences:', formulaText(symbol)),
      matrix('float64', differences, rows, columns),
      ...(open > 0
        ? [l10n.t('float32 can’t tell {0} of the slopes: a kink is near, or they are too steep.', open)]
        : []),
    ];
  });
  return [...matrices, verdictText(largest, tolerance, all)];
}

function verdictText(
  { difference, cell }: GradientCheck['largest'],
  tolerance: number,
  all: readonly Quantity[],
): string {
  const place = cellText(cell, all);
  if (Number.isNaN(difference)) {
    return l10n.t('The gradient at {0} is no finite number: there is nothing to compare.', place);
  }
  return difference <= tolerance
    ? l10n.t('The same: the largest relative difference is {0}, at {1}.', formatG(difference), place)
    : l10n.t('Not the same: the largest relative difference is {0}, at {1}.', formatG(difference), place);
}

/** The record and its check as one object; a number that is not finite is null. */
export function stepObject(record: StepRecord, check: GradientCheck): object {
  const { step, batch, values, lossChange, breakdown } = record;
  return {
    step,
    batch,
    quantities: quantities(record).map((quantity) => ({
      id: quantity.id,
      stage: quantity.stage,
      name: quantityName(quantity),
      symbol: formulaText(quantity.symbol),
      formula: quantity.formula && formulaText(quantity.formula),
      values: rowsOf(values[quantity.id]!, quantity.columns.count),
    })),
    lossChange,
    breakdown: breakdown && {
      ...breakdown,
      steps: [...breakdown.steps],
      overshoots: [...breakdown.overshoots],
      sizes: breakdown.sizes.map(({ quantity, sizes }) => ({ quantity, sizes: [...sizes] })),
    },
    check: {
      tolerance: check.tolerance,
      largest: check.largest,
      parameters: check.parameters.map(({ quantity, columns, byHand, automatic, differences, sampled, relative }) => ({
        quantity,
        byHand: rowsOf(byHand, columns),
        automatic: rowsOf(automatic, columns),
        differences: rowsOf(differences, columns),
        sampled,
        relative: rowsOf(relative, columns),
      })),
    },
  };
}

/** The rows of a matrix, with no more digits than its numbers have. */
function rowsOf(values: Float32Array | Float64Array, columns: number): number[][] {
  const written = Array.from(values, (value) => (values instanceof Float32Array ? shortestFloat32(value) : value));
  return Array.from({ length: values.length / columns }, (_, row) => written.slice(row * columns, (row + 1) * columns));
}
