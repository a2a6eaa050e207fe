// The runs that are kept, in a folder: a file a run, a small file for what the reader says of it, and an index for the list.
//
// A run's file says in its name which run it is and how many steps that had made; a run that has gone on is another file. So
// the index is only a memory of what stands in files of those names: where it is missing, old or damaged, the files are read
// again, and two windows that write it cost each other nothing but that. A file is written under another name and
// then renamed: it is there whole, or not at all.
// Knows nothing of VS Code, of sessions or of views.
import { BackpropError } from '../../shared/text/errors.ts';
import type { Run } from '../../shared/messages/protocol.ts';
import {
  inOrder,
  noLabel,
  summaryOf,
  type ListedRun,
  type RunLabel,
  type RunSummary,
} from '../../shared/run/summary.ts';
import type { Folder } from './folder.ts';

/** A run as bytes and back. */
export interface RunCodec {
  /** @returns undefined for a run that is not worth keeping */
  encodeRun(this: void, run: Run): Uint8Array | undefined;
  /** @returns undefined where the bytes are no whole run */
  decodeRun(this: void, bytes: Uint8Array): Run | undefined;
}

const runName = /^([0-9a-z]+-[0-9a-z]+)\.(\d+)\.run$/;
const deletedName = /^([0-9a-z]+-[0-9a-z]+)\.(\d+)\.deleted$/;
const labelName = /^([0-9a-z]+-[0-9a-z]+)\.label\.json$/;
const partName = /^([0-9a-z]+)-[0-9a-z]+\.part$/;
const indexName = 'index.json';

/** A part that is older than this belongs to nobody any more. */
const partLivesMs = 60 * 60 * 1000;
/** Files that are read at once where the index doesn't know them. */
const readAtOnce = 16;

type Index = Readonly<Record<string, RunSummary>>;

export class RunStore {
  readonly #folder: Folder;
  readonly #codec: () => Promise<RunCodec>;
  readonly #now: () => number;
  /** By file name: a run's, or null where the file is damaged. */
  readonly #known = new Map<string, RunSummary | null>();
  readonly #labels = new Map<string, RunLabel>();
  #indexRead = false;
  /** What is done to the folder is done in turn. */
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param codec loads what a run is as bytes
   * @param now milliseconds since 1970
   */
  constructor(folder: Folder, codec: () => Promise<RunCodec>, now: () => number) {
    this.#folder = folder;
    this.#codec = codec;
    this.#now = now;
  }

  /** Every run that is kept, pinned ones first, then the newest first. Reads a run's file only where no index knows it. */
  list(): Promise<ListedRun[]> {
    return this.#inTurn(() => this.#list());
  }

