// A step's gradients in three ways: the kernel's chain rule, TensorFlow.js's automatic differentiation, and central
// differences in double precision, each against the others.
import type { GradientCheck, ParameterCheck } from '../../shared/step/step.ts';
import { layersOf, weightCount, weightShapes } from '../../shared/spec/spec.ts';
import { batchAt, type Rows } from '../data/dataset.ts';
import { makeSlopes } from './differences.ts';
import type { EngineState, Problem, ReplayEngine } from '../engines/engine.ts';
import { termSizes } from './term-sizes.ts';
import type { Surroundings } from '../run/trainer.ts';

/** Differences up to this are the rounding of float32, given the floor below. */
const tolerance = 1e-3;
/** A gradient far smaller than the terms that it is summed from is what rounding left: it counts as large as this share. */
const floor = 2 ** -10;
/** Multiplications that all differences of a step may take, about: a fraction of a second. */
const budget = 1e8;
/** Of each matrix at least so many differences are taken. */
const leastSampled = 4;
/** Where the slopes to both sides differ by so much, in proportion to the gradient's terms, there is a kink. */
const kink = 1e-3;
/** Time to compute before messages are let in. */
const sliceMs = 8;

/**
 * Null where the answer is not waited for any more.
 * @param state before the step
 */
export async function checkGradients(
  problem: Problem,
  state: EngineState,
  [kernel, tfjs]: readonly [ReplayEngine, ReplayEngine],
  surroundings: Surroundings,
  isStale: () => boolean,
): Promise<GradientCheck | null> {
  const { spec, data } = problem;
  const rows = batchAt(state.step, spec.training.batchSize, data.rows);
  const [byHand, automatic] = [kernel, tfjs].map((engine) => {
    engine.restore(state);
    return engine.record().values;
  }) as [Values, Values];
  const sizes = termSizes(problem, rows, state.weights);
  const slopes = makeSlopes(problem, rows, state.weights);
  const shapes = weightShapes(spec);
  const samples = sampleSize(problem, rows, shapes.length);
  const parameters: ParameterCheck[] = [];
  let offset = 0;
  let sliceStart = surroundings.now();
  for (const { quantity: parameter, rows, columns } of shapes) {
    const quantity = `d${parameter}`;
    const [hand, auto] = [byHand[quantity]!, automatic[quantity]!];
    const differences = new Float64Array(hand.length).fill(NaN);
    const size = sizes.subarray(offset, offset + hand.length);
    const sample = sampleOf(hand, samples);
    const least = (i: number) => floor * size[i]!;
    const relativeWith = (i: number, slope: number) =>
      Number.isFinite(hand[i]) && Number.isFinite(auto[i])
        ? relativeSpread([hand[i]!, auto[i]!, slope], least(i))
        : NaN;
    for (const i of sample) {
      differences[i] = slopes.difference(offset + i, kink * size[i]!);
      if (relativeWith(i, differences[i]) > tolerance) {
        const near = slopes.near(offset + i);
        differences[i] = relativeSpread(near, least(i)) > tolerance ? NaN : near[0]!;
      }
      if (surroundings.now() - sliceStart < sliceMs) continue;
      await surroundings.yieldToMessages();
      if (isStale()) return null;
      sliceStart = surroundings.now();
    }
    const relative = Float64Array.from(hand, (_, i) => relativeWith(i, differences[i]!));
    const largest = relative.reduce((most, next) => Math.max(most, next), 0);
    parameters.push({
      quantity,
      rows,
      columns,
      byHand: hand,
      automatic: auto,
      differences,
      sampled: sample.length,
      relative,
      largest,
    });
    offset += hand.length;
  }
  return { step: state.step, parameters, largest: largestOf(parameters), tolerance };
}

type Values = Readonly<Record<string, Float32Array>>;

/** How many parameters of each matrix the budget allows. */
function sampleSize({ spec }: Problem, { start, end }: Rows, matrices: number): number {
  const cost = 2 * (end - start) * weightCount(weightShapes(spec)) + layersOf(spec).length;
  return Math.max(leastSampled, Math.floor(budget / (cost * matrices)));
}

/** All places, or so many: half of them those of the largest gradients, half evenly spread. */
function sampleOf(gradient: Float32Array, count: number): number[] {
  const places = Array.from(gradient.keys());
  if (gradient.length <= count) return places;
  const half = Math.ceil(count / 2);
  const largest = places.sort((a, b) => Math.abs(gradient[b]!) - Math.abs(gradient[a]!)).slice(0, half);
  const spread = Array.from({ length: count - half }, (_, k) => Math.floor((k * gradient.length) / (count - half)));
  return [...new Set([...largest, ...spread])].sort((a, b) => a - b);
}

/** The largest difference between any two of the numbers that there are, in proportion to the largest of them or `least`. */
function relativeSpread(values: readonly number[], least: number): number {
  const known = values.filter((value) => !Number.isNaN(value));
  const difference = Math.max(...known) - Math.min(...known);
  return difference === 0 ? 0 : difference / Math.max(...known.map(Math.abs), least);
}

function largestOf(parameters: readonly ParameterCheck[]): GradientCheck['largest'] {
  const { quantity, columns, relative, largest } =
    parameters.find((parameter) => Number.isNaN(parameter.largest)) ??
    parameters.reduce((most, next) => (next.largest > most.largest ? next : most));
  const at = relative.findIndex((difference) => Object.is(difference, largest));
  return { difference: largest, cell: { quantity, row: Math.floor(at / columns), column: at % columns } };
}
