// Who is measured: processes that do work on request and answer how long it took. Knows nothing of which work.
import { build } from 'esbuild';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { kernelPlugin } from '../scripts/kernel.mts';
import { root } from '../scripts/paths.mts';

const folder = path.join(root, 'node_modules/.cache/bench');

/** A process that waits for requests. */
export interface Contender {
  readonly title: string;
  /** Seconds that `count` steps of some work take. */
  measure(request: string, count: number): Promise<number>;
  end(): void;
}

/** A contender, or why there is none on this machine. */
export type Entry = Contender | { readonly title: string; readonly absent: string };

function start(title: string, command: string, args: readonly string[], env = process.env): Contender {
  const child = spawn(command, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    title,
    async measure(request, count) {
      child.stdin.write(`${request} ${count}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`${title} ended at "${request} ${count}"`);
      return Number(line.value);
    },
    end: () => child.stdin.end(),
  };
}

const outfile = path.join(folder, 'trainee.cjs');

/** The contenders that run in Node, a process each. */
async function startTrainees(): Promise<Record<'kernel' | 'tfjsCpu' | 'tfjsWasm', Contender>> {
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/trainee.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['node-fetch'],
    plugins: [kernelPlugin],
    logLevel: 'error',
  });
  return { kernel: startTrainee('kernel'), tfjsCpu: startTrainee('tfjs cpu'), tfjsWasm: startTrainee('tfjs wasm') };
}

const startTrainee = (title: string) => start(title, process.execPath, [outfile]);

/** The kernel in a process that is new each time, as a person's run begins: what WebAssembly's compilers take is in it. */
export const newKernel: Contender = {
  title: 'bare steps',
  async measure(request, count) {
    const trainee = startTrainee('kernel');
    const seconds = await trainee.measure(request, count);
    trainee.end();
    return seconds;
  },
  end: () => {},
};

/** The command as a person runs it, by the clock that it prints; a request is "train OPTIMIZER". */
export const command: Contender = {
  title: '`train --json`',
  async measure(request, count) {
    const optimizer = request.split(' ')[1]!;
    const words = ['train', '--json', '--steps', String(count), '--optimizer', optimizer];
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/cli.js', ...words], { cwd: root });
    const last = stdout.trimEnd().split('\n').pop() ?? '';
    const { elapsedMs } = JSON.parse(last) as { elapsedMs: number };
    return elapsedMs / 1000;
  },
  end: () => {},
};

function startC(): Entry {
  const program = path.join(folder, 'fixed');
  const title = 'plain C loop';
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, 'bench/fixed.c', '-lm'], { cwd: root });
  } catch (error) {
    return { title, absent: firstLine(error) };
  }
  return start(title, program, []);
}

/**
 * One thread, as the kernel has, and the code that OpenBLAS itself chooses for the processor: a machine may ask for older
 * code by these names.
 */
const oneThread = {
  ...process.env,
  OPENBLAS_CORETYPE: undefined,
  OPENBLAS_L2_SIZE: undefined,
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
};

/** PyTorch in its two ways, which share a process, and its versions. Debian's package of it is for Debian's own Python. */
function startTorch(): { torch: Entry; torchByHand: Entry; versions?: string } {
  const titles = ['PyTorch', 'PyTorch, backward by hand'] as const;
  let absent = '';
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const versions = execFileSync(python, ['bench/peer.py', '--describe'], {
        cwd: root,
        env: oneThread,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const torch = start(titles[0], python, ['bench/peer.py'], oneThread);
      return { torch, torchByHand: { ...torch, title: titles[1] }, versions: versions.toString().trim() };
    } catch (error) {
      absent = firstLine(error);
    }
  }
  return { torch: { title: titles[0], absent }, torchByHand: { title: titles[1], absent } };
}

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split('\n')[0]!;

export async function startContenders() {
  mkdirSync(folder, { recursive: true });
  const { versions, ...torch } = startTorch();
  const entries = { ...(await startTrainees()), c: startC(), ...torch } satisfies Record<string, Entry>;
  return { entries, torchVersions: versions };
}
