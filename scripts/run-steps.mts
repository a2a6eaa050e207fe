// Runs steps side by side, stops all at the first that fails, and says at the end what passed. What they print comes step by
// step, in their order. Knows nothing of what a step does.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { readCounts, type Counts } from './counts.mts';
import { leftovers, newMark } from './leftovers.mts';
import { root } from './paths.mts';
import { Printer } from './printer.mts';
import type { Step } from './steps.mts';

/** How long what a step has started may take to end on a busy machine. */
const patienceMs = 60_000;
const none: Counts = { passed: 0, failed: 0, skipped: 0 };

type Steps = Readonly<Record<string, Step>>;

/**
 * Runs the named steps, else all; `build` before those that need it. Sets the process's exit code.
 * @param atOnce how many may run at a time
 */
export async function runSteps(steps: Steps, names: readonly string[], atOnce: number): Promise<void> {
  const abort = new AbortController();
  const interrupt = () => abort.abort(new Error('Interrupted.'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const { passed, skipped } = await runAll(chosenSteps(steps, names), atOnce, abort);
    console.log(`\n${passed} passed, 0 failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  } catch (thrown) {
    console.error(`\n${thrown instanceof Error ? thrown.message : String(thrown)}`);
    process.exitCode = 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function chosenSteps(steps: Steps, names: readonly string[]): [string, Step][] {
  const unknown = names.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0)
    throw new Error(`There is no step ${unknown.join(', ')}. The steps: ${Object.keys(steps).join(', ')}.`);
  const chosen = (name: string) => names.length === 0 || names.includes(name);
  const all = Object.entries(steps);
  const build = all.some(([name, step]) => chosen(name) && step.built);
  return all.filter(([name]) => chosen(name) || (name === 'build' && build));
}

/** @returns the sum of what they came to. @throws what the first that failed throws, once all have ended */
async function runAll(steps: readonly [string, Step][], atOnce: number, abort: AbortController): Promise<Counts> {
  const printer = new Printer(steps.map(([name]) => name));
  const waiting = [...steps];
  const counts: Counts[] = [];
  const built = Promise.withResolvers<void>();
  const work = async () => {
    for (let next = waiting.shift(); next && !abort.signal.aborted; next = waiting.shift()) {
      const [name, step] = next;
      try {
        if (step.built) await built.promise;
        if (abort.signal.aborted) return;
        counts.push(await runOne(name, step, printer, abort.signal));
        printer.end(name);
        if (name === 'build') built.resolve();
      } catch (thrown) {
        if (!abort.signal.aborted) printer.show(name);
        abort.abort(thrown);
        built.resolve();
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  abort.signal.throwIfAborted();
  const sum = (of: keyof Counts) => counts.reduce((total, one) => total + one[of], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

async function runOne(name: string, step: Step, printer: Printer, signal: AbortSignal): Promise<Counts> {
  const started = performance.now();
  const print = (text: string) => {
    // What the others say as they are ended is not why.
    if (!signal.aborted) printer.print(name, text);
  };
  print(`\n=== ${step.title} (${name})\n`);
  const impossible = step.impossible?.();
  if (impossible) {
    print(`Skipped: ${impossible}.\n`);
    return { ...none, skipped: 1 };
  }
  const mark = newMark(name);
  const counts = await run(step, mark, print, signal);
  await nothingLeft(mark);
  print(`--- ${step.title}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return counts;
}

/** @returns what its tests came to; nothing for a step without tests. @throws Error when it failed */
async function run(
  step: Step,
  mark: Readonly<Record<string, string>>,
  print: (text: string) => void,
  signal: AbortSignal,
): Promise<Counts> {
  const [command, ...args] = await step.command(print);
  const child = spawn(command!, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...mark },
    signal,
    killSignal: 'SIGINT',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    print(text);
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', print);
  let failure: Error | undefined;
  const status = await new Promise<number | string>((resolve) => {
    // One that is interrupted is waited for, too; one that did not start has no end.
    child.once('error', (error) => {
      failure = error;
      if (child.pid === undefined) resolve(error.message);
    });
    child.once('close', (code, name) => resolve(code ?? name ?? ''));
  });
  const counts = step.tests ? readCounts(stripVTControlCharacters(output)) : none;
  if (status !== 0 || failure) throw new Error(`${step.title} failed with ${status}.`);
  if (!counts) throw new Error(`${step.title} ended before its tests did.`);
  if (counts.failed > 0) throw new Error(`${step.title}: ${counts.failed} failed.`);
  if (step.tests && counts.passed === 0) throw new Error(`${step.title}: there was no test that could pass.`);
  return counts;
}

/** @throws Error that names the processes that a step has left behind */
async function nothingLeft(mark: Readonly<Record<string, string>>): Promise<void> {
  for (const end = Date.now() + patienceMs; leftovers(mark).length > 0;) {
    if (Date.now() > end) throw new Error(`These processes were left behind:\n${leftovers(mark).join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
