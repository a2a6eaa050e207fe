// What the picture of a network is made of: units, and the lines between them. Knows nothing of runs or of a store.
import type { PlacedUnit } from '../../kit/network-layout.ts';
import type { lights } from '../../run/spot.ts';

/** Pixels. */
const radius = 15;

export interface Ends {
  readonly from: PlacedUnit;
  readonly to: PlacedUnit;
}

type FocusProps = ReturnType<typeof lights> & { 'data-part': number; tabindex: number };

interface ConnectionProps {
  ends: Ends;
  /** Undefined where it is not known yet. */
  weight: number | undefined;
  /** Pixels. */
  thickness: number;
  label: string;
  isLit: boolean;
  focus: FocusProps;
}

export function Connection({ ends: { from, to }, weight, thickness, label, isLit, focus }: ConnectionProps) {
  const path = `M${from.x} ${from.y} L${to.x} ${to.y}`;
  return (
    <g
      class={isLit ? 'connection lit' : 'connection'}
      role="img"
      aria-label={label}
      style={{ '--thickness': `${thickness}px` }}
      {...focus}
    >
      <path class="reach" d={path} />
      <path class="gap" d={path} />
      <path class={`weight ${signOf(weight)}`} d={path} />
    </g>
  );
}

interface UnitProps {
  unit: PlacedUnit;
  name: string;
  isLit: boolean;
  focus: FocusProps;
}

export function Unit({ unit: { x, y }, name, isLit, focus }: UnitProps) {
  return (
    <g class={isLit ? 'unit lit' : 'unit'} role="img" aria-label={name} {...focus}>
      <circle cx={x} cy={y} r={radius} />
      <text class={name.length > 3 ? 'long' : ''} x={x} y={y} dy="0.35em">
        {name}
      </text>
    </g>
  );
}

export function Omitted({ unit: { x, y } }: { unit: PlacedUnit }) {
  return (
    <text class="omitted" x={x} y={y} dy="0.35em" aria-hidden="true">
      ⋮
    </text>
  );
}

function signOf(weight: number | undefined): string {
  if (weight === undefined || Number.isNaN(weight)) return 'unknown';
  return weight < 0 ? 'negative' : 'positive';
}
