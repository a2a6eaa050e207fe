// Who is measured: processes that do work on request and answer how long it took. Knows nothing of which work.
import { build } from 'esbuild';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
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

function start(title: string, command: string, args: readonly string[]): Contender {
  const child = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
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

/** The contenders that run in Node, a process each. */
async function startTrainees(): Promise<Record<'kernel' | 'tfjsCpu' | 'tfjsWasm', Contender>> {
  const outfile = path.join(folder, 'trainee.cjs');
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
  const trainee = (title: string) => start(title, process.execPath, [outfile]);
  return { kernel: trainee('kernel'), tfjsCpu: trainee('tfjs cpu'), tfjsWasm: trainee('tfjs wasm') };
}

function startC(): Entry {
  const program = path.join(folder, 'fixed');
  const title = 'C, fixed shape';
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, 'bench/fixed.c', '-lm'], { cwd: root });
  } catch (error) {
    return { title, absent: firstLine(error) };
  }
  return start(title, program, []);
}

/** Debian's package of PyTorch is for Debian's own Python. */
function startTorch(): Entry {
  let absent = '';
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const version = execFileSync(python, ['bench/peer.py', '--describe'], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return start(version.toString().trim(), python, ['bench/peer.py']);
    } catch (error) {
      absent = firstLine(error);
    }
  }
  return { title: 'PyTorch', absent };
}

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split('\n')[0]!;

export async function startContenders() {
  mkdirSync(folder, { recursive: true });
  return { ...(await startTrainees()), c: startC(), torch: startTorch() } satisfies Record<string, Entry>;
}
