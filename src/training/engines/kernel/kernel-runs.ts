// One run, or four side by side, set up in a kernel of their own: data and numbers in, weights and losses out.
import type { EngineState, Problem } from '../engine.ts';
import { huberDeltaOf } from '../../../shared/spec/spec.ts';
import { safeBound } from '../finite.ts';
import { sumOfSquares } from '../weights.ts';
import { instantiate, setGlobals, type Kernel } from './module.ts';
import { doublePlaces, memoriesOf, powerPlaces, runDoubles, runNumbers } from './run-numbers.ts';
import { layerFields, planRun, type Plan, type Way } from './plan.ts';

const lanes = 4;

/** Runs of one kind, set up to be trained. Its views of the memory hold as long as it does: the memory never grows again. */
export class KernelRuns {
  readonly kernel: Kernel;
  #problems: readonly Problem[];
  readonly #plan: Plan;
  readonly #floats: Float32Array;
  readonly #perRun: number;
  #bounded: { readonly l2: number; readonly huberDelta: number; readonly bound: number } | undefined;

  /**
   * @param problems one, or in the way `lanes` up to four that differ in nothing but numbers
   * @throws BackpropError `memory.exhausted`
   */
  constructor(module: WebAssembly.Module, way: Way, problems: readonly Problem[]) {
    const [{ spec }] = problems as [Problem];
    let plan: Plan | undefined;
    this.kernel = instantiate(module, (start) => (plan = planRun(spec, way, start)).end);
    this.#plan = plan!;
    this.#problems = problems;
    this.#floats = new Float32Array(this.kernel.memory.buffer);
    this.#perRun = way === 'lanes' ? 1 : lanes;
    setGlobals(this.kernel, this.#plan.globals);
    this.#writeData();
    this.#writeTraceOffsets();
    this.load(problems);
  }

  /** Begins anew, with runs of the same kind on the same data. */
  load(problems: readonly Problem[]): void {
    this.#problems = problems;
    this.kernel.position.value = 0;
    this.kernel.step.value = 0;
    this.#writeLayers();
    this.#writeNumbers();
    this.#writeMemories();
    problems.forEach(({ initialWeights }, lane) => this.setWeights(initialWeights, lane));
  }

  /** A copy of a run's weights, flat, in the order of `weightShapes`. */
  weights(lane = 0): Float32Array {
    return this.#read(this.#plan.globals.values, lane);
  }

  /** Copies a run's weights, as `weights` does, to an array of their number. */
  readWeights(lane: number, into: Float32Array): void {
    this.#read(this.#plan.globals.values, lane, into);
  }

  /** A copy of the gradient that was computed last, flat as the weights. */
  gradient(lane = 0): Float32Array {
    return this.#read(this.#plan.globals.gradient, lane);
  }

  setWeights(weights: Float32Array, lane = 0): void {
    this.#write(this.#plan.globals.values, weights, lane);
  }

  /** Where a single run stands. */
  state(): EngineState {
    const [power1, power2] = this.#powers() as [number, number];
    return {
      step: Number(this.kernel.step.value),
      weights: this.weights(),
      memories: this.#memories().map((array) => this.#read(array, 0)),
      powers: [this.#floats[power1]!, this.#floats[power2]!],
    };
  }

  /** Sets a single run to a state. */
  restore({ step, weights, memories, powers }: EngineState): void {
    const { rows, batchSize } = this.#plan.globals;
    this.kernel.step.value = step;
    this.kernel.position.value = (step * batchSize) % rows;
    this.setWeights(weights);
    this.#memories().forEach((array, k) => this.#write(array, memories[k]!, 0));
    this.#powers().forEach((at, k) => this.#floats.fill(powers[k]!, at, at + lanes));
  }

  /** In the way `wide`, what a layer holds of the first `count` rows of the batch that was computed last: `count` × units. */
  rowsOf(k: number, what: 'outputs' | 'deltas', count: number): Float32Array {
    const { units, width, [what]: address } = this.#plan.layers[k]!;
    const result = new Float32Array(count * units);
    for (let row = 0; row < count; row++) {
      const at = (address >> 2) + row * width;
      result.set(this.#floats.subarray(at, at + units), row * units);
    }
    return result;
  }

  /** Each run's loss on all data, float32, the penalty included. */
  losses(): number[] {
    const total = this.kernel.sumLoss();
    const totals = new Float64Array(this.kernel.memory.buffer, this.#plan.globals.totals, lanes);
    return this.#problems.map((problem, lane) =>
      lossOf(problem, this.#perRun === 1 ? totals[lane]! : total, () => this.weights(lane)),
    );
  }

  /** How many states of a single run `trace` keeps at most; none of a large network's. */
  get traceRows(): number {
    return this.#plan.traceRows;
  }

  /**
   * Makes a single run's steps and keeps the state after each of `ends`, counted from `made` steps ago; ends after a step
   * that leaves a parameter beyond the bound. Writes losses on all data and weights to arrays with room for them.
   * @returns how many states it kept
   */
  trace(ends: readonly number[], made: number, losses: Float64Array, weights: Float32Array): number {
    const { traceSums, traceWeights } = this.#plan.globals;
    const sums = new Float64Array(this.kernel.memory.buffer, traceSums, ends.length);
    for (let row = 0; row < ends.length; row++) sums[row] = ends[row]! - (ends[row - 1] ?? made);
    const kept = this.kernel.fillTrace(ends.length);
    const [problem] = this.#problems as [Problem];
    const width = problem.initialWeights.length;
    weights.set(this.#floats.subarray(traceWeights >> 2, (traceWeights >> 2) + kept * width));
    for (let row = 0; row < kept; row++) {
      losses[row] = lossOf(problem, sums[row]!, () => weights.subarray(row * width, (row + 1) * width));
    }
    return kept;
  }

  /**
   * A run that is over moves no more and disturbs no other. With these numbers no optimizer divides by zero or moves a
   * weight: AdaGrad and RMSProp divide by the first memory's root, RMSProp moves by the second memory.
   */
  retire(lane: number): void {
    const { values, memory1, memory2, parameterBytes, numbers } = this.#plan.globals;
    const fill = (array: number, value: number) => {
      if (array === 0) return;
      for (let at = array >> 2; at < (array + parameterBytes) >> 2; at += lanes) this.#floats[at + lane] = value;
    };
    fill(values, 0);
    fill(memory1, 1);
    fill(memory2, 0);
    // The learning rate is the first of the numbers.
    this.#floats[(numbers >> 2) + lane] = 0;
  }

  #memories(): number[] {
    const { memory1, memory2 } = this.#plan.globals;
    return [memory1, memory2].filter((array) => array !== 0);
  }

  /** Where a state's powers are among the numbers. */
  #powers(): number[] {
    return powerPlaces.map((place) => (this.#plan.globals.numbers >> 2) + place * lanes);
  }

  #write(array: number, values: Float32Array, lane: number): void {
    const [floats, stride] = [this.#floats, this.#stride];
    this.#eachStretch((place, first, count) => {
      const at = (array >> 2) + place + lane;
      for (let i = 0; i < count; i++) floats[at + i * stride] = values[first + i]!;
    });
  }

  #read(
    array: number,
    lane: number,
    values: Float32Array = new Float32Array(this.#problems[0]!.initialWeights.length),
  ): Float32Array {
    const [floats, stride] = [this.#floats, this.#stride];
    this.#eachStretch((place, first, count) => {
      const at = (array >> 2) + place + lane;
      for (let i = 0; i < count; i++) values[first + i] = floats[at + i * stride]!;
    });
    return values;
  }

  /** From one parameter to the next of a row: in the way `lanes` every number is a vector. */
  get #stride(): number {
    return this.#perRun === 1 ? lanes : 1;
  }

  /**
   * Visits the parameters in their flat order by stretches that lie a stride apart: the place of the first in an array of
   * them, its index, and how many there are.
   */
  #eachStretch(visit: (place: number, first: number, count: number) => void): void {
    let index = 0;
    for (const { rows, columns, stretch, offset } of this.#plan.placed) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column += stretch) {
          const count = Math.min(stretch, columns - column);
          visit(offset(row, column) >> 2, index, count);
          index += count;
        }
      }
    }
  }

  #writeData(): void {
    const { data } = this.#problems[0]!;
    const { inputs, labels } = this.#plan.globals;
    const { width } = this.#plan.layers.at(-1)!;
    this.#floats.set(data.inputs, inputs >> 2);
    for (let row = 0; row < data.rows; row++) {
      const row_ = data.labels.subarray(row * data.outputs, (row + 1) * data.outputs);
      this.#floats.set(row_, (labels >> 2) + row * width);
    }
  }

  #writeTraceOffsets(): void {
    if (this.traceRows === 0) return;
    const words = new Int32Array(this.kernel.memory.buffer, this.#plan.globals.traceOffsets);
    this.#eachStretch((place, first, count) => {
      for (let i = 0; i < count; i++) words[first + i] = (place + i) * 4;
    });
  }

  #writeLayers(): void {
    const words = new Int32Array(this.kernel.memory.buffer);
    this.#plan.layers.forEach((layer, k) => {
      const at = (this.#plan.globals.layers >> 2) + k * 16;
      for (let lane = 0; lane < lanes; lane++) {
        const slope = this.#problemOf(lane).spec.network.layers[k]!.slope;
        this.#floats[at + lane] = slope ?? layer.slope;
      }
      words.set(layerFields(layer), at + lanes);
    });
  }

  #writeNumbers(): void {
    const bound = this.#bound();
    const { numbers } = this.#plan.globals;
    const doubles = new Float64Array(this.kernel.memory.buffer);
    for (let lane = 0; lane < lanes; lane++) {
      const { spec } = this.#problemOf(lane);
      runNumbers(spec, bound).forEach((value, place) => {
        this.#floats[(numbers >> 2) + place * lanes + lane] = value;
      });
      runDoubles(spec).forEach((value, k) => (doubles[(numbers >> 3) + doublePlaces[k]! * 2 + lane] = value));
    }
  }

  /**
   * The strictest of the runs' safe bounds, which they share. Runs of one kind differ in two of the numbers that it depends
   * on, and the larger these are, the stricter it is.
   */
  #bound(): number {
    const [{ spec, data }] = this.#problems as [Problem];
    const l2 = Math.max(...this.#problems.map(({ spec }) => spec.l2 ?? 0));
    const huberDelta = Math.max(...this.#problems.map(({ spec }) => huberDeltaOf(spec)));
    if (this.#bounded?.l2 !== l2 || this.#bounded.huberDelta !== huberDelta) {
      this.#bounded = { l2, huberDelta, bound: safeBound({ spec: { ...spec, l2, huberDelta }, data }) };
    }
    return this.#bounded.bound;
  }

  #writeMemories(): void {
    const { memory1, memory2, parameterBytes } = this.#plan.globals;
    for (let lane = 0; lane < lanes; lane++) {
      memoriesOf(this.#problemOf(lane).spec.optimizer).forEach((initial, k) => {
        const start = (k === 0 ? memory1 : memory2) >> 2;
        for (let at = 0; at < parameterBytes >> 2; at += lanes) this.#floats[start + at + lane] = initial;
      });
    }
  }

  /** The run in a lane; one run is in all, and fewer than four leave the last in those that are left. */
  #problemOf(lane: number): Problem {
    return this.#problems[Math.min(lane, this.#problems.length - 1)]!;
  }
}

/** The loss on all data, float32, from the sum of its terms and the weights, which the penalty is made of. */
function lossOf({ spec, data }: Problem, sum: number, weights: () => Float32Array): number {
  const { loss, l2 = 0 } = spec;
  const terms = loss === 'categoricalCrossEntropy' ? data.rows : data.rows * data.outputs;
  return Math.fround(sum / terms + (l2 > 0 ? l2 * sumOfSquares(spec, weights()) : 0));
}
