// One run, or four side by side, set up in a kernel of their own: data and numbers in, weights and losses out.
import { weightShapes } from '../../shared/spec.ts';
import type { Problem } from '../engine.ts';
import { safeBound } from '../finite.ts';
import { instantiate, setGlobals, type Kernel } from './module.ts';
import { memoriesOf, runNumbers } from './numbers.ts';
import { layerFields, planRun, type Plan, type Way } from './plan.ts';

const lanes = 4;

/** Runs of one kind, set up to be trained. Its views of the memory hold as long as it does: the memory never grows again. */
export class KernelRuns {
  readonly kernel: Kernel;
  #problems: readonly Problem[];
  readonly #plan: Plan;
  readonly #floats: Float32Array;
  readonly #perRun: number;

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

  /** A copy of the gradient that was computed last, flat as the weights. */
  gradient(lane = 0): Float32Array {
    return this.#read(this.#plan.globals.gradient, lane);
  }

  setWeights(weights: Float32Array, lane = 0): void {
    let next = 0;
    this.#each((at) => (this.#floats[(this.#plan.globals.values >> 2) + at + lane] = weights[next++]!));
  }

  /** Each run's loss on all data, float32, the penalty included. */
  losses(): number[] {
    const { spec, data } = this.#problems[0]!;
    const total = this.kernel.sumLoss();
    const totals = new Float64Array(this.kernel.memory.buffer, this.#plan.globals.totals, lanes);
    const terms = spec.loss === 'categoricalCrossEntropy' ? data.rows : data.rows * data.outputs;
    return this.#problems.map(({ spec: { l2 = 0 } }, lane) => {
      const sum = this.#perRun === 1 ? totals[lane]! : total;
      return Math.fround(sum / terms + (l2 > 0 ? l2 * this.#sumOfSquares(this.weights(lane)) : 0));
    });
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

  #sumOfSquares(weights: Float32Array): number {
    let sum = 0;
    let offset = 0;
    for (const { name, rows, columns } of weightShapes(this.#problems[0]!.spec)) {
      const end = offset + rows * columns;
      if (name.startsWith('w')) for (let i = offset; i < end; i++) sum += weights[i]! ** 2;
      offset = end;
    }
    return sum;
  }

  #read(array: number, lane: number): Float32Array {
    const values = new Float32Array(this.#problems[0]!.initialWeights.length);
    let next = 0;
    this.#each((at) => (values[next++] = this.#floats[(array >> 2) + at + lane]!));
    return values;
  }

  /** Visits the parameters in their flat order, each by its place in an array of them. */
  #each(visit: (at: number) => void): void {
    for (const { rows, columns, offset } of this.#plan.placed) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) visit(offset(row, column) >> 2);
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
    // Four runs share the strictest bound.
    const bound = Math.min(...this.#problems.map(safeBound));
    for (let lane = 0; lane < lanes; lane++) {
      runNumbers(this.#problemOf(lane).spec, bound).forEach((value, place) => {
        this.#floats[(this.#plan.globals.numbers >> 2) + place * lanes + lane] = value;
      });
    }
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
