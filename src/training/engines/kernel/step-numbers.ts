// One step of a run in the kernel, with what it computes on the way. Knows nothing of formulas: what the kernel doesn't
// keep is made of this elsewhere.
import { isJoint, layersOf, type RunSpec } from '../../../shared/spec/spec.ts';
import { batchAt } from '../../data/dataset.ts';
import type { Problem, StepNumbers } from '../engine.ts';
import { matricesOf, sumOfSquares } from '../weights.ts';
import type { KernelRuns } from './kernel-runs.ts';

/** Makes the next step of a single run in the way `wide`. */
export function recordStep(runs: KernelRuns, { spec, data }: Problem): StepNumbers {
  const { kernel } = runs;
  const before = runs.state();
  const learningRate = kernel.rateInForce();
  const { start, end } = batchAt(before.step, spec.training.batchSize, data.rows);
  const count = end - start;
  const layers = layersOf(spec);
  const last = layers.length - 1;
  const keepsSums = isJoint(spec) && layers[last]!.activation === 'sigmoid';
  const values: Record<string, Float32Array> = {};

  kernel.differentiate(start, end);
  layers.forEach(({ activation }, k) => {
    const name = k === last ? 'y' : `a${k + 1}`;
    if (k < last || !keepsSums) values[name] = runs.rowsOf(k, 'outputs', count);
    const byOutput = k === last ? 'dy' : `da${k + 1}`;
    values[activation === 'linear' ? byOutput : `dz${k + 1}`] = runs.rowsOf(k, 'deltas', count);
  });

  kernel.writeLossTerms(start, end);
  if (keepsSums) values['y'] = runs.rowsOf(last, 'outputs', count);
  const terms = runs.rowsOf(last, 'deltas', count);

  kernel.makeSteps(1);
  return {
    before,
    after: runs.state(),
    learningRate,
    values: { ...values, ...matricesOf(spec, runs.gradient(), 'd'), ...lossesOf(spec, terms, count, before.weights) },
  };
}

/** The losses of rows and batch, summed in double precision as the loss on all data is, and the penalty. */
function lossesOf(
  spec: RunSpec,
  terms: Float32Array,
  rows: number,
  weights: Float32Array,
): Record<string, Float32Array> {
  const units = terms.length / rows;
  const divisor = spec.loss === 'categoricalCrossEntropy' ? 1 : units;
  const sums = Array.from({ length: rows }, (_, row) =>
    terms.subarray(row * units, (row + 1) * units).reduce((sum, term) => sum + term, 0),
  );
  const mean = sums.reduce((total, sum) => total + sum, 0) / (rows * divisor);
  const lambda = spec.l2 ?? 0;
  const penalty = lambda * sumOfSquares(spec, weights);
  return {
    l: Float32Array.from(sums, (sum) => sum / divisor),
    L: Float32Array.of(mean + penalty),
    ...(lambda > 0 ? { P: Float32Array.of(penalty) } : {}),
  };
}
