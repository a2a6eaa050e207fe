// Many runs at once, by the kernel: those that differ in nothing but numbers go four together, one in each lane of its
// vectors. What a run gives is bit for bit what it gives alone. Knows nothing of workers.
import { resultsFor, weightsOf, type BatchResults } from '../../shared/many/runs-batch.ts';
import { checkSpec } from '../../shared/spec/check.ts';
import type { RunSpec } from '../../shared/spec/spec.ts';
import { makeDataset } from '../data/dataset.ts';
import { compileKernel } from '../engines/kernel/module.ts';
import { wayOf } from '../engines/kernel/plan.ts';
import { KernelRuns } from '../engines/kernel/kernel-runs.ts';
import { initialWeights } from '../engines/initial-weights.ts';

const lanes = 4;

/**
 * Trains every run to the end of its spec, or to where it diverges.
 * @throws BackpropError `spec.invalid`, `spec.tooLarge` or `memory.exhausted`
 */
export async function trainBatch(specs: readonly RunSpec[]): Promise<BatchResults> {
  const kinds = alike(specs);
  const module = await compileKernel();
  const results = resultsFor(specs);
  const begin = rememberedWeights();
  for (const members of kinds) {
    const [{ spec }] = members as [Member];
    const data = makeDataset(spec.data);
    const way = members.length === 1 ? wayOf(spec) : 'lanes';
    let runs: KernelRuns | undefined;
    for (let first = 0; first < members.length; first += lanes) {
      const group = members.slice(first, first + lanes);
      const problems = group.map(({ spec }) => ({ spec, data, initialWeights: begin(spec) }));
      if (runs) runs.load(problems);
      else runs = new KernelRuns(module, way, problems);
      const places = group.map(({ index }) => index);
      trainTogether(runs, spec.training.steps, places, results);
    }
  }
  return results;
}

/** First weights; those of a network that specs share, as they do within one pack, are drawn once. */
function rememberedWeights(): (spec: RunSpec) => Float32Array {
  const drawn = new Map<RunSpec['network'], Float32Array>();
  return (spec) => {
    const weights = drawn.get(spec.network) ?? initialWeights(spec);
    drawn.set(spec.network, weights);
    return weights;
  };
}

/** A spec and its place in the batch. */
interface Member {
  readonly spec: RunSpec;
  readonly index: number;
}

/**
 * The specs in groups that differ in nothing but numbers.
 * @throws BackpropError `spec.invalid` or `spec.tooLarge`
 */
function alike(specs: readonly RunSpec[]): Iterable<readonly Member[]> {
  const kinds = new Map<string, Member[]>();
  // Data that specs share is looked at once.
  const written = new Map<RunSpec['data'], string>();
  let last: readonly [RunSpec, Member[]] | undefined;
  specs.forEach((spec, index) => {
    const kind = last && isLike(spec, last[0]) ? last[1] : kindOf(spec);
    kind.push({ spec, index });
    last = [spec, kind];
  });
  return kinds.values();

  function kindOf(spec: RunSpec): Member[] {
    checkSpec(spec);
    const data = written.get(spec.data) ?? JSON.stringify(spec.data);
    written.set(spec.data, data);
    const key = `${formOf(spec)} ${data}`;
    const kind = kinds.get(key) ?? [];
    kinds.set(key, kind);
    return kind;
  }
}

/** Whether a spec is at first sight of another's kind: what its form depends on is the same object. */
function isLike(spec: RunSpec, other: RunSpec): boolean {
  return (
    spec.data === other.data &&
    spec.network.inputs === other.network.inputs &&
    spec.network.layers === other.network.layers &&
    spec.training.steps === other.training.steps &&
    spec.training.batchSize === other.training.batchSize &&
    spec.loss === other.loss &&
    isPenalised(spec) === isPenalised(other) &&
    spec.optimizer.kind === other.optimizer.kind &&
    spec.schedule?.kind === other.schedule?.kind
  );
}

const isPenalised = ({ l2 = 0 }: RunSpec) => l2 > 0;

/** All of a spec but its data and the numbers by which runs side by side may differ. */
function formOf(spec: RunSpec): string {
  const { network, loss, optimizer, schedule, training } = spec;
  const layers = network.layers.map(({ units, activation, bias }) => [units, activation ?? 'linear', bias ?? false]);
  const { steps, batchSize } = training;
  const kinds = [optimizer.kind, schedule?.kind ?? 'constant'];
  return JSON.stringify([network.inputs, layers, loss, isPenalised(spec), kinds, steps, batchSize]);
}

/** Trains one to four runs side by side to their end, and writes what came of them to their places in the results. */
function trainTogether(runs: KernelRuns, steps: number, places: readonly number[], results: BatchResults): void {
  const going = new Set(places.keys());
  let made = 0;
  const end = (lane: number, isFinite: boolean, loss: number) => {
    const place = places[lane]!;
    going.delete(lane);
    results.made[place] = made;
    results.finite[place] = Number(isFinite);
    results.losses[place] = loss;
    runs.readWeights(lane, weightsOf(results, place));
  };
  while (made < steps && going.size > 0) {
    made += runs.kernel.makeSteps(steps - made);
    if (runs.kernel.isBeyond.value === 0) continue;
    const losses = runs.losses();
    for (const lane of going) {
      const loss = losses[lane]!;
      if (Number.isFinite(loss) && runs.weights(lane).every(Number.isFinite)) continue;
      end(lane, false, loss);
      runs.retire(lane);
    }
  }
  const losses = runs.losses();
  for (const lane of going) end(lane, true, losses[lane]!);
}
