// A folder of VS Code's storage.
import * as vscode from 'vscode';
import type { Folder } from './folder.ts';

export function storageFolder(uri: vscode.Uri): Folder {
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
