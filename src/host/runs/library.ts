// The library of runs: those that are alive, and those that have been, as one list. It keeps a run when it ends, and now and
// then while it goes on, so that a window that closes loses little. Knows nothing of workers, panels or trees; a live run,
// the store and the clock are given.
import type { RunStatus } from '../../shared/messages/protocol.ts';
import { inOrder, noLabel, summaryOf, type ListedRun, type RunLabel } from '../../shared/run/summary.ts';
import { History } from './history.ts';
import type { RunStore } from '../storage/run-store.ts';

/** A run that is being trained, as much of it as the library needs. */
export interface LiveRun {
  readonly history: History;
  readonly alive: boolean;
  onDidChangeStatus(listener: (status: RunStatus) => void): { dispose(): unknown };
  stop(): Promise<void>;
}

export interface LibrarySurroundings {
  /** The list, or a row of it, is another. */
  changed(): void;
  /** What is kept could not be listed: the list has the runs of this window alone. */
  notRead(reason: unknown): void;
  /** A run could not be kept: it stays in sight as long as the window is open. */
  notKept(reason: unknown): void;
  /** How many runs are kept besides the pinned ones. */
  mostKept(): number;
  /** Calls back at a time of its own, until it is disposed of. */
  repeat(work: () => void): { dispose(): unknown };
}

export class RunLibrary {
  readonly #store: RunStore;
  readonly #surroundings: LibrarySurroundings;
  /** Runs of this window that are alive, or that could not be kept. */
  readonly #held = new Map<string, LiveRun>();
  readonly #labels = new Map<string, RunLabel>();
  /** How many steps of a run that goes on are kept. */
  readonly #keptSteps = new Map<string, number>();
  readonly #disposables: { dispose(): unknown }[] = [];
  /** What is being written. */
  #writing: Promise<unknown> = Promise.resolve();
  /** A full storage is told of once, until something could be kept again. */
  #isTold = false;

  constructor(store: RunStore, surroundings: LibrarySurroundings) {
    this.#store = store;
    this.#surroundings = surroundings;
    this.#disposables.push(surroundings.repeat(() => this.#keepAlive()));
    // What was removed in another session can't be brought back any more.
    this.#writing = store.purge().catch(() => {});
  }

  /** Every run there is: pinned ones first, then the newest first. */
  async list(): Promise<ListedRun[]> {
    const kept = await this.#store.list().catch((thrown: unknown): ListedRun[] => {
      this.#surroundings.notRead(thrown);
      return [];
    });
    const labels = new Map(kept.map(({ id, label }) => [id, label]));
    const held = Array.from(this.#held.values(), ({ history }): ListedRun => {
      const label = labels.get(history.id) ?? this.#labels.get(history.id) ?? noLabel;
      return { kind: 'run', id: history.id, label, summary: summaryOf(history.run()) };
    });
    return inOrder([...held, ...kept.filter(({ id }) => !this.#held.has(id))]);
  }

  /** The runs of this window that are alive, the newest last. */
  get alive(): LiveRun[] {
    return [...this.#held.values()].filter(({ alive }) => alive);
  }

  /** A run that is in this window's memory. */
  held(id: string): LiveRun | undefined {
    return this.#held.get(id);
  }

  /** A run with its whole history. @throws BackpropError `run.damaged` or `run.missing` */
  async open(id: string): Promise<History> {
    await this.#writing;
    return this.#held.get(id)?.history ?? History.of(await this.#store.open(id));
  }

  /** Takes a run in that has just been started. */
  add(run: LiveRun): void {
    const { id } = run.history;
    this.#held.set(id, run);
    const listening = run.onDidChangeStatus(() => {
      this.#surroundings.changed();
      if (run.alive) return;
      listening.dispose();
      this.#keptSteps.delete(id);
      void this.#keep(run);
    });
    this.#surroundings.changed();
  }

  /** Gives a run a name, or takes it away; pins it, or not. */
  async label(id: string, changed: Partial<RunLabel>): Promise<void> {
    const row = (await this.list()).find((listed) => listed.id === id);
    if (!row) return;
    const label = { ...row.label, ...changed };
    this.#labels.set(id, label);
    await this.#store.label(id, label);
    this.#surroundings.changed();
  }

  /** Ends what is alive of these, and takes them off the list; `restore` brings them back until `forget`. */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#held.get(id)?.stop();
    await this.#writing;
    for (const id of ids) this.#held.delete(id);
    await this.#store.remove(ids);
    this.#surroundings.changed();
  }

  async restore(ids: readonly string[]): Promise<void> {
    await this.#store.restore(ids);
    this.#surroundings.changed();
  }

  /** Removed runs are gone for good. */
  forget(ids: readonly string[]): Promise<void> {
    return this.#store.purge(ids);
  }

  /** Resolves once all that has ended is kept. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0).reverse()) disposable.dispose();
  }

  /** Keeps a run that has ended; from then on its file is all there is of it. */
  #keep(run: LiveRun): Promise<void> {
    const { id } = run.history;
    return this.#write(async () => {
      const isKept = await this.#store.keep(run.history.run());
      // It may have been trained on meanwhile. One that is not worth keeping, since it failed, stays as long as the window.
      if (isKept && this.#held.get(id) === run) this.#held.delete(id);
      await this.#store.prune(this.#surroundings.mostKept());
    });
  }

  /** Keeps what there is of the runs that go on, as stopped where they are. */
  #keepAlive(): void {
    for (const { history } of this.alive) {
      const { id, done } = history;
      if (history.start === null || done === 0 || this.#keptSteps.get(id) === done) continue;
      const run = { ...history.run(), status: { kind: 'stopped' } as const };
      void this.#write(async () => {
        await this.#store.keep(run);
        this.#keptSteps.set(id, done);
      });
    }
  }

  #write(work: () => Promise<void>): Promise<void> {
    const written = this.#writing
      .then(work)
      .then(() => (this.#isTold = false))
      .catch((thrown: unknown) => {
        if (!this.#isTold) this.#surroundings.notKept(thrown);
        this.#isTold = true;
      })
      .then(() => this.#surroundings.changed());
    this.#writing = written;
    return written;
  }
}