  /** @throws BackpropError `run.damaged` or `run.missing` */
  open(id: string): Promise<Run> {
    return this.#inTurn(async () => {
      const name = newest(await this.#folder.names()).get(id);
      if (name === undefined) throw new BackpropError('run.missing', {});
      const run = await this.#read(name);
      this.#known.set(name, run ? summaryOf(run) : null);
      if (!run) throw new BackpropError('run.damaged', {});
      return run;
    });
  }

  /** Keeps a run in the place of what was kept of it before. @returns whether it is worth it */
  keep(run: Run): Promise<boolean> {
    return this.#inTurn(async () => {
      const bytes = (await this.#codec()).encodeRun(run);
      if (!bytes) return false;
      const name = `${run.id}.${run.progress.done}.run`;
      await this.#writeWhole(name, bytes);
      this.#known.set(name, summaryOf(run));
      await this.#list();
      await this.#writeIndex();
      return true;
    });
  }

  /** What the reader says of a run. */
  label(id: string, label: RunLabel): Promise<void> {
    return this.#inTurn(async () => {
      const name = `${id}.label.json`;
      const says = label.pinned || label.name !== null;
      if (says) await this.#writeWhole(name, new TextEncoder().encode(JSON.stringify(label)));
      else await this.#folder.remove(name);
      this.#labels.set(id, label);
    });
  }

  /** Takes runs off the list; `restore` brings them back until `purge`. */
  remove(ids: readonly string[]): Promise<void> {
    return this.#renameAll(ids, runName, 'deleted');
  }

  /** Brings back what was removed. */
  restore(ids: readonly string[]): Promise<void> {
    return this.#renameAll(ids, deletedName, 'run');
  }

  /** Frees what removed runs take: of these, or of all. */
  purge(ids?: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const names = await this.#folder.names();
      const alive = new Set(newest(names).keys());
      for (const name of names) {
        const id = deletedName.exec(name)?.[1];
        if (id === undefined || (ids && !ids.includes(id))) continue;
        await this.#folder.remove(name);
        if (!alive.has(id)) await this.#removeLabel(id);
      }
      const oldest = this.#now() - partLivesMs;
      const parts = names.filter((name) => Number.parseInt(partName.exec(name)?.[1] ?? '', 36) < oldest);
      for (const name of parts) await this.#folder.remove(name);
    });
  }

  /** Removes for good the oldest runs beyond so many; pinned ones stay, and don't count. @returns how many went */
  prune(most: number): Promise<number> {
    return this.#inTurn(async () => {
      const surplus = (await this.#list()).filter(({ label }) => !label.pinned).slice(most);
      const names = newest(await this.#folder.names());
      for (const { id } of surplus) {
        const name = names.get(id);
        if (name !== undefined) await this.#folder.remove(name);
        await this.#removeLabel(id);
      }
      if (surplus.length > 0) await this.#writeIndex();
      return surplus.length;
    });
  }

  async #list(): Promise<ListedRun[]> {
    const names = await this.#folder.names();
    await this.#readIndex();
    await this.#readLabels(names);
    const current = newest(names);
    const listed = new Set(current.values());
    const unknown = [...listed].filter((name) => !this.#known.has(name));
    await inParts(unknown, readAtOnce, async (name) => {
      const run = await this.#read(name);
      this.#known.set(name, run ? summaryOf(run) : null);
    });
    // What a run had made before is of no use to anyone.
    for (const name of names) {
      if (runName.test(name) && !listed.has(name) && this.#known.get(current.get(idOf(name))!)) {
        await this.#folder.remove(name);
      }
    }
    for (const name of this.#known.keys()) if (!listed.has(name)) this.#known.delete(name);
    if (unknown.length > 0) await this.#writeIndex();
    const runs = Array.from(current, ([id, name]): ListedRun => {
      const summary = this.#known.get(name);
      const label = this.#labels.get(id) ?? noLabel;
      return summary ? { kind: 'run', id, label, summary } : { kind: 'damaged', id, label };
    });
    return inOrder(runs);
  }

  /** Undefined where it is no whole run, or was removed meanwhile. */
  async #read(name: string): Promise<Run | undefined> {
    const { decodeRun } = await this.#codec();
    try {
      const run = decodeRun(await this.#folder.read(name));
      return run && run.id === idOf(name) ? run : undefined;
    } catch {
      return undefined;
    }
  }

  async #readIndex(): Promise<void> {
    if (this.#indexRead) return;
    this.#indexRead = true;
    for (const [name, summary] of Object.entries(await this.#indexOnDisk())) {
      if (!this.#known.has(name)) this.#known.set(name, summary);
    }
  }

  async #indexOnDisk(): Promise<Index> {
    const raw = await this.#json(indexName);
    const isIndex = typeof raw === 'object' && raw !== null && 'version' in raw && raw.version === 1 && 'runs' in raw;
    if (!isIndex || typeof raw.runs !== 'object' || raw.runs === null) return {};
    return Object.fromEntries(Object.entries(raw.runs as Index).filter(([name, summary]) => fits(name, summary)));
  }

  /** Damaged files are left out: whoever reads them next may know better. */
  async #writeIndex(): Promise<void> {
    const runs = Object.fromEntries([...this.#known].filter(([, summary]) => summary !== null));
    await this.#writeWhole(indexName, new TextEncoder().encode(JSON.stringify({ version: 1, runs })));
  }

  async #readLabels(names: readonly string[]): Promise<void> {
    // Another window may have written them. Few runs have one.
    this.#labels.clear();
    const labels = names.filter((name) => labelName.test(name));
    await inParts(labels, readAtOnce, async (name) => {
      const raw = (await this.#json(name)) as Partial<RunLabel> | undefined;
      this.#labels.set(idOf(name), {
        name: typeof raw?.name === 'string' ? raw.name : null,
        pinned: raw?.pinned === true,
      });
    });
  }

  async #removeLabel(id: string): Promise<void> {
    this.#labels.delete(id);
    await this.#folder.remove(`${id}.label.json`);
  }

  async #json(name: string): Promise<unknown> {
    try {
      return JSON.parse(new TextDecoder().decode(await this.#folder.read(name))) as unknown;
    } catch {
      return undefined;
    }
  }

  #renameAll(ids: readonly string[], pattern: RegExp, ending: string): Promise<void> {
    return this.#inTurn(async () => {
      const wanted = new Set(ids);
      for (const name of await this.#folder.names()) {
        const match = pattern.exec(name);
        if (match && wanted.has(match[1]!)) await this.#folder.rename(name, `${match[1]}.${match[2]}.${ending}`);
      }
    });
  }

  async #writeWhole(name: string, bytes: Uint8Array): Promise<void> {
    const part = `${this.#now().toString(36)}-${Math.random().toString(36).slice(2)}.part`;
    try {
      await this.#folder.write(part, bytes);
      await this.#folder.rename(part, name);
    } catch (thrown) {
      await this.#folder.remove(part).catch(() => {});
      throw thrown;
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}

const idOf = (name: string) => name.slice(0, name.indexOf('.'));

/** By run: its file with the most steps. */
function newest(names: readonly string[]): Map<string, string> {
  const files = new Map<string, { name: string; done: number }>();
  for (const name of names) {
    const [, id, done] = runName.exec(name) ?? [];
    if (id === undefined) continue;
    const before = files.get(id);
    if (!before || Number(done) > before.done) files.set(id, { name, done: Number(done) });
  }
  return new Map(Array.from(files, ([id, { name }]) => [id, name]));
}

/** Whether an entry of an index can be what stands in the file of that name. */
function fits(name: string, summary: Partial<RunSummary> | null): boolean {
  const [, id, done] = runName.exec(name) ?? [];
  return (
    id !== undefined &&
    summary?.id === id &&
    summary.done === Number(done) &&
    typeof summary.spec === 'object' &&
    typeof summary.status?.kind === 'string' &&
    (summary.loss === null || typeof summary.loss === 'number')
  );
}

/** Does work for each item, for a few at a time. */
async function inParts<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}
