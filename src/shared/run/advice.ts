// What a person is told of smaller learning rates after a divergence: the same in the panel, in VS Code and in a terminal.
import * as l10n from '@vscode/l10n';
import { stepCount } from '../text/counts.ts';
import type { Advice } from '../messages/protocol.ts';

/** A sentence or two. @param named a learning rate as the person sets it: `--learning-rate 0.1` */
export function adviceText(advice: Advice, named: (learningRate: number) => string): string {
  switch (advice.kind) {
    case 'found':
      return l10n.t('{0} was tried: it does not diverge in {1}.', named(advice.learningRate), stepCount(advice.steps));
    case 'none':
      return l10n.t(
        'Smaller ones were tried, down to {0}, and all diverge: there is another cause, such as very large numbers in the data.',
        named(advice.learningRate),
      );
    case 'untried':
      return l10n.t('A smaller learning rate takes shorter steps; which one is enough was not tried.');
  }
}
