// Runs steps one after another, stops at the first that fails, and says at the end what passed. Knows nothing of what a
// step does.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { readCounts, type Counts } from './counts.mts';
import { leftovers, markProcesses } from './leftovers.mts';
import { root } from './paths.mts';
import type { Step } from './steps.mts';

/** How long what a step has started may take to end on a busy machine. */
const patienceMs = 60_000;

/** Runs the named steps, else all; `build` before them where one of them needs it. Sets the process's exit code. */
export async function runSteps(steps: Readonly<Record<string, Step>>, names: readonly string[]): Promise<void> {
  const total = { passed: 0, failed: 0, skipped: 0 };
  markProcesses();
  try {
    for (const [name, step] of chosenSteps(steps, names)) {
      const started = performance.now();
      console.log(`\n=== ${step.title} (${name})`);
      const impossible = step.impossible?.();
      if (impossible) {
        console.log(`Skipped: ${impossible}.`);
        total.skipped++;
        continue;
      }
      const counts = await run(step);
      await nothingLeft();
      for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
      console.log(`--- ${step.title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    }
    const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
    console.log(`\n${total.passed} passed, 0 failed${skipped}`);
  } catch (thrown) {
    console.error(`\n${thrown instanceof Error ? thrown.message : String(thrown)}`);
    process.exitCode = 1;
  }
}

function chosenSteps(steps: Readonly<Record<string, Step>>, names: readonly string[]): [string, Step][] {
  const unknown = names.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0)
    throw new Error(`There is no step ${unknown.join(', ')}. The steps: ${Object.keys(steps).join(', ')}.`);
  const chosen = (name: string) => names.length === 0 || names.includes(name);
  const all = Object.entries(steps);
  const build = all.some(([name, step]) => chosen(name) && step.built);
  return all.filter(([name]) => chosen(name) || (name === 'build' && build));
}
/** @returns what its tests came to; nothing for a step without tests. @throws Error when it failed */
async function run(step: Step): Promise<Counts> {
  const [command, ...args] = await step.command();
  const child = spawn(command!, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => child.kill('SIGINT');
  process.once('SIGTERM', stop).once('SIGINT', stop);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    output += text;
  });
  const status = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal ?? ''));
  });
  process.off('SIGTERM', stop).off('SIGINT', stop);
  const counts = step.tests ? readCounts(stripVTControlCharacters(output)) : { passed: 0, failed: 0, skipped: 0 };
  if (status !== 0) throw new Error(`${step.title} failed with ${status}.`);
  if (!counts) throw new Error(`${step.title} ended before its tests did.`);
  if (counts.failed > 0) throw new Error(`${step.title}: ${counts.failed} failed.`);
  if (step.tests && counts.passed === 0) throw new Error(`${step.title}: there was no test that could pass.`);
  return counts;
}

/** @throws Error that names the processes that a step has left behind */
async function nothingLeft(): Promise<void> {
  for (const end = Date.now() + patienceMs; leftovers().length > 0;) {
    if (Date.now() > end) throw new Error(`These processes were left behind:\n${leftovers().join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
