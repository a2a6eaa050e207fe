// The quantities of a step up to its gradients: the batch, the forward pass, and the chain rule back through it.
// A layer without an activation has no sums of its own: its z is its a.
import { activationFormulas, lossFormulas, type LossFormulas } from './chain-rules.ts';
import { minus, number, product, quotient, square, sum, type Formula } from '../formula/formula.ts';
import type { Rule, RuledQuantity } from './rule.ts';
import { huberDeltaOf, isJoint, layersOf, type Layer, type RunSpec } from '../spec/spec.ts';
import type { Axis, Quantity, Role, Stage } from './step.ts';

const one: Axis = { kind: 'one', layer: 0, count: 1 };
const rowAxis = (count: number): Axis => ({ kind: 'row', layer: 0, count });
const unitAxis = (layer: number, count: number): Axis => ({ kind: 'unit', layer, count });

function symbol(quantity: string, base: string, sub?: string | number): Formula {
  return { kind: 'symbol', quantity, base, ...(sub === undefined ? {} : { sub: String(sub) }) };
}
const L = symbol('L', 'L');
const by = (quantity: string, of: Formula): Formula => ({ kind: 'derivative', quantity, of: L, by: of });
const transpose = (of: Formula): Formula => ({ kind: 'transpose', of });
const matrixProduct = (left: Formula, right: Formula): Formula => ({ kind: 'matrixProduct', left, right });
const operand = (quantity: string, transposed = false) => ({ quantity, transposed });

/** What layer k gives, from 0 for the inputs. The only hidden layer's is a, as the lesson calls it. */
function outputOf(k: number, layers: number): { id: string; symbol: Formula } {
  if (k === 0) return { id: 'X', symbol: symbol('X', 'X') };
  if (k === layers) return { id: 'y', symbol: symbol('y', 'y') };
  const id = `a${k}`;
  return { id, symbol: layers === 2 ? symbol(id, 'a') : symbol(id, 'a', k) };
}
const weights = (k: number) => symbol(`W${k}`, 'W', k);
const biases = (k: number) => symbol(`b${k}`, 'b', k);
const sums = (k: number) => symbol(`z${k}`, 'z', k);

type Part = Pick<Quantity, 'id' | 'role' | 'layer' | 'symbol' | 'formula' | 'rows' | 'columns'> & {
  readonly rule: Rule;
};
const inStage =
  (stage: Stage) =>
  (part: Part): RuledQuantity => ({ ...part, stage, parameter: null, slot: null });
const given = (id: string, role: Role, layer: number, of: Formula, rows: Axis, columns: Axis): Part => ({
  id,
  role,
  layer,
  symbol: of,
  formula: null,
  rows,
  columns,
  rule: { kind: 'given' },
});

/** The batch, every layer's weights, sums and outputs, the errors and the losses. */
export function forward(spec: RunSpec, rows: number): RuledQuantity[] {
  const layers = layersOf(spec);
  const count = layers.length;
  const batch = rowAxis(rows);
  const outputs = unitAxis(count, layers.at(-1)!.units);
  return [
    ...[
      given('X', 'inputs', 0, symbol('X', 'X'), batch, unitAxis(0, spec.network.inputs)),
      given('y_', 'labels', count, symbol('y_', 'y_'), batch, outputs),
    ].map(inStage('batch')),
    ...[
      ...layers.flatMap((layer, k) => forwardLayer(layer, k + 1, count, batch)),
      elementwise('e', 'errors', count, symbol('e', 'e'), minus(symbol('y', 'y'), symbol('y_', 'y_')), batch, outputs),
      ...lossesOf(spec, rows, batch),
    ].map(inStage('forward')),
  ];
}

function elementwise(
  id: string,
  role: Role,
  layer: number | null,
  of: Formula,
  formula: Formula,
  rows: Axis,
  columns: Axis,
): Part {
  return { id, role, layer, symbol: of, formula, rows, columns, rule: { kind: 'elementwise', of: formula } };
}

function forwardLayer(
  { inputs, units, activation, slope, bias }: Layer,
  k: number,
  count: number,
  batch: Axis,
): Part[] {
  const [before, after] = [outputOf(k - 1, count), outputOf(k, count)];
  const columns = unitAxis(k, units);
  const dot = matrixProduct(before.symbol, weights(k));
  const linear: Pick<Part, 'formula' | 'rule'> = {
    formula: bias ? sum(dot, biases(k)) : dot,
    rule: { kind: 'matrixProduct', left: operand(before.id), right: operand(`W${k}`), plus: bias ? [biases(k)] : [] },
  };
  const output = { id: after.id, role: 'outputs', layer: k, symbol: after.symbol, rows: batch, columns } as const;
  const activated = activationFormulas[activation](sums(k), slope);
  return [
    given(`W${k}`, 'weights', k, weights(k), unitAxis(k - 1, inputs), columns),
    ...(bias ? [given(`b${k}`, 'biases', k, biases(k), one, columns)] : []),
    ...(activated === null
      ? [{ ...output, ...linear }]
      : [
          { id: `z${k}`, role: 'sums', layer: k, symbol: sums(k), rows: batch, columns, ...linear } as const,
          { ...output, formula: activated.formula, rule: activated.rule(`z${k}`) },
        ]),
  ];
}

function formulasOf(spec: RunSpec): LossFormulas {
  const delta = number(huberDeltaOf(spec), 'δ');
  const layers = layersOf(spec);
  const symbols = { y: symbol('y', 'y'), y_: symbol('y_', 'y_'), e: symbol('e', 'e'), z: sums(layers.length), delta };
  return lossFormulas[spec.loss](symbols, isJoint(spec));
}

