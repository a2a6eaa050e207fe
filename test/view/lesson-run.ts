// The lesson's run in a few dozen lines of plain float32 arithmetic: what the view is fed with. Gradient descent only.
import MersenneTwister from 'mersenne-twister';
import type { Progress, RunStart } from '../../src/shared/messages/protocol.ts';
import { Series } from '../../src/shared/run/series.ts';
import { recordEvery, weightCount, weightShapes, type RunSpec } from '../../src/shared/spec/spec.ts';

const f = Math.fround;

/** `w1` and `w2` before the first step, as the lesson prints them. */
const initialWeights = Float32Array.of(
  ...[-0.8113182, 1.4845988, 0.06532937, -2.4427042, 0.0992484, 0.5912243],
  ...[-0.8113182, 1.4845988, 0.06532937],
);

export interface LessonRun {
  readonly start: RunStart;
  readonly progress: Progress;
  /** The first step after which a weight or the loss is not finite. */
  readonly divergedAt: number | undefined;
}

export function lessonRun(spec: RunSpec): LessonRun {
  if (spec.data.kind !== 'lesson') throw new Error('only the lesson is trained here');
  const { samples, seed } = spec.data;
  const { learningRate } = spec.optimizer;
  const { steps, batchSize, reportEvery } = spec.training;
  const random = new MersenneTwister(seed);
  const X = Array.from({ length: samples }, () => [random.random_long(), random.random_long()] as const);
  const Y = X.map(([x0, x1]) => (x0 + x1 < 1 ? 1 : 0));
  const w = initialWeights.slice();

  const predict = ([x0, x1]: readonly [number, number]) => {
    const a = [0, 1, 2].map((j) => f(f(f(x0) * w[j]!) + f(f(x1) * w[3 + j]!)));
    return { a, y: f(f(f(a[0]! * w[6]!) + f(a[1]! * w[7]!)) + f(a[2]! * w[8]!)) };
  };
  const loss = () => f(X.reduce((sum, x, row) => sum + (predict(x).y - Y[row]!) ** 2, 0) / samples);
  const train = (step: number) => {
    const from = (step * batchSize) % samples;
    const rows = X.slice(from, from + batchSize);
    const gradient = new Float64Array(9);
    rows.forEach((x, row) => {
      const { a, y } = predict(x);
      const error = (2 * (y - Y[from + row]!)) / rows.length;
      for (let j = 0; j < 3; j++) {
        gradient[j]! += error * f(x[0]) * w[6 + j]!;
        gradient[3 + j]! += error * f(x[1]) * w[6 + j]!;
        gradient[6 + j]! += error * a[j]!;
      }
    });
    gradient.forEach((g, index) => (w[index] = f(w[index]! - f(f(learningRate) * f(g)))));
  };

  const series = new Series(weightCount(weightShapes(spec)));
  let step = 0;
  let divergedAt: number | undefined;
  for (; step < steps && divergedAt === undefined; step++) {
    train(step);
    // Of weights below this the loss is surely finite.
    const isFinite =
      w.every((weight) => Math.abs(weight) < 1e9) || (w.every(Number.isFinite) && Number.isFinite(loss()));
    if (!isFinite) divergedAt = step;
    if (step % recordEvery(spec) === 0 || step % reportEvery === 0 || step === steps - 1 || !isFinite)
      series.push(step, loss(), w.slice());
  }
  return {
    start: { initialWeights, limit: leastLoss(X, Y) },
    progress: { points: series.points(), done: step, elapsedMs: step / 400 },
    divergedAt,
  };
}

/** Least squares without a bias, by the normal equations of two unknowns. */
function leastLoss(X: readonly (readonly [number, number])[], Y: readonly number[]): number {
  const sum = (value: (x0: number, x1: number, y: number) => number) =>
    X.reduce((total, [x0, x1], row) => total + value(x0, x1, Y[row]!), 0);
  const [s00, s01, s11] = [sum((a) => a * a), sum((a, b) => a * b), sum((_, b) => b * b)];
  const [t0, t1] = [sum((a, _, y) => a * y), sum((_, b, y) => b * y)];
  const determinant = s00 * s11 - s01 * s01;
  const [v0, v1] = [(t0 * s11 - t1 * s01) / determinant, (s00 * t1 - s01 * t0) / determinant];
  return sum((x0, x1, y) => (v0 * x0 + v1 * x1 - y) ** 2) / X.length;
}
