// The part of the network that the reader points at: the same spot in the picture and in the matrices.
import type { Shape } from '../../shared/spec/spec.ts';
import type { ShownRun } from './shown-run.ts';
import type { Spot, Store } from './store.ts';

export function sameSpot(one: Spot | null, other: Spot | null): boolean {
  if (one?.kind === 'weight' && other?.kind === 'weight')
    return one.layer === other.layer && one.from === other.from && one.to === other.to;
  if (one?.kind === 'node' && other?.kind === 'node') return one.layer === other.layer && one.index === other.index;
  return one === other;
}

/** The handlers that light a spot while the pointer or the focus is on an element. */
export function lights(store: Store, spot: Spot) {
  const on = () => (store.spot.value = spot);
  const off = () => {
    if (sameSpot(store.spot.value, spot)) store.spot.value = null;
  };
  return { onPointerEnter: on, onPointerLeave: off, onFocus: on, onBlur: off };
}

/** The matrices of weights, layer by layer, without the biases. */
export function weightMatrices(shapes: readonly Shape[]): Shape[] {
  return shapes.filter(({ kind }) => kind === 'weight');
}

/** Where the weights of a layer begin in a flat array of all weights; layer 1 is the first that has any. */
export function weightOffset(shapes: readonly Shape[], layer: number): number {
  const before = shapes.findIndex((shape) => shape.kind === 'weight' && shape.layer === layer);
  return shapes.slice(0, before).reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

/** A weight's place in a flat array of all weights. */
export function weightIndex(shapes: readonly Shape[], spot: Extract<Spot, { kind: 'weight' }>): number {
  return weightOffset(shapes, spot.layer) + spot.from * weightMatrices(shapes)[spot.layer - 1]!.columns + spot.to;
}

/** All weights at the cursor: before the first recorded step, those that the run starts from. */
export function weightsNow(store: Store, run: ShownRun): Float32Array | undefined {
  return store.moment.value?.weights ?? run.start?.initialWeights;
}
