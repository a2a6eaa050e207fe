// A worker's side of the wire: calls become a run's, its news becomes events. Knows nothing of which kind of worker it is.
import { unpackSpecs } from '../../shared/many/runs-batch.ts';
import { serve, type Port } from '../../shared/messages/channel.ts';
import { reportOf } from '../../shared/text/errors.ts';
import type { StepperContract, WorkerContract } from '../../shared/messages/protocol.ts';
import { trainBatch } from '../many/batch-runner.ts';
import { loadRun, type LoadedRun } from '../run/run.ts';
import { Stepper } from '../step/stepper.ts';
import type { Surroundings } from '../run/trainer.ts';

/** What a worker can do; the host starts one for each of these. */
interface WholeContract {
  calls: WorkerContract['calls'] & StepperContract['calls'];
  events: WorkerContract['events'];
}

/** Answers the host until the worker ends. One worker trains one run, or batches, or looks into the steps of runs. */
export function serveTraining(port: Port, surroundings: Surroundings): void {
  let run: LoadedRun | undefined;
  let ended: Promise<void> = Promise.resolve();
  let stepper: Promise<Stepper> | undefined;

  const host = serve<WholeContract>(port, {
    async start({ spec, paused, soFar }) {
      run = await loadRun(
        spec,
        surroundings,
        {
          progress: (progress) => host.emit('progress', progress),
          print: (text) => host.emit('print', text),
        },
        soFar,
      );
      if (paused) run.trainer.pause();
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
    advance() {
      run?.trainer.advance();
      return run?.trainer.done ?? 0;
    },
    batch: (specs) => trainBatch(unpackSpecs(specs)),
    ping() {},
    async open(spec) {
      const before = stepper;
      stepper = Stepper.open(spec, surroundings);
      await before?.then((opened) => opened.dispose()).catch(() => {});
      await stepper;
    },
    record: async (step) => (await stepper)?.record(step) ?? null,
    check: async (step) => (await stepper)?.check(step) ?? null,
    printOut: async (points) => (await stepper)?.printOut(points) ?? '',
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
