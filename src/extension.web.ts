// The web entry: the same as extension.ts with the other kind of worker.
import type * as vscode from 'vscode';
import { start, type Api, type App } from './host/app.ts';
import { spawnWebWorker } from './host/worker/spawn.web.ts';

let app: App | undefined;

export function activate(context: vscode.ExtensionContext): Api {
  return (app = start(context, spawnWebWorker));
}

export function deactivate(): Promise<void> | undefined {
  return app?.close();
}
