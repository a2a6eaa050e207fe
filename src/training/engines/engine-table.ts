// The engines by name. Each is loaded only when a run asks for it.
import type { RunSpec } from '../../shared/spec/spec.ts';
import type { LoadEngine } from './engine.ts';

export const engines: Readonly<Record<RunSpec['engine'], LoadEngine>> = {
  kernel: async (problem) => (await import('./kernel/kernel.ts')).loadKernel(problem),
  tfjs: async (problem) => (await import('./tfjs/tfjs.ts')).loadTfjs(problem),
};
