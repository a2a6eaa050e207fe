// Batches of runs, shared out among workers. What a worker is, and how many there are, are parameters.
import { connect, type Connected, type Port } from './channel.ts';
import type { BatchResult, WorkerContract } from './protocol.ts';
import type { RunSpec } from './spec.ts';

/** A training worker, of whichever kind. */
export interface PoolWorker extends Port {
  /** It ended without being asked to. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

/** Runs in one message: enough to forget what a message costs, few enough to share them out evenly. */
const portion = 128;

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
   * @returns the results in the order of the specs
   * @throws BackpropError what training them throws, or `worker.died`
   */
  async batch(specs: readonly RunSpec[]): Promise<BatchResult[]> {
    const results = new Array<BatchResult>(specs.length);
    // Small batches are shared out too, four runs at least to a worker.
    const share = Math.max(4, Math.min(portion, Math.ceil(specs.length / this.#size / 4) * 4));
    let next = 0;
    const work = async (index: number) => {
      while (next < specs.length) {
        const start = next;
        next += share;
        const { channel } = await this.#worker(index);
        const part = await channel.call('batch', specs.slice(start, start + share));
        part.forEach((result, k) => (results[start + k] = result));
      }
    };
    const busy = Math.min(this.#size, Math.ceil(specs.length / share));
    await Promise.all(Array.from({ length: busy }, (_, index) => work(index)));
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
