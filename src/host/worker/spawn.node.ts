// The training worker of the desktop: a worker thread of the extension host's process.
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { SpawnWorker } from './worker.ts';

export const spawnNodeWorker: SpawnWorker = (extensionUri) => {
  const worker = new Worker(vscode.Uri.joinPath(extensionUri, 'dist', 'worker.node.js').fsPath);
  let ended = false;
  return Promise.resolve({
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on('message', listener),
    onDeath(listener) {
      const die = (reason: string) => {
        if (ended) return;
        ended = true;
        listener(reason);
      };
      worker.on('error', (error) => die(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => die(`exit code ${code}`));
    },
    terminate() {
      ended = true;
      void worker.terminate();
    },
    kill: () => void worker.terminate(),
  });
};
