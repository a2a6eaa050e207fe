// The network's picture beside a step: its weights before the step, and what is lit up in the matrices. The matrices say
// the same in numbers, so it takes no focus.
import '../train/network.css';
import './step-network.css';
import * as l10n from '@vscode/l10n';
import { widthsOf } from '../../../shared/spec/spec.ts';
import type { Explanation } from '../../../shared/step/origins.ts';
import { scaleEnd } from '../../kit/colours.ts';
import { layoutNetwork, type PlacedUnit } from '../../kit/network-layout.ts';
import { unitName } from '../../run/words.ts';
import type { Looking } from './looking.ts';
import { litParts } from './spots.ts';

/** Pixels. */
const width = 336;
const margin = 20;
const radius = 13;
/** From one unit to the next: less in a layer of many. */
const unitHeight = (most: number) => (most > 6 ? 26 : 44);
const thinnest = 0.75;
const thickestOf = (lines: number) => (lines > 40 ? 2.5 : 5);

export function StepNetwork({ looking, explanation }: { looking: Looking; explanation: Explanation }) {
  const widths = widthsOf(explanation.record.spec);
  const { units, height } = layoutNetwork(widths, width, unitHeight(Math.max(...widths)), margin);
  const lit = litParts(explanation, looking.origin.value);
  const shown = units.filter((unit): unit is PlacedUnit & { index: number } => unit.index !== undefined);
  const lines = shown.flatMap((from) =>
    shown.filter(({ layer }) => layer === from.layer + 1).map((to) => ({ from, to, layer: to.layer })),
  );
  const weight = (layer: number, from: number, to: number) => explanation.value(`W${layer}`, from, to);
  const end = scaleEnd(lines.map(({ from, to, layer }) => weight(layer, from.index, to.index)));
  const thickest = thickestOf(lines.length);
  return (
    <svg
      class="step-network"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={l10n.t('A network of {0} units, from the inputs to the output.', widths.join(' – '))}
    >
      {lines.map(({ from, to, layer }) => {
        const value = weight(layer, from.index, to.index);
        const kind = lit.connection(layer, from.index, to.index);
        return (
          <path
            key={`${layer} ${from.index} ${to.index}`}
            class={`line ${value < 0 ? 'negative' : 'positive'} ${kind}`}
            d={`M${from.x} ${from.y} L${to.x} ${to.y}`}
            style={{ '--thickness': `${thinnest + (thickest - thinnest) * Math.min(Math.abs(value) / end || 0, 1)}px` }}
          />
        );
      })}
      {units.map(({ layer, index, x, y }) =>
        index === undefined ? (
          <text key={`${layer} more`} class="omitted" x={x} y={y} dy="0.35em">
            ⋮
          </text>
        ) : (
          <g key={`${layer} ${index}`} class={`unit ${lit.unit(layer, index)}`}>
            <circle cx={x} cy={y} r={radius} />
            <text class={unitName(widths, layer, index).length > 3 ? 'long' : ''} x={x} y={y} dy="0.35em">
              {unitName(widths, layer, index)}
            </text>
          </g>
        ),
      )}
    </svg>
  );
}
