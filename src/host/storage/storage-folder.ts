// Folders of VS Code's storage, and where the runs of a workspace are in it.
import * as vscode from 'vscode';
import { checksum } from '../../shared/run/checksum.ts';
import type { Folder } from './folder.ts';

/**
 * Where the runs of the workspace that is open are kept. Not in VS Code's storage of the workspace: it gives that to one
 * window at a time, and to another one, as to a window that is reloaded before its old host has ended, an empty one.
 */
export function runsFolder({ globalStorageUri }: vscode.ExtensionContext): Folder {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const opened = workspaceFile ? [workspaceFile] : workspaceFolders.map(({ uri }) => uri);
  const key = checksum(new TextEncoder().encode(opened.join('\n')));
  return storageFolder(vscode.Uri.joinPath(globalStorageUri, 'runs', key.toString(16).padStart(8, '0')));
}

function storageFolder(uri: vscode.Uri): Folder {
  const { fs } = vscode.workspace;
  const file = (name: string) => vscode.Uri.joinPath(uri, name);
  return {
    async names() {
      try {
        const entries = await fs.readDirectory(uri);
        return entries.filter(([, type]) => type === vscode.FileType.File).map(([name]) => name);
      } catch (thrown) {
        if (isMissing(thrown)) return [];
        throw thrown;
      }
    },
    read: async (name) => fs.readFile(file(name)),
    write: async (name, bytes) => fs.writeFile(file(name), bytes),
    rename: async (from, to) => fs.rename(file(from), file(to), { overwrite: true }),
    async remove(name) {
      try {
        await fs.delete(file(name));
      } catch (thrown) {
        if (!isMissing(thrown)) throw thrown;
      }
    },
  };
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof vscode.FileSystemError && thrown.code === 'FileNotFound';
}
