// The training worker of the web: a Web Worker inside the extension host's own worker.
import * as vscode from 'vscode';
import type { SpawnWorker } from './worker.ts';

export const spawnWebWorker: SpawnWorker = async (extensionUri) => {
  // A script of another origin, as an extension's files mostly are, can't become a worker: its text in a blob can.
  const script = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'worker.web.js'));
  const url = URL.createObjectURL(new Blob([new Uint8Array(script)], { type: 'text/javascript' }));
  const worker = new Worker(url);
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    onDeath(listener) {
      worker.addEventListener(
        'error',
        (event) => {
          worker.terminate();
          listener(event.message);
        },
        { once: true },
      );
    },
    terminate() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
    kill: () => worker.terminate(),
  };
};
