// Whether a spec can be run: whether its parts fit together, and into memory. Everything is found out before any memory is
// taken, and told as an error with the path in the spec.
import * as l10n from '@vscode/l10n';
import { numberCount } from '../text/counts.ts';
import { BackpropError } from '../text/errors.ts';
import { layersOf, samplesOf, unitCount, weightCount, weightShapes, type RunSpec } from './spec.ts';

/** Most weights and biases of a network: with an optimizer's two memories and the gradient they take 1.6 GB. */
export const maxParameters = 100_000_000;
/** Most numbers of the data, and of all units for a batch: in the two precisions, and in the engine, they take 1 GB. */
export const maxNumbers = 50_000_000;
/**
 * Labels of one row add up to 1 but for this much, a few roundings of float32. The derivative of the loss after a softmax,
 * y − y_, takes it that they do: by as much as they don't it is none.
 */
const labelTolerance = 2 ** -21;
const largestFloat32 = 3.4028234663852886e38;

/**
 * What the schema can't see of a spec.
 * @throws BackpropError `spec.invalid` or `spec.tooLarge`
 */
export function checkSpec(spec: RunSpec): void {
  checkFields(spec);
  checkNetwork(spec);
  checkSize(spec);
  checkData(spec);
  checkLabels(spec);
  if (spec.training.batchSize > samplesOf(spec.data)) {
    throw invalid('training.batchSize', l10n.t('no more than the data has rows'));
  }
}

/** A number of one loss or activation is left out beside another, where it would change nothing. */
function checkFields({ loss, huberDelta, network }: RunSpec): void {
  if (huberDelta !== undefined && loss !== 'huber') {
    throw invalid('huberDelta', l10n.t('left out: the loss {0} has no such number', loss));
  }
  network.layers.forEach(({ slope, activation = 'linear' }, k) => {
    if (slope !== undefined && activation !== 'leakyRelu') {
      const allowed = l10n.t('left out: the activation {0} has no such number', activation);
      throw invalid(`network.layers[${k}].slope`, allowed);
    }
  });
}

function checkNetwork(spec: RunSpec): void {
  layersOf(spec).forEach(({ activation }, k, layers) => {
    if (activation === 'softmax' && k < layers.length - 1) {
      throw invalid(`network.layers[${k}].activation`, l10n.t('no softmax: only the last layer can have one'));
    }
  });
  const parameters = weightCount(weightShapes(spec));
  if (parameters > maxParameters) {
    throw new BackpropError('spec.tooLarge', { path: 'network', count: parameters, most: maxParameters });
  }
}

function checkSize(spec: RunSpec): void {
  const { data, network, training } = spec;
  const refuseBeyond = (path: 'data' | 'training.batchSize', count: number) => {
    if (count > maxNumbers) throw new BackpropError('spec.tooLarge', { path, count, most: maxNumbers });
  };
  refuseBeyond('data', samplesOf(data) * (network.inputs + network.layers.at(-1)!.units));
  refuseBeyond('training.batchSize', training.batchSize * unitCount(spec));
}

/** The data has as many columns as the network inputs and outputs, and no number that float32 doesn't hold. */
function checkData({ data, network }: RunSpec): void {
  const outputs = network.layers.at(-1)!.units;
  if (data.kind === 'inline') {
    if (data.labels.length !== data.inputs.length) {
      throw invalid('data.labels', l10n.t('as many rows as data.inputs, {0}', data.inputs.length));
    }
    checkTable('data.inputs', data.inputs, network.inputs);
    checkTable('data.labels', data.labels, outputs);
    return;
  }
  const [columns, labels] = data.kind === 'lesson' ? [2, 1] : [data.inputs, data.outputs];
  if (network.inputs !== columns) throw invalid('network.inputs', l10n.t('{0}, as the data has', columns));
  if (outputs !== labels) {
    throw invalid(`network.layers[${network.layers.length - 1}].units`, l10n.t('{0}, as the data has', labels));
  }
}

function checkTable(path: string, rows: readonly (readonly number[])[], columns: number): void {
  rows.forEach((row, i) => {
    if (row.length !== columns) throw invalid(`${path}[${i}]`, l10n.t('{0}, as the network has', numberCount(columns)));
    row.forEach((value, j) => {
      if (!(Math.abs(value) <= largestFloat32)) throw invalid(`${path}[${i}][${j}]`, l10n.t('a float32 number'));
    });
  });
}

/** Cross-entropies compare probabilities: labels from 0 to 1, and of a category a row that adds up to 1. */
function checkLabels({ data, loss }: RunSpec): void {
  if (loss !== 'binaryCrossEntropy' && loss !== 'categoricalCrossEntropy') return;
  if (data.kind === 'inline') {
    data.labels.forEach((row, i) => {
      row.forEach((value, j) => {
        if (value < 0 || value > 1) throw invalid(`data.labels[${i}][${j}]`, l10n.t('a number from {0} to {1}', 0, 1));
      });
      const sum = row.reduce((total, value) => total + value, 0);
      if (loss === 'categoricalCrossEntropy' && Math.abs(sum - 1) > labelTolerance) {
        const told = Number(sum.toPrecision(8));
        throw invalid(`data.labels[${i}]`, l10n.t('numbers that add up to 1; these add up to {0}', told));
      }
    });
  } else if (loss === 'categoricalCrossEntropy' && (data.kind === 'lesson' || data.labels === 'uniform')) {
    throw invalid('loss', l10n.t('another: the rows of labels of {0} data do not add up to 1', data.kind));
  }
}

/** A spec that can't be, and what is allowed in its place. */
export function invalid(path: string, allowed: string): BackpropError {
  return new BackpropError('spec.invalid', { path, allowed });
}
