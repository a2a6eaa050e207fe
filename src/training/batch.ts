// Many runs at once, by the kernel: those that differ in nothing but numbers go four together, one in each lane of its
// vectors. What a run gives is bit for bit what it gives alone. Knows nothing of workers.
import { checkSpec } from '../shared/check.ts';
import type { BatchResult } from '../shared/protocol.ts';
import type { RunSpec } from '../shared/spec.ts';
import { makeDataset, type Dataset } from './dataset.ts';
import type { Problem } from './engine.ts';
import { compileKernel } from './kernel/module.ts';
import { wayOf } from './kernel/plan.ts';
import { KernelRuns } from './kernel/runs.ts';
import { initialWeights } from './network.ts';

const lanes = 4;

/**
 * Trains every run to the end of its spec, or to where it diverges.
 * @returns the results in the order of the specs
 * @throws BackpropError `spec.invalid`, `spec.tooLarge` or `memory.exhausted`
 */
export async function trainBatch(specs: readonly RunSpec[]): Promise<BatchResult[]> {
  specs.forEach(checkSpec);
  const module = await compileKernel();
  const results = new Array<BatchResult>(specs.length);
  const begin = rememberedWeights();
  for (const { data, members } of alike(specs)) {
    const way = members.length === 1 ? wayOf(specs[members[0]!]!) : 'lanes';
    let runs: KernelRuns | undefined;
    for (let first = 0; first < members.length; first += lanes) {
      const group = members.slice(first, first + lanes);
      const problems = group.map((index) => ({ spec: specs[index]!, data, initialWeights: begin(specs[index]!) }));
      if (runs) runs.load(problems);
      else runs = new KernelRuns(module, way, problems);
      trainTogether(runs, problems).forEach((result, k) => (results[group[k]!] = result));
    }
  }
  return results;
}

/** First weights; those of a network that specs share, as they do within one message, are drawn once. */
function rememberedWeights(): (spec: RunSpec) => Float32Array {
  const drawn = new Map<RunSpec['network'], Float32Array>();
  return (spec) => {
    const weights = drawn.get(spec.network) ?? initialWeights(spec);
    drawn.set(spec.network, weights);
    return weights;
  };
}

interface Kind {
  readonly data: Dataset;
  /** Indices of the specs. */
  readonly members: number[];
}

/** The specs in groups that differ in nothing but numbers. */
function alike(specs: readonly RunSpec[]): Iterable<Kind> {
  const kinds = new Map<string, Kind>();
  // Data that specs share is looked at once.
  const written = new Map<RunSpec['data'], string>();
  specs.forEach((spec, index) => {
    const data = written.get(spec.data) ?? JSON.stringify(spec.data);
    written.set(spec.data, data);
    const key = `${formOf(spec)} ${data}`;
    const kind = kinds.get(key) ?? { data: makeDataset(spec.data), members: [] };
    kinds.set(key, kind);
    kind.members.push(index);
  });
  return kinds.values();
}

/** All of a spec but its data and the numbers by which runs side by side may differ. */
function formOf({ network, loss, l2, optimizer, schedule, training }: RunSpec): string {
  const layers = network.layers.map(({ units, activation, bias }) => [units, activation ?? 'linear', bias ?? false]);
  const isPenalised = (l2 ?? 0) > 0;
  const { steps, batchSize } = training;
  const kinds = [optimizer.kind, schedule?.kind ?? 'constant'];
  return JSON.stringify([network.inputs, layers, loss, isPenalised, kinds, steps, batchSize]);
}

/** Trains one to four runs side by side to their end. */
function trainTogether(runs: KernelRuns, problems: readonly Problem[]): BatchResult[] {
  const { steps } = problems[0]!.spec.training;
  const results: (BatchResult | undefined)[] = problems.map(() => undefined);
  let made = 0;
  const end = (lane: number, finite: boolean, loss: number) => {
    results[lane] = { made, finite, loss, weights: runs.weights(lane) };
  };
  while (made < steps && results.includes(undefined)) {
    made += runs.kernel.makeSteps(steps - made);
    if (runs.kernel.isBeyond.value === 0) continue;
    const losses = runs.losses();
    losses.forEach((loss, lane) => {
      if (results[lane] || (Number.isFinite(loss) && runs.weights(lane).every(Number.isFinite))) return;
      end(lane, false, loss);
      runs.retire(lane);
    });
  }
  runs.losses().forEach((loss, lane) => {
    if (!results[lane]) end(lane, true, loss);
  });
  return results as BatchResult[];
}
