// Folders for the tests of kept runs: one in memory that counts what is read, and one of Node's.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Folder } from '../../../../src/host/storage/folder.ts';

export class MemoryFolder implements Folder {
  readonly files = new Map<string, Uint8Array>();
  /** The names of the files that were read, in order. */
  readonly reads: string[] = [];
  /** The names of the files that were put in place, in order. */
  readonly writes: string[] = [];
  /** How many more files there is room for. */
  room = Infinity;

  names(): Promise<string[]> {
    return Promise.resolve([...this.files.keys()]);
  }
  read(name: string): Promise<Uint8Array> {
    this.reads.push(name);
    const bytes = this.files.get(name);
    return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`there is no ${name}`));
  }
  write(name: string, bytes: Uint8Array): Promise<void> {
    if (this.room-- <= 0) return Promise.reject(new Error('no space left on device'));
    this.files.set(name, bytes);
    return Promise.resolve();
  }
  rename(from: string, to: string): Promise<void> {
    this.writes.push(to);
    this.files.set(to, this.files.get(from)!);
    this.files.delete(from);
    return Promise.resolve();
  }
  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }
}

export function nodeFolder(directory: string): Folder {
  const file = (name: string) => path.join(directory, name);
  return {
    names: () => readdir(directory).catch(() => []),
    read: (name) => readFile(file(name)),
    async write(name, bytes) {
      await mkdir(directory, { recursive: true });
      await writeFile(file(name), bytes);
    },
    rename: (from, to) => rename(file(from), file(to)),
    remove: (name) => rm(file(name), { force: true }),
  };
}
