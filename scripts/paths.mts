// Where things lie. Everything that is fetched or made for a VS Code goes into `.vscode-test/`, as @vscode/test-electron has it.
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
export const cache = path.join(root, '.vscode-test');
