// Numbers and names in the reader's language, and what each symbol means.
import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../shared/text/numbers.ts';

/** The words are English wherever they are not Chinese, and so are the numbers that have words in them. */
const language = document.documentElement.lang === 'zh-cn' ? 'zh-cn' : 'en';
const rounded = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });

/** 812345 as `812k`, 81.2万. The SI prefix is a small k. */
export function compact(value: number): string {
  return rounded.format(value).replace('K', 'k');
}

/** How far a loss is above the limit, with as many decimals as the loss itself has at six digits. */
export function aboveLimit(loss: number, limit: number): string {
  const decimals = 5 - Math.floor(Math.log10(Math.abs(loss)));
  const above = Math.max(loss - limit, 0);
  return formatNumber(decimals >= 0 && decimals <= 12 ? Number(above.toFixed(decimals)) : above);
}

/** The name of a unit: `x0`, `a2`, `y`; where there are more hidden layers than one, `a1.0`. */
export function unitName(widths: readonly number[], layer: number, index: number): string {
  const last = widths.length - 1;
  if (layer === 0) return `x${index}`;
  if (layer === last) return widths[last] === 1 ? 'y' : `y${index}`;
  return last > 2 ? `a${layer}.${index}` : `a${index}`;
}

/** The name of a whole layer: `x`, `a`, `y`; where there are more hidden layers than one, `a1`. */
export function layerName(widths: readonly number[], layer: number): string {
  const last = widths.length - 1;
  if (layer === 0) return 'x';
  if (layer === last) return 'y';
  return last > 2 ? `a${layer}` : 'a';
}

/** What a unit is. */
export function explainUnit(widths: readonly number[], layer: number, index: number): string {
  const name = unitName(widths, layer, index);
  if (layer === 0) return l10n.t('{0}: input {1}, one number of each data point.', name, index + 1);
  const before = layerName(widths, layer - 1);
  if (layer === widths.length - 1) {
    return l10n.t(
      '{0}: the output, the prediction: the sum of the {1}, each times its weight in w{2}. Training moves it toward the known answer y_.',
      name,
      before,
      layer,
    );
  }
  return l10n.t(
    '{0}: hidden unit {1}: the sum of the {2}, each times its weight in w{3}.',
    name,
    index + 1,
    before,
    layer,
  );
}

/** What a weight matrix is; `layer` is the one its weights lead to. */
export function explainMatrix(widths: readonly number[], layer: number): string {
  const [from, to] = [layerName(widths, layer - 1), layerName(widths, layer)];
  return l10n.t(
    'w{0}: the weights from {1} to {2}: {2} = {1} · w{0}. Each row is a unit of {1}, each column a unit of {2}.',
    layer,
    from,
    to,
  );
}

/** What the words of the panel mean. */
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
  loss: () =>
    l10n.t(
      'The loss is the mean squared error, mean((y_−y)²): how far the predictions y are from the known answers y_ on all data.',
    ),
  limit: () =>
    l10n.t(
      'The limit is the least loss that any weights of this network can reach on this data. It comes from a closed formula, least squares; no optimizer and no learning rate get below it; another kind of network may.',
    ),
} as const;
