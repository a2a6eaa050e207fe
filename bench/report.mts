// The measurements as a page and a plot. Knows nothing of measuring.
import { plot } from './plot.mts';
import type { Result } from './run.mts';

/** One work: seconds a step by contender. */
export interface Row {
  readonly title: string;
  readonly seconds: Readonly<Record<string, number>>;
}

/** The lesson by one optimizer, seconds a step: the kernel when it is hot, in a new process, and the whole command. */
export interface CommandRow {
  readonly title: string;
  readonly warm: number;
  readonly bare: number;
  readonly whole: number;
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

export function report(result: Result): { markdown: string; svg: string } {
  const { machine, contenders, absent, torchVersions, rounds, rows, command, sweep, growth } = result;
  const names = Object.keys(contenders).filter((name) => rows.some(({ seconds }) => seconds[name] !== undefined));
  const peers = names.filter((name) => name !== 'kernel');
  const times = rows.map(({ title, seconds }) => [title, ...names.map((name) => time(seconds[name]!))]);
  const ratioOf = ({ seconds }: Row, name: string) => seconds[name]! / seconds['kernel']!;
  const ratios = rows.map((row) => [row.title, ...peers.map((name) => ratio(ratioOf(row, name)))]);
  const lost = rows.flatMap((row) =>
    peers.filter((name) => ratioOf(row, name) < 1).map((name) => `${row.title}: ${contenders[name]!}`),
  );
  const grown = (points: readonly (readonly [number, number])[]) =>
    points.map(([at, seconds]) => [at.toLocaleString('en'), time(seconds)]);
  const markdown = `# Benchmark

Written by \`npm run bench\`: ${rounds} rounds in which all take their turns, the median of each. ${machine.processor}, ${machine.cores} cores, Node ${machine.node}.
${absent.map((line) => `\nLeft out: ${line}.\n`).join('')}
## Time of one training step

On one core. The plain C loop has every size fixed when it is compiled, and no blocking of its products.${torchVersions === undefined ? '' : ` ${torchVersions}, on one thread; its backward pass by automatic differentiation, and written by hand, with tensors that are there before and gradient descent within the products.`}

${table(['', ...names.map((name) => contenders[name]!)], times)}

How many times as long as the kernel:

${table(['', ...peers.map((name) => contenders[name]!)], ratios)}

${lost.length === 0 ? 'The kernel is the fastest of all.' : `The kernel is not the fastest where a number is below 1. It loses in\n\n${lost.map((line) => `- ${line}`).join('\n')}`}

## From the command line

\`train --json --steps ${command.steps.toLocaleString('en')}\` by the clock that it prints, a new process each time: steps, 4,000 points of the history with the loss on all data and all weights, and the reports. Beside it as many bare steps of the kernel in a new process, in which WebAssembly's compilers have their part, and where they have done it.

${table(
  ['a step', 'bare, compiled', 'bare, new process', '`train --json`', 'of bare, compiled', 'of bare, new process'],
  command.rows.map(({ title, warm, bare, whole }) => [
    title,
    ...[warm, bare, whole].map(time),
    ratio(whole / warm),
    ratio(whole / bare),
  ]),
)}

## ${sweep.runs.toLocaleString('en')} runs of the lesson over learning rates

${table(
  ['', 'a run and step'],
  sweep.rows.map(({ title, seconds }) => [title, time(seconds)]),
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
