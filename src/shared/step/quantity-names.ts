// What a person calls the quantities of a step.
import * as l10n from '@vscode/l10n';
import type { Quantity, Role, Stage } from './step.ts';

export const stageNames: Readonly<Record<Stage, () => string>> = {
  batch: () => l10n.t('Batch'),
  forward: () => l10n.t('Forward'),
  backward: () => l10n.t('Backward'),
  update: () => l10n.t('Update'),
};

const names: Readonly<Record<Role, (layer: number, parameter: string) => string>> = {
  inputs: () => l10n.t('inputs'),
  labels: () => l10n.t('labels'),
  weights: (layer) => l10n.t('weights of layer {0}', layer),
  biases: (layer) => l10n.t('biases of layer {0}', layer),
  sums: (layer) => l10n.t('sums of layer {0}', layer),
  outputs: (layer) => l10n.t('outputs of layer {0}', layer),
  errors: () => l10n.t('error of the prediction'),
  rowLosses: () => l10n.t('loss of each row'),
  penalty: () => l10n.t('penalty on large weights'),
  loss: () => l10n.t('loss of the batch'),
  outputGradient: (layer) => l10n.t('how the loss changes with the outputs of layer {0}', layer),
  sumGradient: (layer) => l10n.t('how the loss changes with the sums of layer {0}', layer),
  gradient: (layer) => l10n.t('gradient of layer {0}', layer),
  scalar: () => l10n.t('the same for all weights'),
  memoryBefore: (_layer, parameter) => l10n.t('what the optimizer remembers of {0}, before', parameter),
  memoryAfter: (_layer, parameter) => l10n.t('what the optimizer remembers of {0}, after', parameter),
  effectiveRate: (_layer, parameter) => l10n.t('learning rate of each number of {0}', parameter),
  change: (_layer, parameter) => l10n.t('change of {0}', parameter),
  after: (_layer, parameter) => l10n.t('{0} after the step', parameter),
  share: (_layer, parameter) => l10n.t('share of each number of {0} in the change of the loss', parameter),
};

/** In a few words: “weights of layer 1”. */
export function nameOf({ id, role, layer, parameter }: Quantity): string {
  if (id === 'y') return l10n.t('prediction');
  return id === 'lr' ? l10n.t('learning rate') : names[role](layer ?? 0, parameter ?? '');
}
