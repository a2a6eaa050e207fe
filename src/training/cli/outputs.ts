// The two ways to tell of a run: the lesson's print-out, and JSON lines. Where text goes is a parameter.
import type { Advice, Outcome, Progress, RunStart } from '../../shared/messages/protocol.ts';
import { shortestFloat32 } from '../../shared/text/decimal.ts';
import { weightShapes, type RunSpec } from '../../shared/spec/spec.ts';
import type { RunListeners } from '../run/run.ts';

/** What a run says, in its order. */
export interface Output extends RunListeners {
  start(spec: RunSpec, start: RunStart): void;
  /** The run is over, but for a divergence, which is a failure. */
  end(outcome: Outcome): void;
  /**
   * @param message one sentence
   * @param advice what came of trying smaller learning rates after a divergence
   */
  fail(code: string, message: string, advice?: Advice): void;
}
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export const outputs: Readonly<Record<'text' | 'json', (streams: Streams) => Output>> = {
  text: ({ out, err }) => ({
    start: () => {},
    progress: () => {},
    print: out,
    end: () => {},
    fail: (_code, message) => err(`${message}\n`),
  }),

  json({ out, err }) {
    const lines = (objects: readonly object[]) => out(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
    const line = (object: object) => lines([object]);
    let run: { readonly spec: RunSpec; loss: number | null; weights: Float32Array; steps: number; elapsedMs: number };
    return {
      start(spec, { initialWeights, limit }) {
        run = { spec, loss: null, weights: initialWeights, steps: 0, elapsedMs: 0 };
        line({ event: 'start', spec, limit });
      },
      progress({ points, done, elapsedMs }: Progress) {
        const lossAt = (row: number) => shortestFloat32(points.losses[row]!);
        const due = [...points.steps.keys()].filter((row) => points.steps[row]! % run.spec.training.reportEvery === 0);
        // In one piece: each write takes as long as a thousand steps of the lesson.
        if (due.length > 0) lines(due.map((row) => ({ event: 'report', step: points.steps[row]!, loss: lossAt(row) })));
        const width = run.weights.length;
        const last = points.steps.length - 1;
        if (last >= 0) Object.assign(run, { loss: lossAt(last), weights: points.weights.slice(-width) });
        Object.assign(run, { steps: done, elapsedMs });
      },
      end({ kind }) {
        const { steps, loss, weights, spec, elapsedMs } = run;
        line({ event: kind, steps, loss, weights: matrices(spec, weights), elapsedMs });
      },
      fail(code, message, advice) {
        line({ event: 'failed', code, message, advice });
        err(`${message}\n`);
      },
    };
  },
};

/** The weight matrices by name, as rows of numbers with no more digits than a float32 has. */
function matrices(spec: RunSpec, weights: Float32Array): Record<string, number[][]> {
  let offset = 0;
  return Object.fromEntries(
    weightShapes(spec).map(({ name, rows, columns }) => [
      name,
      Array.from({ length: rows }, () => Array.from(weights.subarray(offset, (offset += columns)), shortestFloat32)),
    ]),
  );
}
