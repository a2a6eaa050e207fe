// The optimizers one can choose: their names and hyperparameters. Their update rules are `training/engines/tfjs/tfjs-updates.ts`.
import * as l10n from '@vscode/l10n';

export const optimizerKinds = ['sgd', 'momentum', 'adam'] as const;
export type OptimizerKind = (typeof optimizerKinds)[number];

export interface OptimizerRow {
  /** TensorFlow 1's class, as the lesson names it. */
  readonly tensorflowName: string;
  /** The name a person reads. */
  label(): string;
}

export const optimizers: Readonly<Record<OptimizerKind, OptimizerRow>> = {
  sgd: { tensorflowName: 'GradientDescentOptimizer', label: () => l10n.t('Gradient descent') },
  momentum: { tensorflowName: 'MomentumOptimizer', label: () => l10n.t('Momentum') },
  adam: { tensorflowName: 'AdamOptimizer', label: () => l10n.t('Adam') },
};
