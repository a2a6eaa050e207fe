// The command line's words as a request. The options are the table in shared/options.ts; what is wrong with a word is an
// error with a code. Knows nothing of how a request is carried out.
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { BackpropError } from '../../shared/text/errors.ts';
import { parseNumber } from '../../shared/text/numbers.ts';
import { kebabCase, optionNames, options, parseOptions, type OptionName } from '../../shared/spec/options.ts';
import { closest } from './closest.ts';

export const commands = ['train', 'step'] as const;
export type Command = (typeof commands)[number];

/** What the command line asks for. */
export type Request =
  | { readonly kind: 'help' }
  | RunRequest
  /** Look into a step of a run; which is checked where the run is known. */
  | { readonly kind: 'step'; readonly step: string; readonly run: RunRequest; readonly json: boolean };

/** A run to train. */
export type RunRequest =
  | { readonly kind: 'train'; readonly values: ReturnType<typeof parseOptions>; readonly json: boolean }
  /** Train what a file of JSON says. */
  | { readonly kind: 'trainFile'; readonly path: string; readonly json: boolean };

const optionOf = new Map<string, OptionName>(optionNames.map((name) => [kebabCase(name), name]));
const switches = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
const known = [...optionOf.keys(), 'spec', ...Object.keys(switches)].map((name) => `--${name}`);

/**
 * @param words the arguments after the program's name
 * @throws BackpropError of one of the codes `option.…`
 */
export function parseArguments(words: readonly string[]): Request {
  // Not strict: the errors are ours, and a value may begin with a minus.
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      ...Object.fromEntries([...optionOf.keys(), 'spec'].map((name) => [name, { type: 'string' }])),
      ...switches,
    },
    strict: false,
    tokens: true,
  });
  if (words.length === 0 || tokens.some((token) => token.kind === 'option' && token.name === 'help')) {
    return { kind: 'help' };
  }
  const raw: Partial<Record<OptionName, unknown>> = {};
  const positionals = new Map<number, string>();
  const seen = new Set<string>();
  let json = false;
  let path: string | undefined;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') throw new BackpropError('option.ended', {});
    const word = words[token.index]!;
    // A number below zero looks like options of one letter each.
    if (token.kind === 'positional' || /^-[\d.]/.test(word)) {
      positionals.set(token.index, word);
      continue;
    }
    if (seen.has(token.name)) throw new BackpropError('option.twice', { label: token.rawName });
    seen.add(token.name);
    const name = optionOf.get(token.name);
    if (name !== undefined) raw[name] = valueOf(name, wordOf(token));
    else if (token.name === 'spec') path = wordOf(token);
    else if (token.rawName === '--json' && token.value === undefined) json = true;
    else throw unknown(token.inlineValue ? `${token.rawName}=${token.value}` : token.rawName, known, token.rawName);
  }
  const step = stepOf([...positionals.values()]);
  const run = runRequest(raw, path, json);
  return step === undefined ? run : { kind: 'step', step, run, json };
}

function runRequest(raw: Partial<Record<OptionName, unknown>>, path: string | undefined, json: boolean): RunRequest {
  if (path === undefined) return { kind: 'train', values: parseOptions(raw, label), json };
  const [other] = Object.keys(raw) as OptionName[];
  if (other) throw new BackpropError('option.conflict', { label: `--${kebabCase(other)}`, beside: '--spec' });
  return { kind: 'trainFile', path, json };
}

/** An option as a person knows it: by its name here, and by the setting it is in VS Code. */
function label(name: OptionName): string {
  return `--${kebabCase(name)} (backprop.${name})`;
}

/** A word as its option's type; one that is no number stays a word, for the option to refuse. */
function valueOf(name: OptionName, word: string): unknown {
  if (options[name].type === 'string') return word;
  const value = parseNumber(word);
  return Number.isNaN(value) ? word : value;
}

/** The word that an option needs. */
function wordOf(token: { name: string; value: string | undefined; inlineValue: boolean | undefined }): string {
  // After `--steps --json` the value is what was forgotten.
  if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
    throw new BackpropError('option.missing', { label: `--${token.name}` });
  }
  return token.value;
}

/** The commands: `train`, `train step N` or `step N`, which is short for it. @returns N, if it is there */
function stepOf(words: readonly string[]): string | undefined {
  const [command, ...rest] = words[0] === 'train' && words[1] === 'step' ? words.slice(1) : words;
  if (command === undefined) throw unknown(l10n.t('command'), commands, commands[0]);
  if (!commands.some((name) => name === command)) throw unknown(l10n.t('command {0}', command), commands, command);
  const step = command === 'step' ? rest.shift() : undefined;
  if (rest[0] !== undefined) throw unknown(rest[0], known);
  if (command === 'step' && step === undefined) throw new BackpropError('option.missing', { label: command });
  return step;
}

function unknown(label: string, candidates: readonly string[], word = label): BackpropError {
  return new BackpropError('option.unknown', { label, closest: closest(word, candidates) });
}
