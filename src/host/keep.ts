// Keeps the newest run in the workspace's storage, so that it is there again after a reload. What a run is as bytes is
// loaded when it is needed: most windows never train.
import * as vscode from 'vscode';
import type { Run } from '../shared/protocol.ts';

/** Where the run of this window's workspace is kept; without a workspace, that of all windows without one. */
function file(context: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'run.bin');
}

/** Keeps a run that has ended. One that failed is not worth it, and is not kept. */
export async function keepRun(context: vscode.ExtensionContext, run: Run): Promise<void> {
  const { encodeRun } = await import('./kept-run.ts');
  const bytes = encodeRun(run);
  if (bytes) await vscode.workspace.fs.writeFile(file(context), bytes);
}

/** The run that was kept, if there is one. */
export async function keptRun(context: vscode.ExtensionContext): Promise<Run | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file(context));
    const { decodeRun } = await import('./kept-run.ts');
    return decodeRun(bytes);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
