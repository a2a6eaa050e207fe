// A batch of runs as it travels between threads: what its specs share once, and columns of the numbers by which they
// differ; what came of it in columns too. One object a run would cost more on its way than a short run costs to train.
import { weightCount, weightShapes, type RunSpec } from '../spec/spec.ts';

/** Specs that follow one another and differ in nothing but numbers. */
export interface PackedSpecs {
  readonly first: RunSpec;
  readonly count: number;
  /** The numbers that differ: where they are in a spec, and one for each. */
  readonly columns: readonly { readonly path: readonly string[]; readonly values: Float64Array }[];
}

/** What came of a batch: a place in each column for each run, in the order of the specs. */
export interface BatchResults {
  /** Steps that the run made: all of its spec, unless it diverged. */
  readonly made: Float64Array;
  /** 1 where every weight and the loss are finite, else 0. */
  readonly finite: Uint8Array;
  /** Loss on all data after the last step. */
  readonly losses: Float32Array;
  /** All weights after the last step, flat, one run's after another's. */
  readonly weights: Float32Array;
  /** Where among the weights those of each run begin, and where the last run's end. */
  readonly offsets: Uint32Array;
}

/** Columns for what will come of these runs. */
export function resultsFor(specs: readonly RunSpec[]): BatchResults {
  const offsets = new Uint32Array(specs.length + 1);
  let layers: RunSpec['network']['layers'] | undefined;
  let count = 0;
  specs.forEach((spec, run) => {
    // Runs side by side mostly share their layers.
    if (spec.network.layers !== layers) count = weightCount(weightShapes(spec));
    layers = spec.network.layers;
    offsets[run + 1] = offsets[run]! + count;
  });
  return {
    made: new Float64Array(specs.length),
    finite: new Uint8Array(specs.length),
    losses: new Float32Array(specs.length),
    weights: new Float32Array(offsets[specs.length]!),
    offsets,
  };
}

/** A view of one run's weights. */
export function weightsOf({ weights, offsets }: BatchResults, run: number): Float32Array {
  return weights.subarray(offsets[run], offsets[run + 1]);
}

/** Puts what came of some runs that follow one another in their place among all. */
export function place(results: BatchResults, part: BatchResults, start: number): void {
  results.made.set(part.made, start);
  results.finite.set(part.finite, start);
  results.losses.set(part.losses, start);
  results.weights.set(part.weights, results.offsets[start]);
}

/** The specs in as few packs as their order allows. */
export function packSpecs(specs: readonly RunSpec[]): PackedSpecs[] {
  const packs: PackedSpecs[] = [];
  for (let next = 0; next < specs.length; next += packs.at(-1)!.count) packs.push(packFrom(specs, next));
  return packs;
}

function packFrom(specs: readonly RunSpec[], start: number): PackedSpecs {
  const first = specs[start]!;
  const columns = new Map<string, PackedSpecs['columns'][number]>();
  let end = start + 1;
  for (; end < specs.length; end++) {
    const differences: Difference[] = [];
    if (!differInNumbers(first, specs[end]!, [], differences)) break;
    for (const { path, before, after } of differences) {
      const key = path.join('.');
      const column = columns.get(key) ?? { path, values: new Float64Array(specs.length - start).fill(before) };
      columns.set(key, column);
      column.values[end - start] = after;
    }
  }
  const count = end - start;
  return {
    first,
    count,
    columns: Array.from(columns.values(), ({ path, values }) => ({ path, values: values.slice(0, count) })),
  };
}

interface Difference {
  readonly path: readonly string[];
  readonly before: number;
  readonly after: number;
}

/**
 * Whether two specs, or their parts at the same path, differ in nothing but numbers, and not in their data. The numbers are
 * added to `differences`.
 */
function differInNumbers(a: unknown, b: unknown, path: string[], differences: Difference[]): boolean {
  if (Object.is(a, b)) return true;
  if (path[0] === 'data' && typeof a !== 'object') return false;
  if (typeof a === 'number' && typeof b === 'number') {
    differences.push({ path: [...path], before: a, after: b });
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    path.push(key);
    const isAlike = Object.hasOwn(b, key) && differInNumbers(a[key as never], b[key as never], path, differences);
    path.pop();
    return isAlike;
  });
}

/** The specs again, in their order. What specs of one pack share is one object. */
export function unpackSpecs(packs: readonly PackedSpecs[]): RunSpec[] {
  return packs.flatMap(({ first, count, columns }) =>
    Array.from({ length: count }, (_, run) =>
      columns.reduce((spec, { path, values }) => replaced(spec, path, values[run]!), first),
    ),
  );
}

/** A copy with another number at a path; what isn't on the path is the same object. */
function replaced<Whole extends object>(whole: Whole, [key, ...rest]: readonly string[], value: number): Whole {
  const part = rest.length === 0 ? value : replaced(whole[key as never] as object, rest, value);
  const copy: object = Array.isArray(whole) ? [...(whole as unknown[])] : { ...whole };
  return Object.assign(copy, { [key!]: part }) as Whole;
}
