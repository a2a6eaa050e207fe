// VS Code settings → a validated RunSpec. The one place that reads and writes `backprop.*`. Knows nothing of runs.
import * as vscode from 'vscode';
import {
  choiceNames,
  isAllowed,
  optionNames,
  options,
  parseOptions,
  type OptionName,
  type OptionValues,
} from '../../shared/spec/options.ts';
import type { Choices } from '../../shared/messages/protocol.ts';
import { lessonSpec, optionsOf, type RunSpec } from '../../shared/spec/spec.ts';

export const section = 'backprop';

/** The full name of a setting: `backprop.learningRate`. */
export const settingName = (option: OptionName): string => `${section}.${option}`;

/**
 * What the settings say, with the panel's choices before them.
 * @throws BackpropError `option.invalid`
 */
export function readSpec(chosen: Partial<Choices>): RunSpec {
  const configuration = vscode.workspace.getConfiguration(section);
  const written = Object.fromEntries(optionNames.map((name) => [name, configuration.get(name)]));
  return lessonSpec(parseOptions({ ...written, ...chosen }, settingName));
}

/** The settings that the panel has controls for; where one is not allowed, its default stands in for it. */
export function readChoices(): Choices {
  const configuration = vscode.workspace.getConfiguration(section);
  return Object.fromEntries(
    choiceNames.map((name) => {
      const value = configuration.get(name);
      return [name, isAllowed(options[name], value) ? value : options[name].default];
    }),
  ) as Choices;
}

/** Writes each choice where its setting is written now: in the workspace if it is there, else in the user's. */
export async function keepChoices(chosen: Partial<Choices>): Promise<void> {
  await write(chosen);
}

async function write(values: Partial<OptionValues>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  for (const name of optionNames) {
    if (values[name] === undefined || configuration.get(name) === values[name]) continue;
    const inWorkspace = configuration.inspect(name)?.workspaceValue !== undefined;
    const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    await configuration.update(name, values[name], target);
  }
}

/** How many runs are kept besides the pinned ones: `backprop.runs.kept`. */
export function mostKept(): number {
  const kept = vscode.workspace.getConfiguration(section).get('runs.kept');
  return typeof kept === 'number' && Number.isInteger(kept) && kept >= 1 ? kept : defaultKept;
}
const defaultKept = 200;

/** Writes what a run was trained with where each setting is written now. */
export async function useSettings(spec: RunSpec): Promise<void> {
  await write(optionsOf(spec));
}

/** Opens the settings editor on one setting, or on all of ours. */
export async function openSettings(option?: OptionName): Promise<void> {
  const query = option ? `@id:${settingName(option)}` : `@ext:backprop.backprop`;
  await vscode.commands.executeCommand('workbench.action.openSettings', query);
}
