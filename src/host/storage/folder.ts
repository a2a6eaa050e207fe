// A folder of files, as much of one as keeping runs needs, so that it can be VS Code's, Node's or a test's own.

export interface Folder {
  /** The names of its files; none where there is no such folder yet. */
  names(): Promise<readonly string[]>;
  /** @throws where there is no such file */
  read(name: string): Promise<Uint8Array>;
  /** Makes the folder where there is none. A process that dies in the middle leaves part of the file. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** In one go, in the place of a file of that name. */
  rename(from: string, to: string): Promise<void>;
  /** Idempotent. */
  remove(name: string): Promise<void>;
}
