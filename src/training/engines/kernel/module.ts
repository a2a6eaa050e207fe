// The kernel as it is compiled and called: its functions, its globals, its memory. Knows nothing of what lies where.
import { BackpropError } from '../../../shared/text/errors.ts';
import bytes from './kernel.wasm';

/** The kernel's globals; what they mean is in assembly/run.ts. */
const globalNames = [
  'inputs',
  'labels',
  'rows',
  'batchSize',
  'layers',
  'layerCount',
  'way',
  'loss',
  'joint',
  'isPenalised',
  'optimizer',
  'schedule',
  'parameterBytes',
  'values',
  'gradient',
  'memory1',
  'memory2',
  'numbers',
  'totals',
  'traceSums',
  'traceWeights',
  'traceOffsets',
  'weightCount',
] as const;
export type Globals = Readonly<Record<(typeof globalNames)[number], number>>;

/** One instance of the kernel: one run, or four, in a memory of its own. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly isBeyond: WebAssembly.Global;
  /** The first row of the next step's batch, and that step's number. */
  readonly position: WebAssembly.Global;
  readonly step: WebAssembly.Global;
  memoryStart(): number;
  makeSteps(count: number): number;
  fillTrace(count: number): number;
  differentiate(start: number, end: number): void;
  sumLoss(): number;
  writeLossTerms(start: number, end: number): void;
  rateInForce(): number;
}

/** How much the kernel weighs. */
export const kernelSize: number = bytes.length;

let compiled: Promise<WebAssembly.Module> | undefined;

/** The compiled kernel: compiled once, instantiated for each run. */
export function compileKernel(): Promise<WebAssembly.Module> {
  return (compiled ??= WebAssembly.compile(bytes));
}

/** A kernel with memory up to the address `end`, zeroed. @throws BackpropError `memory.exhausted` */
export function instantiate(module: WebAssembly.Module, sizeFrom: (start: number) => number): Kernel {
  const kernel = new WebAssembly.Instance(module, {}).exports as unknown as Kernel;
  const end = sizeFrom(kernel.memoryStart());
  const pageSize = 65536;
  const pages = Math.ceil((end - kernel.memory.buffer.byteLength) / pageSize);
  try {
    if (pages > 0) kernel.memory.grow(pages);
  } catch {
    throw new BackpropError('memory.exhausted', { mebibytes: Math.ceil(end / 2 ** 20) });
  }
  return kernel;
}

export function setGlobals(kernel: Kernel, values: Globals): void {
  const globals = kernel as unknown as Record<string, WebAssembly.Global>;
  for (const name of globalNames) globals[name]!.value = values[name];
}
