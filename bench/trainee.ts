// One contender that runs in Node, in a process of its own: told on standard input which work to do how often, it answers
// with the seconds that took.
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { Pool } from '../src/shared/many/pool.ts';
import type { RunSpec } from '../src/shared/spec/spec.ts';
import { trainBatch } from '../src/training/many/batch-runner.ts';
import { loadKernel } from '../src/training/engines/kernel/kernel.ts';
import { poseProblem } from '../src/training/run/run.ts';
import { prepareTfjs } from './tfjs.ts';
import { sweep, tanhSpec, works, type WorkName } from './works.ts';

/** Does work some number of times. */
type Do = (count: number) => unknown;

async function prepareKernel(spec: RunSpec): Promise<Do> {
  const engine = await loadKernel(poseProblem(spec));
  return (steps) => engine.steps(steps);
}

/** A batch of runs; `count` is how many steps each makes. */
const prepareBatch =
  (runs: number): Do =>
  (steps) =>
    trainBatch(sweep(runs, steps));

function preparePool(runs: number): Do {
  const pool = new Pool(cpus().length, () => {
    const worker = new Worker('./dist/worker.node.js');
    worker.unref();
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => worker.on('message', listener),
      onDeath: (listener) => worker.on('exit', (code) => listener(`exit code ${code}`)),
      terminate: () => void worker.terminate(),
    };
  });
  return (steps) => pool.batch(sweep(runs, steps));
}

/** By the first word of a request; the second is its argument. */
const prepare: Record<string, (argument: string) => Do | Promise<Do>> = {
  kernel: (work) => prepareKernel(works[work as WorkName]),
  tfjsCpu: (work) => prepareTfjs('cpu', works[work as WorkName]),
  tfjsWasm: (work) => prepareTfjs('wasm', works[work as WorkName]),
  width: (width) => prepareKernel(tanhSpec(Number(width))),
  batch: (runs) => prepareBatch(Number(runs)),
  pool: (runs) => preparePool(Number(runs)),
};

const prepared = new Map<string, Do>();

async function answer(line: string): Promise<void> {
  const [contender, argument, count] = line.split(' ') as [string, string, string];
  const key = `${contender} ${argument}`;
  const work = prepared.get(key) ?? (await prepare[contender]!(argument));
  prepared.set(key, work);
  const started = performance.now();
  await work(Number(count));
  process.stdout.write(`${(performance.now() - started) / 1000}\n`);
}

let last = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    last = last.then(() => answer(line));
  })
  // The pool's workers would keep the process.
  .on('close', () => void last.then(() => process.exit()));
