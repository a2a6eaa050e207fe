// What the words and symbols of the panel mean: of a run, what is true of that run.
import * as l10n from '@vscode/l10n';
import type { Loss } from '../../shared/spec/catalogue.ts';
import { huberDeltaOf, layersOf, widthsOf, type RunSpec } from '../../shared/spec/spec.ts';
import { formatNumber, withSubscripts } from '../../shared/text/numbers.ts';
import { layerName, unitName, weightsName } from './words.ts';

/** Of the next run's choices. */
export const meaning = {
  optimizer: () =>
    l10n.t(
      'The optimizer turns the gradient into a change of the weights. Gradient descent goes straight downhill, momentum keeps some of its speed, Adam also adapts the distance to each weight.',
    ),
  learningRate: () =>
    l10n.t(
      'The learning rate is how far the weights move at each step. Too small, and training is slow; too large, and the loss oscillates or grows without end.',
    ),
  steps: () => l10n.t('How many times the weights are updated. Each step learns from one batch of the data.'),
} as const;

const losses: Readonly<Record<Loss, (spec: RunSpec) => string>> = {
  meanSquaredError: () =>
    l10n.t(
      'The loss is the mean squared error, mean((y − y_)²): how far the predictions y are from the known answers y_ on all data.',
    ),
  meanAbsoluteError: () =>
    l10n.t(
      'The loss is the mean absolute error, mean(|y − y_|): how far the predictions y are from the known answers y_ on all data.',
    ),
  huber: (spec) =>
    l10n.t(
      'The loss is Huber’s: with e = y − y_, the mean of e²/2 where |e| is at most {0}, and of {0}·(|e| − {0}/2) beyond. It says how far the predictions y are from the known answers y_ on all data.',
      formatNumber(huberDeltaOf(spec)),
    ),
  binaryCrossEntropy: () =>
    l10n.t(
      'The loss is the binary cross-entropy, mean(−y_·ln y − (1 − y_)·ln(1 − y)): how unlikely the predictions y hold the known answers y_ on all data.',
    ),
  categoricalCrossEntropy: () =>
    l10n.t(
      'The loss is the categorical cross-entropy, mean(−Σ y_·ln y): how unlikely the predictions y hold the known answers y_ on all data.',
    ),
};

/** What the loss of a run is. */
export function explainLoss(spec: RunSpec): string {
  const lambda = spec.l2 ?? 0;
  const penalty = l10n.t('To it comes the penalty on large weights, {0}·ΣW².', formatNumber(lambda));
  return lambda > 0 ? `${losses[spec.loss](spec)} ${penalty}` : losses[spec.loss](spec);
}

/** What the limit of a run is, whether it is known or not. */
export function explainLimit(limit: number | undefined): string {
  const what = l10n.t('The limit is the least loss that any weights of this network can reach on this data.');
  return limit === undefined
    ? `${what} ${l10n.t('For a network and a loss such as these no formula gives it.')}`
    : `${what} ${l10n.t(
        'It comes from a closed formula, least squares; no optimizer and no learning rate get below it; another kind of network may.',
      )}`;
}

/** What a unit is. */
export function explainUnit(spec: RunSpec, layer: number, index: number): string {
  const widths = widthsOf(spec);
  const name = unitName(widths, layer, index);
  if (layer === 0) return l10n.t('{0}: input {1}, one number of each data point.', name, index);
  const { bias, activation } = layersOf(spec)[layer - 1]!;
  const [before, weights] = [layerName(widths, layer - 1), weightsName(layer)];
  const isOutput = layer === widths.length - 1;
  return [
    isOutput
      ? l10n.t(
          '{0}: the output, the prediction: the sum of the {1}, each times its weight in {2}.',
          name,
          before,
          weights,
        )
      : l10n.t('{0}: hidden unit {1}: the sum of the {2}, each times its weight in {3}.', name, index, before, weights),
    ...(bias ? [l10n.t('Its bias in {0} is added.', withSubscripts(`b${layer}`))] : []),
    ...(activation === 'linear' ? [] : [l10n.t('Of that it gives on {0}.', activation)]),
    ...(isOutput ? [l10n.t('Training moves it toward the known answer y_.')] : []),
  ].join(' ');
}

/** What a weight matrix is; `layer` is the one its weights lead to. */
export function explainWeights(spec: RunSpec, layer: number): string {
  const widths = widthsOf(spec);
  const { bias, activation } = layersOf(spec)[layer - 1]!;
  const [from, to] = [layerName(widths, layer - 1), layerName(widths, layer)];
  const name = weightsName(layer);
  const sum = bias ? `${from} · ${name} + ${withSubscripts(`b${layer}`)}` : `${from} · ${name}`;
  return l10n.t(
    '{0}: the weights from {1} to {2}: {2} = {3}. Each row is a unit of {1}, each column a unit of {2}.',
    name,
    from,
    to,
    activation === 'linear' ? sum : `${activation}(${sum})`,
  );
}
