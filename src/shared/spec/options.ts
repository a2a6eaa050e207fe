// The options of a run that a person can set: VS Code settings `backprop.<name>` and command-line options
// `--<name-in-kebab-case>` are both rows of this table. Knows nothing of where a value comes from.
import * as l10n from '@vscode/l10n';
import { stepCount } from '../text/counts.ts';
import { BackpropError } from '../text/errors.ts';
import { formatCount, formatNumber } from '../text/numbers.ts';
import { optimizerKinds } from './optimizers.ts';

/** A number with its range. The field names are JSON Schema's, so the manifest can be checked against the table. */
export interface NumberOption {
  readonly type: 'number' | 'integer';
  readonly default: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
}
/** One of a few words. */
export interface ChoiceOption {
  readonly type: 'string';
  readonly default: string;
  readonly enum: readonly string[];
}
export type Option = NumberOption | ChoiceOption;

/** Seeds are unsigned 32-bit: what MT19937's `init_genrand` and a Philox counter half take. */
const seed = { type: 'integer', minimum: 0, maximum: 4294967295 } as const;

/** Each report is kept with the run's history, which has to fit in memory and on a curve. */
const mostReports = 200_000;

/** In the order in which they are shown. The defaults are the lesson's. */
export const options = {
  optimizer: { type: 'string', default: 'sgd', enum: optimizerKinds },
  learningRate: { type: 'number', default: 0.001, exclusiveMinimum: 0, maximum: 1000 },
  steps: { type: 'integer', default: 3000, minimum: 1, maximum: 100_000_000 },
  batchSize: { type: 'integer', default: 8, minimum: 1, maximum: 100_000 },
  samples: { type: 'integer', default: 32, minimum: 1, maximum: 100_000 },
  dataSeed: { ...seed, default: 23455 },
  weightSeed: { ...seed, default: 1 },
  momentum: { type: 'number', default: 0.9, minimum: 0, exclusiveMaximum: 1 },
  'adam.beta1': { type: 'number', default: 0.9, minimum: 0, exclusiveMaximum: 1 },
  'adam.beta2': { type: 'number', default: 0.999, minimum: 0, exclusiveMaximum: 1 },
  'adam.epsilon': { type: 'number', default: 1e-8, exclusiveMinimum: 0, maximum: 1 },
  reportEvery: { type: 'integer', default: 500, minimum: 1, maximum: 100_000_000 },
  engine: { type: 'string', default: 'kernel', enum: ['kernel', 'tfjs'] },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof options;
/** A value for every option, each of its row's type and in its row's range. */
export type OptionValues = {
  [Name in OptionName]: (typeof options)[Name] extends { enum: readonly (infer Word)[] } ? Word : number;
};
/** Those that the panel has controls for. */
export const choiceNames = ['optimizer', 'learningRate', 'steps'] as const satisfies readonly OptionName[];
export const optionNames = Object.keys(options) as OptionName[];

/** The name in `--kebab-case`, without the dashes in front: `adam.beta1` is `adam-beta1`. */
export function kebabCase(name: OptionName): string {
  return name.replace('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Every option's value, with the defaults for those that are undefined.
 * @param label how the person knows an option: `backprop.learningRate`, `--learning-rate`
 * @throws BackpropError `option.invalid` that names the first bad option, its value and what is allowed
 */
export function parseOptions(
  raw: Readonly<Partial<Record<OptionName, unknown>>>,
  label: (name: OptionName) => string,
): OptionValues {
  const values = Object.fromEntries(
    optionNames.map((name) => {
      const value = raw[name] === undefined ? options[name].default : raw[name];
      if (!isAllowed(options[name], value))
        throw invalidOption(name, value, label(name), allowedFor(options[name], value));
      return [name, value];
    }),
  ) as OptionValues;
  if (values.batchSize > values.samples) {
    const rule = l10n.t('a whole number from 1 to the number of samples, {0}', formatCount(values.samples));
    throw invalidOption('batchSize', values.batchSize, label('batchSize'), rule);
  }
  const leastReportEvery = Math.ceil(values.steps / mostReports);
  if (values.reportEvery < leastReportEvery) {
    const rule = l10n.t('at least {0} for {1}', formatCount(leastReportEvery), stepCount(values.steps));
    throw invalidOption('reportEvery', values.reportEvery, label('reportEvery'), rule);
  }
  return values;
}

/**
 * Whether a value is of an option's type and in its range, also when it is rounded to float32, in which a run is computed;
 * one that float32 makes 0 is not. NaN and the infinities never are.
 */
export function isAllowed(option: Option, value: unknown): boolean {
  if (option.type === 'string') return typeof value === 'string' && option.enum.includes(value);
  return isInRange(option, value) && !changesKind(option, value);
}

/** Whether float32 makes of a number another that its range leaves out, or 0. */
function changesKind(option: NumberOption, value: number): boolean {
  if (option.type === 'integer') return false;
  const rounded = Math.fround(value);
  return !isInRange(option, rounded) || (rounded === 0 && value !== 0);
}

function isInRange(option: NumberOption, value: unknown): value is number {
  return (
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (option.type === 'number' || Number.isInteger(value)) &&
    (option.minimum === undefined || value >= option.minimum) &&
    (option.exclusiveMinimum === undefined || value > option.exclusiveMinimum) &&
    (option.maximum === undefined || value <= option.maximum) &&
    (option.exclusiveMaximum === undefined || value < option.exclusiveMaximum)
  );
}

/** What an option allows, in words: “a number above 0, up to 1000”. */
export function allowed(option: Option): string {
  if (option.type === 'string') return l10n.t('one of {0}', option.enum.join(', '));
  const low = optionText(option, option.exclusiveMinimum ?? option.minimum ?? -Infinity);
  const high = optionText(option, option.exclusiveMaximum ?? option.maximum ?? Infinity);
  if (option.type === 'integer') return l10n.t('a whole number from {0} to {1}', low, high);
  if (option.exclusiveMinimum !== undefined) return l10n.t('a number above {0}, up to {1}', low, high);
  if (option.exclusiveMaximum !== undefined) return l10n.t('a number from {0} to below {1}', low, high);
  return l10n.t('a number from {0} to {1}', low, high);
}

/** What an option allows, to whom a value is not allowed: “a number from 0 to below 1 that float32 does not round to 1”. */
export function allowedFor(option: Option, value: unknown): string {
  const rule = allowed(option);
  if (option.type === 'string' || !isInRange(option, value)) return rule;
  return l10n.t('{0} that float32 does not round to {1}', rule, formatNumber(Math.fround(value)));
}

/** An option's value as a person reads it. */
export function optionText({ type }: Option, value: number | string): string {
  if (typeof value === 'string') return value;
  return type === 'integer' ? formatCount(value) : formatNumber(value);
}

function invalidOption(name: OptionName, value: unknown, label: string, rule: string): BackpropError {
  return new BackpropError('option.invalid', { name, label, value: asWritten(value), allowed: rule });
}

/** A value as a person would have written it. */
function asWritten(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}
