// The quantities of a step, for any spec, in the order of the algorithm: symbol, shape, formula, and the rule by which
// each of its numbers is made. Both sides of every message make this table themselves; only numbers travel.
import { backward, forward } from './chain.ts';
import { minus, product, type Formula } from '../formula/formula.ts';
import type { Rule, RuledQuantity } from './rule.ts';
import type { RunSpec } from '../spec/spec.ts';
import type { Axis, Role } from './step.ts';
import { learningRateFormula, scalarSymbol, updateRule, type Parts, type Scalar } from './update-rules.ts';

/**
 * Every quantity of a step.
 * @param rows of the step's batch
 */
export function quantitiesOf(spec: RunSpec, step: number, rows: number): RuledQuantity[] {
  const before = forward(spec, rows);
  const gradients = backward(spec, rows);
  return [...before, ...gradients, ...update(spec, step, [...before, ...gradients])];
}

const one: Axis = { kind: 'one', layer: 0, count: 1 };

function update(spec: RunSpec, step: number, quantities: readonly RuledQuantity[]): RuledQuantity[] {
  const rule = updateRule(spec.optimizer, step);
  const rate = learningRateFormula(spec.optimizer.learningRate, spec.schedule ?? { kind: 'constant' }, step);
  const learningRate: Scalar = { id: 'lr', base: 'lr', formula: rate };
  const scalars = [learningRate, ...rule.scalars].map((scalar): RuledQuantity => ({
    id: scalar.id,
    stage: 'update',
    role: 'scalar',
    layer: null,
    parameter: null,
    slot: null,
    symbol: scalarSymbol(scalar),
    formula: scalar.formula,
    rows: one,
    columns: one,
    rule: ruleOf(scalar.formula),
  }));
  const parameters = quantities.filter(({ role }) => role === 'weights' || role === 'biases');
  return [...scalars, ...parameters.flatMap((parameter) => updateOf(parameter, rule, quantities))];
}

function ruleOf(formula: Formula | null): Rule {
  return formula === null ? { kind: 'given' } : { kind: 'elementwise', of: formula };
}

/** The quantities of one matrix's update. */
function updateOf(
  parameter: RuledQuantity,
  rule: ReturnType<typeof updateRule>,
  quantities: readonly RuledQuantity[],
): RuledQuantity[] {
  const name = parameter.id;
  const symbolOf = (id: string, base: string, prime?: true): Formula => ({
    kind: 'symbol',
    quantity: id,
    base,
    sub: name,
    ...(prime ? { prime } : {}),
  });
  const w = parameter.symbol;
  const g = quantities.find(({ id }) => id === `d${name}`)!.symbol;
  const before = rule.slots.map(({ base }) => symbolOf(`${base}.${name}`, base));
  const after = rule.slots.map(({ base }) => symbolOf(`${base}'.${name}`, base, true));
  const change = symbolOf(`change.${name}`, 'Δ');
  const parts: Parts = { w, g, before, after, change };
  const row = (id: string, role: Role, symbol: Formula, formula: Formula | null): RuledQuantity => ({
    id,
    stage: 'update',
    role,
    layer: parameter.layer,
    parameter: name,
    slot: null,
    symbol,
    formula,
    rows: parameter.rows,
    columns: parameter.columns,
    rule: ruleOf(formula),
  });
  const next = { ...symbolOf(`new.${name}`, w.kind === 'symbol' ? w.base : name, true), sub: String(parameter.layer) };
  return [
    ...rule.slots.map(({ base, holds }, k) => ({
      ...row(`${base}.${name}`, 'slotBefore', before[k]!, null),
      slot: holds,
    })),
    ...rule.slots.map(({ base, holds }, k) => ({
      ...row(`${base}'.${name}`, 'slotAfter', after[k]!, rule.remember[k]!(parts)),
      slot: holds,
    })),
    ...(rule.effectiveRate === null
      ? []
      : [row(`rate.${name}`, 'effectiveRate', symbolOf(`rate.${name}`, 'r'), rule.effectiveRate(parts))]),
    row(`change.${name}`, 'change', change, rule.change(parts)),
    row(`new.${name}`, 'after', next, rule.after(parts)),
    row(`share.${name}`, 'share', symbolOf(`share.${name}`, 's'), product(g, minus(next, w))),
  ];
}
