// The record of one step: what an engine computed, and the rest made of it by the quantities' rules, in float32 and in
// the order in which the engines add, so that every number is the one that the trainer had.
import { compile } from '../../shared/formula/evaluate.ts';
import { quantitiesOf } from '../../shared/step/quantities.ts';
import type { RuledQuantity } from '../../shared/step/rule.ts';
import type { LossChange, StepRecord } from '../../shared/step/step.ts';
import { updateRule } from '../../shared/step/update-rules.ts';
import { batchAt } from '../data/dataset.ts';
import { makeDoubleLoss } from '../check/double.ts';
import type { EngineState, Problem, StepNumbers } from '../engines/engine.ts';
import { matricesOf } from '../engines/weights.ts';

type Values = Record<string, Float32Array>;

/** @param numbers what an engine gave of a step of the problem */
export function makeRecord(problem: Problem, numbers: StepNumbers): StepRecord {
  const { spec, data } = problem;
  const { step } = numbers.before;
  const batch = batchAt(step, spec.training.batchSize, data.rows);
  const quantities = quantitiesOf(spec, step, batch.end - batch.start);
  const known: Values = {
    X: data.inputs.slice(batch.start * data.columns, batch.end * data.columns),
    y_: data.labels.slice(batch.start * data.outputs, batch.end * data.outputs),
    ...matricesOf(spec, numbers.before.weights),
    ...numbers.values,
    lr: Float32Array.of(numbers.learningRate),
    ...powersByName(problem, numbers.before),
    ...memoriesByName(problem, numbers.before, ''),
    ...memoriesByName(problem, numbers.after, "'"),
    ...matricesOf(spec, numbers.after.weights, 'new.'),
  };
  const byId = new Map(quantities.map((quantity) => [quantity.id, quantity]));
  const values: Values = {};
  for (const quantity of quantities) {
    values[quantity.id] = known[quantity.id] ?? compute(quantity, values, byId);
  }
  const lossChange = lossChangeOf(problem, numbers);
  return { spec, step, batch: { start: batch.start, end: batch.end }, values, lossChange, breakdown: null };
}

/** What the optimizer remembers, by the ids of `quantities.ts`: `m.W1`, after the step `m'.W1`. */
function memoriesByName({ spec }: Problem, { step, memories }: EngineState, mark: string): Values {
  const { slots } = updateRule(spec.optimizer, step);
  return Object.assign(
    {},
    ...memories.map((memory, k) => matricesOf(spec, memory, `${slots[k]!.base}${mark}.`)),
  ) as Values;
}

/** What the engine has of the powers of Adam's betas, by the ids of `quantities.ts`. */
function powersByName({ spec }: Problem, { powers }: EngineState): Values {
  const name = spec.optimizer.kind === 'adamw' ? 'correction' : 'power';
  return { [`${name}1`]: Float32Array.of(powers[0]), [`${name}2`]: Float32Array.of(powers[1]) };
}

/** A quantity's numbers by its rule, from those before it. */
function compute(
  { id, rule, rows, columns }: RuledQuantity,
  values: Values,
  byId: ReadonlyMap<string, RuledQuantity>,
): Float32Array {
  const result = new Float32Array(rows.count * columns.count);
  /** A row of numbers as a matrix in which it stands in every row. */
  const broadcast = (quantity: string): Float32Array => {
    const numbers = values[quantity]!;
    const isRow = rows.count > 1 && byId.get(quantity)!.rows.count === 1 && numbers.length > 1;
    return isRow ? Float32Array.from(result, (_, i) => numbers[i % columns.count]!) : numbers;
  };
  if (rule.kind === 'elementwise') {
    const at = compile(rule.of, (quantity) => values[quantity]!);
    return result.map((_, i) => at(i));
  }
  if (rule.kind !== 'matrixProduct') throw new Error(`the engine gave no ${id}`);
  const [left, right] = [rule.left, rule.right].map(({ quantity, transposed }) => {
    const numbers = values[quantity]!;
    const width = byId.get(quantity)!.columns.count;
    return { numbers, inner: numbers.length / width, width, transposed };
  }) as [Operand, Operand];
  const terms = left.transposed ? left.inner : left.width;
  const [leftRow, leftTerm] = left.transposed ? [1, left.width] : [left.width, 1];
  const [rightTerm, rightColumn] = right.transposed ? [1, right.width] : [right.width, 1];
  const plus = rule.plus.map((formula) => compile(formula, broadcast));
  for (let row = 0; row < rows.count; row++) {
    for (let column = 0; column < columns.count; column++) {
      let sum = -0;
      for (let k = 0; k < terms; k++) {
        const a = left.numbers[row * leftRow + k * leftTerm]!;
        const b = right.numbers[k * rightTerm + column * rightColumn]!;
        sum = Math.fround(sum + Math.fround(a * b));
      }
      const i = row * columns.count + column;
      result[i] = plus.reduce((total, added) => Math.fround(total + added(i)), sum);
    }
  }
  return result;
}

interface Operand {
  readonly numbers: Float32Array;
  readonly inner: number;
  readonly width: number;
  readonly transposed: boolean;
}

/** How far to either side the loss is looked at for its curvature, as a share of the weights' size. */
const reach = 1e-4;

function lossChangeOf(problem: Problem, { before, after, values }: StepNumbers): LossChange {
  const { spec, data } = problem;
  const loss = makeDoubleLoss(problem, batchAt(before.step, spec.training.batchSize, data.rows));
  const from = before.weights;
  // Not `Float64Array.from` with a function, which goes through an iterator: some networks have many weights.
  const move = Float64Array.from(after.weights).map((w, i) => w - from[i]!);
  let [firstOrder, offset] = [0, 0];
  for (const name of Object.keys(matricesOf(spec, from))) {
    const gradient = values[`d${name}`]!;
    gradient.forEach((g, i) => (firstOrder += move[offset + i]! * g));
    offset += gradient.length;
  }
  const here = loss(from);
  const along = (t: number) => loss(move.map((change, i) => from[i]! + t * change));
  const actual = loss(after.weights) - here;
  const t = (reach * (norm(from) || 1)) / norm(move);
  // ΔᵀHΔ: the second derivative of the loss by t.
  const curvature = (along(t) - 2 * here + along(-t)) / t ** 2;
  return { firstOrder, actual, overshoot: firstOrder < 0 ? curvature / -firstOrder : NaN };
}

/** √Σx² */
export function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum);
}
