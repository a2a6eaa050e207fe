// Batches of runs, shared out among workers. What a worker is, and how many there are, are parameters.
import { packSpecs, place, resultsFor, type BatchResults } from './runs-batch.ts';
import { connect, type Connected, type Port } from '../messages/channel.ts';
import type { WorkerContract } from '../messages/protocol.ts';
import type { RunSpec } from '../spec/spec.ts';

/** A training worker, of whichever kind. */
export interface PoolWorker extends Port {
  /** It ended without being asked to. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

/** Fewest runs in one message, but for the last. */
const fewest = 32;

/** Runs train four together. */
const roundedUp = (runs: number) => Math.ceil(runs / 4) * 4;

export class Pool {
  readonly #size: number;
  readonly #spawn: () => PoolWorker | Promise<PoolWorker>;
  readonly #workers: Promise<{ worker: PoolWorker; channel: Connected<WorkerContract> }>[] = [];

  /**
   * @param size how many workers there are to be: as many as processors
   * @param spawn starts a worker; it is called when the first batch needs it
   */
  constructor(size: number, spawn: () => PoolWorker | Promise<PoolWorker>) {
    this.#size = size;
    this.#spawn = spawn;
  }

  /**
   * Trains every run to its end.
   * @throws BackpropError what training them throws, or `worker.died`
   */
  async batch(specs: readonly RunSpec[]): Promise<BatchResults> {
    const done: { readonly start: number; readonly part: BatchResults }[] = [];
    const share = roundedUp(Math.ceil(specs.length / this.#size));
    let next = 0;
    /** Large parts first, for a message costs something, and small ones last, so that all workers end together. */
    const take = () => {
      const start = next;
      const part = Math.ceil((specs.length - start) / (2 * this.#size));
      next = Math.min(specs.length, start + Math.max(Math.min(fewest, share), roundedUp(part)));
      return { start, part: specs.slice(start, next) };
    };
    const work = async (index: number) => {
      while (next < specs.length) {
        const { start, part } = take();
        const { channel } = await this.#worker(index);
        done.push({ start, part: await channel.call('batch', packSpecs(part)) });
      }
    };
    // Each worker has its next part waiting while it trains one.
    const atOnce = 2 * this.#size;
    try {
      await Promise.all(Array.from({ length: atOnce }, (_, index) => work(index % this.#size)));
    } finally {
      // Where one part fails, nobody waits for those that are left.
      next = specs.length;
    }
    // Only now: the workers have checked the specs.
    const results = resultsFor(specs);
    for (const { start, part } of done) place(results, part, start);
    return results;
  }

  /** Ends the workers. Idempotent; a batch under way never resolves. */
  dispose(): void {
    for (const starting of this.#workers.splice(0)) void starting.then(({ worker }) => worker.terminate());
  }

  #worker(index: number) {
    return (this.#workers[index] ??= this.#start());
  }

  async #start() {
    const worker = await this.#spawn();
    const channel = connect<WorkerContract>(worker, {
      progress: () => {},
      print: () => {},
      finished: () => {},
      failed: () => {},
    });
    worker.onDeath((reason) => channel.fail({ code: 'worker.died', args: { reason } }));
    return { worker, channel };
  }
}
