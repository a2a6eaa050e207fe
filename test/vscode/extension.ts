// The extension as its tests see it: its API, its settings, what it was told. Knows nothing of what is expected.
import * as vscode from 'vscode';
import type { Api } from '../../src/host/app.ts';
import type { Run, RunStatus } from '../../src/shared/messages/protocol.ts';
import { formatG } from '../../src/shared/text/numbers.ts';
import { eventually, within } from './expect.ts';

/** A run that doesn't end before it is asked to: the engine that takes its time, for hours. */
export const endless = {
  'backprop.engine': 'tfjs',
  'backprop.steps': 100_000_000,
  'backprop.reportEvery': 100_000_000,
};

export async function extension(): Promise<Api> {
  return vscode.extensions.getExtension<Api>('backprop.backprop')!.activate();
}

/** The next status of one of these kinds. */
export async function nextStatus(...kinds: RunStatus['kind'][]): Promise<RunStatus> {
  const { onDidChangeStatus } = await extension();
  let listening: vscode.Disposable | undefined;
  const status = new Promise<RunStatus>((resolve) => {
    listening = onDidChangeStatus((now) => {
      if (kinds.includes(now.kind)) resolve(now);
    });
  });
  return within(`status ${kinds.join(' or ')}`, status).finally(() => {
    listening?.dispose();
  });
}

/** Trains with some settings, until the run has ended or come to one of these. */
export async function train(
  settings: Readonly<Record<string, unknown>> = {},
  ...until: RunStatus['kind'][]
): Promise<Run> {
  await writeSettings(settings);
  const ended = nextStatus('done', 'stopped', 'diverged', 'failed', ...until);
  await vscode.commands.executeCommand('backprop.train');
  await ended;
  return newestRun();
}

export async function newestRun(): Promise<Run> {
  const run = await (await extension()).run();
  if (!run) throw new Error('there is no run');
  return run;
}

/** The newest run, once it has done more steps than these. */
export function runBeyond(done: number): Promise<Run> {
  return eventually(`a run beyond ${done} steps`, newestRun, ({ progress }) => progress.done > done);
}

/** The loss table: each reported step with its loss, as the lesson prints it. */
export function table({ spec, progress: { points } }: Run): Record<number, string> {
  const rows = [...points.steps].map((step, row) => [step, formatG(points.losses[row]!)] as const);
  return Object.fromEntries(rows.filter(([step]) => step % spec.training.reportEvery === 0));
}

/** Makes these the only settings of the workspace that are ours. Text stands in the file as it is. */
export async function writeSettings(settings: Readonly<Record<string, unknown>> | string): Promise<void> {
  const text = typeof settings === 'string' ? settings : JSON.stringify(settings);
  const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, '.vscode/settings.json');
  if ((await textOf(file)) === text) return;
  let listening: vscode.Disposable | undefined;
  const changed = new Promise<void>((resolve) => {
    listening = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('backprop')) resolve();
    });
  });
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await within('the settings are read', changed).finally(() => {
    listening?.dispose();
  });
}

async function textOf(file: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return '{}';
  }
}

/** What the output channel says, once it says the end. */
export async function printOut(end: string): Promise<string> {
  await vscode.commands.executeCommand('backprop.showLog');
  const shown = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output')?.getText() ?? '';
  return eventually(`a print-out that ends with ${end}`, shown, (text) => text.endsWith(end));
}
