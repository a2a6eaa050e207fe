// Backprop: trains a small neural network and shows how it learns. Read first; this is the desktop entry.
//
//   shared/    what a run is, and every message: plain data that all rooms speak
//   training/  what computes: data, engines, the training loop, the worker, the command line
//   host/      what VS Code sees: commands, settings, the session with its worker, the panel's other end
//   webview/   what a person sees: the panel
//
// ARCHITECTURE.md has the way the data walks. The web entry is extension.web.ts.
import type * as vscode from 'vscode';
import { start, type Api, type App } from './host/app.ts';
import { spawnNodeWorker } from './host/worker/spawn.node.ts';

let app: App | undefined;

export function activate(context: vscode.ExtensionContext): Api {
  return (app = start(context, spawnNodeWorker));
}

export function deactivate(): Promise<void> | undefined {
  return app?.close();
}
