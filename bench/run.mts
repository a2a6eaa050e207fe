// `npm run bench`: measures the kernel beside its peers and the command that uses it, prints a table, writes RESULTS.md and growth.svg.
// `--json` prints JSON instead; `--rounds N` measures N times (7 where not given).
import { cpus } from 'node:os';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/paths.mts';
import { command, newKernel, startContenders, type Contender, type Entry } from './contenders.mts';
import { measureGrowth, type Growth } from './growth.mts';
import { inTurns, medians } from './measure.mts';
import { report, type CommandRow, type Row } from './report.mts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '7' } } });
const rounds = Number(values.rounds);

const titles = {
  sgd: 'lesson 2-3-1, gradient descent, batch 8',
  momentum: 'lesson 2-3-1, momentum, batch 8',
  adam: 'lesson 2-3-1, Adam, batch 8',
  tanh: '2-32-32-1 tanh, gradient descent, batch 32',
  digits: '784-128-10 ReLU, gradient descent, batch 32',
};
const runs = 4096;

const progress = (text: string) => void process.stderr.write(`${text}\n`);
const { entries, torchVersions } = await startContenders();
const present = (entry: Entry): entry is Contender => 'measure' in entry;

const rows: Row[] = [];
for (const [work, title] of Object.entries(titles)) {
  progress(title);
  const taking = Object.entries(entries).filter(([, entry]) => present(entry)) as [string, Contender][];
  const seconds = await medians(
    taking.map(([name, contender]) => ({ contender, request: `${name} ${work}` })),
    rounds,
  );
  rows.push({ title, seconds: Object.fromEntries(taking.map(([name], k) => [name, seconds[k]!])) });
}

progress('from the command line');
const commandSteps = 400_000;
const commandRows: CommandRow[] = [];
for (const optimizer of ['sgd', 'momentum', 'adam'] as const) {
  const measured = [
    { contender: entries.kernel, request: `kernel ${optimizer}` },
    { contender: newKernel, request: `kernel ${optimizer}` },
    { contender: command, request: `train ${optimizer}` },
  ];
  const [warm, bare, whole] = await inTurns(measured, [commandSteps, commandSteps, commandSteps], 3 * rounds);
  commandRows.push({ title: titles[optimizer], warm: warm!, bare: bare!, whole: whole! });
}

progress(`${runs} runs of the lesson`);
const steps = 3000;
const sweeping = [
  { title: 'kernel, one core', contender: entries.kernel, request: `batch ${runs}` },
  { title: `kernel, ${cpus().length} cores`, contender: entries.kernel, request: `pool ${runs}` },
  { title: 'plain C loop, one core, one run after the other', contender: entries.c, request: `c ${runs}` },
  {
    title: 'PyTorch by hand, one core, all runs in one tensor, innermost',
    contender: entries.torchByHand,
    request: `torchByHand ${runs}`,
  },
].flatMap(({ contender, ...rest }) => (present(contender) ? [{ contender, ...rest, steps }] : []));
const sweepSeconds = await medians(sweeping, rounds);
const sweep = { runs, rows: sweeping.map(({ title }, k) => ({ title, seconds: sweepSeconds[k]! / runs })) };

progress('how cost grows');
const growth: Growth = await measureGrowth(entries.kernel, Math.min(rounds, 5));
for (const entry of Object.values(entries)) if (present(entry)) entry.end();

const result = {
  machine: { processor: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version },
  contenders: Object.fromEntries(Object.entries(entries).map(([name, { title }]) => [name, title])),
  absent: Object.values(entries).flatMap((entry) => ('absent' in entry ? [`${entry.title}: ${entry.absent}`] : [])),
  torchVersions,
  rounds,
  rows,
  command: { steps: commandSteps, rows: commandRows },
  sweep,
  growth,
};
export type Result = typeof result;

const { markdown, svg } = report(result);
writeFileSync(path.join(root, 'bench/RESULTS.md'), markdown);
writeFileSync(path.join(root, 'bench/growth.svg'), svg);
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : markdown);
// The pool's workers.
process.exit(0);
