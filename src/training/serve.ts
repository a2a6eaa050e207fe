// A worker's side of the wire: calls become a run's, its news becomes events. Knows nothing of which kind of worker it is.
import { serve, type Port } from '../shared/channel.ts';
import { reportOf } from '../shared/errors.ts';
import type { WorkerContract } from '../shared/protocol.ts';
import { trainBatch } from './batch.ts';
import { loadRun, type LoadedRun } from './run.ts';
import type { Surroundings } from './trainer.ts';

/** Answers the host until the worker ends. One worker trains one run, or batches. */
export function serveTraining(port: Port, surroundings: Surroundings): void {
  let run: LoadedRun | undefined;
  let ended: Promise<void> = Promise.resolve();

  const host = serve<WorkerContract>(port, {
    async start(spec) {
      run = await loadRun(spec, surroundings, {
        progress: (progress) => host.emit('progress', progress),
        print: (text) => host.emit('print', text),
      });
      ended = train(run);
      return run.start;
    },
    pause() {
      run?.trainer.pause();
      return run?.trainer.done ?? 0;
    },
    resume() {
      run?.trainer.resume();
      return run?.trainer.done ?? 0;
    },
    batch: trainBatch,
    async stop() {
      run?.trainer.stop();
      await ended;
      return run?.trainer.done ?? 0;
    },
  });

  async function train(loaded: LoadedRun): Promise<void> {
    try {
      // The host hears that the run has started before it hears anything of it.
      await surroundings.yieldToMessages();
      host.emit('finished', await loaded.train());
    } catch (thrown) {
      host.emit('failed', reportOf(thrown));
    }
  }
}
