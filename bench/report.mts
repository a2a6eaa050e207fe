// The measurements as a page and a plot. Knows nothing of measuring.
import { plot } from './plot.mts';
import type { Result } from './run.mts';

/** One work: seconds a step by contender. */
export interface Row {
  readonly title: string;
  readonly seconds: Readonly<Record<string, number>>;
}

const units = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
] as const;

/** A time with three digits. */
function time(seconds: number): string {
  const [unit, name] = units.find(([size]) => seconds >= size) ?? units.at(-1)!;
  return `${Number((seconds / unit).toPrecision(3))} ${name}`;
}
const ratio = (value: number) => `${Number(value.toPrecision(value >= 100 ? 3 : 2))}×`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, k) => (k === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

export function report({ machine, contenders, absent, rounds, rows, sweep, growth }: Result): {
  markdown: string;
  svg: string;
} {
  const names = Object.keys(contenders).filter((name) => rows.some(({ seconds }) => seconds[name] !== undefined));
  const peers = names.filter((name) => name !== 'kernel');
  const times = rows.map(({ title, seconds }) => [title, ...names.map((name) => time(seconds[name]!))]);
  const ratios = rows.map(({ title, seconds }) => [
    title,
    ...peers.map((name) => ratio(seconds[name]! / seconds['kernel']!)),
  ]);
  const grown = (points: readonly (readonly [number, number])[]) =>
    points.map(([at, seconds]) => [at.toLocaleString('en'), time(seconds)]);
  const markdown = `# Benchmark

Written by \`npm run bench\`: ${rounds} rounds in which all take their turns, the median of each. ${machine.processor}, ${machine.cores} cores, Node ${machine.node}.
${absent.map((line) => `\nLeft out: ${line}.\n`).join('')}
## Time of one training step

${table(['', ...names.map((name) => contenders[name]!)], times)}

How many times as long as the kernel:

${table(['', ...peers.map((name) => contenders[name]!)], ratios)}

## ${sweep.runs.toLocaleString('en')} runs of the lesson over learning rates

${table(
  ['', 'a run and step'],
  [
    ['kernel, one core', time(sweep.one)],
    [`kernel, ${machine.cores} cores`, time(sweep.all)],
    ...('c' in sweep ? [['C, one core, one run after the other', time(sweep.c)]] : []),
  ],
)}

## How cost grows

![Time over steps, over width and over runs, on logarithmic axes](growth.svg)

${table(['steps of the lesson', 'time'], grown(growth.steps))}

${table(['width w of 2-w-w-1, tanh, batch 32', 'a step'], grown(growth.width))}

${table(['runs of the lesson, 1,000 steps each, one core', 'time'], grown(growth.runs))}
`;
  const svg = plot([
    { title: 'Steps of the lesson', x: 'steps', y: 'ms', curve: curveOf(growth.steps, 1e-3) },
    { title: 'Width of 2-w-w-1', x: 'width w', y: 'µs a step', curve: curveOf(growth.width, 1e-6) },
    { title: 'Runs of 1,000 steps', x: 'runs', y: 'ms', curve: curveOf(growth.runs, 1e-3) },
  ]);
  return { markdown, svg };
}

function curveOf(points: readonly (readonly [number, number])[], unit: number) {
  return { title: '', points: points.map(([x, seconds]) => [x, seconds / unit] as const) };
}
