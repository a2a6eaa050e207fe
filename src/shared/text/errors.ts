// What can go wrong, as values: a code with its arguments, and the one sentence that a person reads.
// Knows nothing of where the sentence is shown.
import * as l10n from '@vscode/l10n';
import { formatCount } from './numbers.ts';
import type { OptionName } from '../spec/options.ts';
import { printable } from './printable.ts';

/** Every error code with its arguments. */
export interface ErrorArguments {
  /** An option of the wrong type or out of range. `name` is the option's, `label` what the person knows it by. */
  'option.invalid': { name: OptionName; label: string; value: string; allowed: string };
  /** The command line names an option or a command that there isn't; `closest` is the one that looks like it, if any. */
  'option.unknown': { label: string; closest: string | null };
  /** The command line ends where an option's value should stand. */
  'option.missing': { label: string };
  /** The command line gives an option more than once. */
  'option.twice': { label: string };
  /** A `--` on the command line, after which nothing would be read as an option. */
  'option.ended': Record<string, never>;
  /** Two options of the command line that exclude each other. */
  'option.conflict': { label: string; beside: string };
  /** A file that can't be read as JSON. */
  'file.unreadable': { path: string; reason: string };
  /** A spec of a run that can't be. `path` is where in it: `network.layers[1].units`. */
  'spec.invalid': { path: string; allowed: string };
  /** More parameters of a network, or more numbers of the data or of a batch's units, than fit in memory. */
  'spec.tooLarge': { path: 'network' | 'data' | 'training.batchSize'; count: number; most: number };
  /** There is not so much memory to be had; how much is null where nobody says. */
  'memory.exhausted': { mebibytes: number | null };
  /** A run has no such step: it is no whole number from 0 to the last, `last`. */
  'step.invalid': { step: string; last: number };
  /** A run broke before that step. */
  'step.diverged': { step: number; last: number };
  /** More parameters, and numbers of a batch's units, than a step is shown of. */
  'step.tooLarge': { count: number; most: number };
  /** A kept run whose file is no whole run. */
  'run.damaged': Record<string, never>;
  /** A kept run that is no longer there. */
  'run.missing': Record<string, never>;
  /** The worker ended by itself: killed, out of memory, or it never started. */
  'worker.died': { reason: string };
  /** An exception that has no code of its own: a defect of ours. */
  unexpected: { reason: string };
}
export type ErrorCode = keyof ErrorArguments;

/** An error as it travels between rooms: plain data. */
export type ErrorReport = { [Code in ErrorCode]: { code: Code; args: ErrorArguments[Code] } }[ErrorCode];

/** An error with a code, to be thrown. Its message is the localised sentence. */
export class BackpropError extends Error {
  readonly report: ErrorReport;
  constructor(report: ErrorReport);
  constructor(code: ErrorCode, args: ErrorArguments[ErrorCode]);
  constructor(codeOrReport: ErrorCode | ErrorReport, args?: ErrorArguments[ErrorCode]) {
    const report = typeof codeOrReport === 'string' ? ({ code: codeOrReport, args } as ErrorReport) : codeOrReport;
    super(explain(report));
    this.name = 'BackpropError';
    this.report = report;
  }
}

/** Any thrown value as a report. */
export function reportOf(thrown: unknown): ErrorReport {
  if (thrown instanceof BackpropError) return thrown.report;
  // What V8 says of an array that has no room.
  if (thrown instanceof RangeError && /alloc|array length/i.test(thrown.message)) {
    return { code: 'memory.exhausted', args: { mebibytes: null } };
  }
  return { code: 'unexpected', args: { reason: thrown instanceof Error ? thrown.message : String(thrown) } };
}

/**
 * The sentence for a person, in the language that `@vscode/l10n` was configured with. What it quotes is printable and short,
 * wherever it is from.
 */
export function explain(report: ErrorReport): string {
  return sentence(printableReport(report));
}

function printableReport({ code, args }: ErrorReport): ErrorReport {
  const entries = Object.entries<unknown>(args);
  const shown = entries.map(([name, value]) => [name, typeof value === 'string' ? printable(value) : value] as const);
  return { code, args: Object.fromEntries(shown) } as ErrorReport;
}

function sentence(report: ErrorReport): string {
  switch (report.code) {
    case 'option.invalid':
      return l10n.t('{0} is {1}. It must be {2}.', report.args.label, report.args.value, report.args.allowed);
    case 'option.unknown':
      return report.args.closest === null
        ? l10n.t('There is no {0}; --help shows what there is.', report.args.label)
        : l10n.t('There is no {0}. Did you mean {1}?', report.args.label, report.args.closest);
    case 'option.missing':
      return l10n.t('{0} needs a value.', report.args.label);
    case 'option.twice':
      return l10n.t('{0} is given more than once.', report.args.label);
    case 'option.ended':
      return l10n.t('After -- no options are read: leave it out.');
    case 'option.conflict':
      return l10n.t('{0} has no place beside {1}, whose file says everything.', report.args.label, report.args.beside);
    case 'file.unreadable':
      return l10n.t('{0} could not be read: {1}', report.args.path, report.args.reason);
    case 'spec.invalid':
      return l10n.t('{0} in the spec must be {1}.', report.args.path, report.args.allowed);
    case 'spec.tooLarge':
      return report.args.path === 'network'
        ? l10n.t(
            '{0} in the spec asks for {1} weights and biases. There can be {2} at most.',
            report.args.path,
            formatCount(report.args.count),
            formatCount(report.args.most),
          )
        : l10n.t(
            '{0} in the spec takes {1} numbers. There can be {2} at most.',
            report.args.path,
            formatCount(report.args.count),
            formatCount(report.args.most),
          );
    case 'memory.exhausted':
      return report.args.mebibytes === null
        ? l10n.t('There is not enough memory for this run.')
        : l10n.t('There are no {0} MiB of memory for this run.', formatCount(report.args.mebibytes));
    case 'step.invalid':
      return l10n.t(
        '{0} is no step of this run. It must be a whole number from 0 to {1}.',
        report.args.step,
        formatCount(report.args.last),
      );
    case 'step.diverged':
      return l10n.t(
        'There is no step {0}: the run diverged at step {1}.',
        formatCount(report.args.step),
        formatCount(report.args.last),
      );
    case 'step.tooLarge':
      return l10n.t(
        'A step of this run has {0} weights, biases and numbers of units, too many to look into. There can be {1} at most.',
        formatCount(report.args.count),
        formatCount(report.args.most),
      );
    case 'run.damaged':
      return l10n.t('The file of this run is damaged: it cannot be opened.');
    case 'run.missing':
      return l10n.t('This run is no longer there.');
    case 'worker.died':
      return l10n.t('The training worker ended unexpectedly: {0}', report.args.reason);
    case 'unexpected':
      return l10n.t('Something went wrong inside Backprop: {0}', report.args.reason);
  }
}