/** The losses of the rows and of the batch. */
function lossesOf(spec: RunSpec, rows: number, batch: Axis): Part[] {
  const { units } = layersOf(spec).at(-1)!;
  const { term } = formulasOf(spec);
  const isMean = spec.loss !== 'categoricalCrossEntropy';
  const ofTerm = isMean ? quotient(term, number(units)) : term;
  const l = symbol('l', 'l');
  const row: Part =
    units === 1
      ? elementwise('l', 'rowLosses', null, l, term, batch, one)
      : {
          id: 'l',
          role: 'rowLosses',
          layer: null,
          symbol: l,
          formula: { kind: isMean ? 'mean' : 'total', over: 'columns', of: term },
          rows: batch,
          columns: one,
          rule: { kind: 'sum', over: 'columns', of: [ofTerm], plus: [] },
        };
  const single = { layer: null, rows: one, columns: one };
  const mean: Formula = { kind: 'mean', over: 'rows', of: l };
  const lambda = spec.l2 ?? 0;
  const P = symbol('P', 'P');
  const squares = layersOf(spec).map((_, k) => square(weights(k + 1)));
  const penalty: Part = {
    id: 'P',
    role: 'penalty',
    symbol: P,
    ...single,
    formula: product(number(lambda, 'λ'), sum(...squares.map((of): Formula => ({ kind: 'total', over: 'all', of })))),
    rule: { kind: 'sum', over: 'all', of: squares.map((of) => product(number(lambda), of)), plus: [] },
  };
  const plus = lambda > 0 ? [P] : [];
  return [
    row,
    ...(lambda > 0 ? [penalty] : []),
    {
      id: 'L',
      role: 'loss',
      symbol: L,
      ...single,
      formula: lambda > 0 ? sum(mean, P) : mean,
      rule: { kind: 'sum', over: 'rows', of: [quotient(l, number(rows))], plus },
    },
  ];
}

/** The loss's derivatives, from the prediction back to the first layer's weights. */
export function backward(spec: RunSpec, rows: number): RuledQuantity[] {
  const layers = layersOf(spec);
  const count = layers.length;
  const batch = rowAxis(rows);
  const { units } = layers.at(-1)!;
  const terms = spec.loss === 'categoricalCrossEntropy' ? rows : rows * units;
  const { slope, twice } = formulasOf(spec);
  const scaled = product(quotient(number(twice ? 2 : 1), number(terms, 'n')), slope);
  const columns = unitAxis(count, units);
  const joint = isJoint(spec);
  const first: Part = joint
    ? elementwise(`dz${count}`, 'sumGradient', count, by(`dz${count}`, sums(count)), scaled, batch, columns)
    : elementwise('dy', 'outputGradient', count, by('dy', symbol('y', 'y')), scaled, batch, columns);
  const rest = layers.flatMap((_, reverse) => {
    const k = count - reverse;
    return backwardLayer(spec, layers[k - 1]!, k, count, batch, joint && k === count);
  });
  return [first, ...rest].map(inStage('backward'));
}

/** From the derivative by a layer's outputs to those by its sums, its weights and its inputs. */
function backwardLayer(
  spec: RunSpec,
  { inputs, units, activation, slope, bias }: Layer,
  k: number,
  count: number,
  batch: Axis,
  hasSums: boolean,
): Part[] {
  const [before, after] = [outputOf(k - 1, count), outputOf(k, count)];
  const columns = unitAxis(k, units);
  const byOutput = by(k === count ? 'dy' : `da${k}`, after.symbol);
  const activated = activationFormulas[activation](sums(k), slope);
  const bySum = by(`dz${k}`, sums(k));
  const delta = activated === null ? byOutput : bySum;
  const deltaId = delta.kind === 'derivative' ? delta.quantity : '';
  const parts: Part[] = [];
  if (activated !== null && !hasSums) {
    const { formula, rule } = activated.back(byOutput, after.symbol);
    const role = 'sumGradient' as const;
    parts.push({ id: `dz${k}`, role, layer: k, symbol: bySum, formula, rows: batch, columns, rule });
  }
  const lambda2 = 2 * (spec.l2 ?? 0);
  const penalty = product(number(lambda2, '2λ'), weights(k));
  const dot = matrixProduct(transpose(before.symbol), delta);
  parts.push({
    id: `dW${k}`,
    role: 'gradient',
    layer: k,
    symbol: by(`dW${k}`, weights(k)),
    formula: lambda2 > 0 ? sum(dot, penalty) : dot,
    rows: unitAxis(k - 1, inputs),
    columns,
    rule: {
      kind: 'matrixProduct',
      left: operand(before.id, true),
      right: operand(deltaId),
      plus: lambda2 > 0 ? [penalty] : [],
    },
  });
  if (bias) {
    parts.push({
      id: `db${k}`,
      role: 'gradient',
      layer: k,
      symbol: by(`db${k}`, biases(k)),
      formula: { kind: 'total', over: 'rows', of: delta },
      rows: one,
      columns,
      rule: { kind: 'sum', over: 'rows', of: [delta], plus: [] },
    });
  }
  if (k > 1) {
    parts.push({
      id: `da${k - 1}`,
      role: 'outputGradient',
      layer: k - 1,
      symbol: by(`da${k - 1}`, before.symbol),
      formula: matrixProduct(delta, transpose(weights(k))),
      rows: batch,
      columns: unitAxis(k - 1, inputs),
      rule: { kind: 'matrixProduct', left: operand(deltaId), right: operand(`W${k}`, true), plus: [] },
    });
  }
  return parts;
}
