// The run that Train would start: the settings, with what the panel's controls say before them, and what is wrong with it.
// Knows nothing of panels or of runs that are.
import * as vscode from 'vscode';
import { BackpropError, type ErrorReport } from '../../shared/text/errors.ts';
import { choiceNames, type OptionName } from '../../shared/spec/options.ts';
import type { Choices, Controls } from '../../shared/messages/protocol.ts';
import type { RunSpec } from '../../shared/spec/spec.ts';
import { keepChoices, readChoices, readSpec, section, settingName } from './settings.ts';

export class Draft {
  /** What the panel's controls say other than the settings. */
  #chosen: Partial<Choices> = {};
  #problem: ErrorReport | null = null;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [
    this.#changed,
    vscode.workspace.onDidChangeConfiguration((event) => this.#settingsChanged(event)),
  ];

  /** Fires where the controls or the problem may be others. */
  readonly onDidChange = this.#changed.event;

  /** Why the last `spec` was none; null where it was one, and as soon as it would be. */
  get problem(): ErrorReport | null {
    return this.#problem;
  }

  get controls(): Controls {
    const settings = readChoices();
    return { settings, choices: { ...settings, ...this.#chosen } };
  }

  /** What the run would be; undefined, with the reason in `problem`, where that is not allowed. */
  spec(): RunSpec | undefined {
    const spec = this.#read();
    this.#changed.fire();
    return spec;
  }

  /** Puts choices before the settings. */
  choose(choices: Partial<Choices>): void {
    const settings = readChoices();
    const all = { ...settings, ...this.#chosen, ...choices };
    this.#chosen = Object.fromEntries(
      choiceNames.filter((name) => all[name] !== settings[name]).map((name) => [name, all[name]]),
    );
    this.#review();
  }

  /** Writes the choices to the settings. */
  keep(): Promise<void> {
    return keepChoices(this.#chosen);
  }

  /** The settings alone count again. */
  clear(): void {
    this.#chosen = {};
    this.#problem = null;
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0).reverse()) disposable.dispose();
  }

  /** A setting that changes drops the choice that stood before it. */
  #settingsChanged(event: vscode.ConfigurationChangeEvent): void {
    if (!event.affectsConfiguration(section)) return;
    for (const name of choiceNames) {
      if (event.affectsConfiguration(settingName(name))) delete this.#chosen[name];
    }
    this.#review();
  }

  /** What was wrong may be right now. */
  #review(): void {
    if (this.#problem) this.#read();
    this.#changed.fire();
  }

  #read(): RunSpec | undefined {
    try {
      const spec = readSpec(this.#chosen);
      this.#problem = null;
      return spec;
    } catch (thrown) {
      if (!(thrown instanceof BackpropError)) throw thrown;
      this.#problem = thrown.report;
      return undefined;
    }
  }
}

/** The option that an error is about, if it is about one. */
export function optionOf(report: ErrorReport): OptionName | undefined {
  return report.code === 'option.invalid' ? report.args.name : undefined;
}
