// Finds programs. Knows nothing of what they are for.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of the names that is a program in one of the folders; those of the PATH unless given. */
export function findExecutable(
  names: readonly string[],
  folders: readonly (string | undefined)[] = (process.env['PATH'] ?? '').split(path.delimiter),
): string | undefined {
  const there = folders.filter((folder) => folder !== undefined && folder !== '');
  return names.flatMap((name) => there.map((folder) => path.join(folder!, name))).find(isExecutable);
}
