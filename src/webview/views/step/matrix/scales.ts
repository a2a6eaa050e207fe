// One scale of colours for each kind of number in a step, so that what may be compared looks alike. Pure.
import type { Explanation } from '../../../../shared/step/origins.ts';
import type { Quantity, Role } from '../../../../shared/step/step.ts';
import { scaleEnd } from '../../../kit/colours.ts';

const kindOfRole: Readonly<Record<Role, string>> = {
  inputs: 'values',
  labels: 'values',
  sums: 'values',
  outputs: 'values',
  errors: 'errors',
  rowLosses: 'losses',
  penalty: 'losses',
  loss: 'losses',
  weights: 'weights',
  biases: 'weights',
  after: 'weights',
  outputGradient: 'slopes',
  sumGradient: 'slopes',
  gradient: 'gradients',
  scalar: 'scalars',
  slotBefore: 'slots',
  slotAfter: 'slots',
  effectiveRate: 'rates',
  change: 'changes',
  share: 'shares',
};

/** A slot's kind is its own: m and v of Adam have nothing in common. */
export function kindOf({ role, slot }: Pick<Quantity, 'role' | 'slot'>): string {
  return slot === null ? kindOfRole[role] : `slots ${slot}`;
}

/** The ends of the scales of a step's quantities, by their kinds. */
export function scaleEnds(explanation: Explanation): ReadonlyMap<string, number> {
  const ends = found.get(explanation) ?? findEnds(explanation);
  found.set(explanation, ends);
  return ends;
}

/** Every section of a step asks for them. */
const found = new WeakMap<Explanation, ReadonlyMap<string, number>>();

function findEnds({ quantities, record }: Explanation): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>();
  for (const quantity of quantities) {
    const kind = kindOf(quantity);
    kinds.set(kind, Math.max(kinds.get(kind) ?? 0, loudest(record.values[quantity.id]!)));
  }
  return new Map([...kinds].map(([kind, size]) => [kind, scaleEnd([size])]));
}

/** Of so many numbers a few may be far from all others, which would look like nothing beside them. */
const many = 256;
/** How many times the root of the mean square the scale of many numbers goes. */
const times = 3;

function loudest(values: Float32Array): number {
  let [largest, squares] = [0, 0];
  for (const value of values) {
    const size = Math.abs(value);
    if (!(size < Infinity)) continue;
    if (size > largest) largest = size;
    squares += size * size;
  }
  return values.length > many ? Math.min(largest, times * Math.sqrt(squares / values.length)) : largest;
}
