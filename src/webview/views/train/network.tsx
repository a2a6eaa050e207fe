// The network as a picture: its units, and a line a weight, as wide as the weight is large. The matrices say the same
// in numbers, so the picture is one stop for the Tab key and its arrows walk through the weights.
import './network.css';
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { widthsOf } from '../../../shared/spec/spec.ts';
import { formatFloat32 } from '../../../shared/text/numbers.ts';
import { scaleEnd } from '../../kit/colours.ts';
import { layoutNetwork, type PlacedUnit } from '../../kit/network-layout.ts';
import { Connection, Omitted, Unit, type Ends } from './network-parts.tsx';
import { Readout } from './readout.tsx';
import { lights, sameSpot, weightIndex, weightMatrices, weightsNow } from '../../run/spot.ts';
import type { ShownRun } from '../../run/shown-run.ts';
import type { Spot, Store } from '../../run/store.ts';
import { unitName, weightsName } from '../../run/words.ts';

/** Pixels. */
const widest = 456;
/** From one unit to the next: less in a layer of many. */
const unitHeight = (most: number) => (most > 6 ? 40 : 56);
const margin = 24;
/** The line of a weight of zero, and of the largest: thinner where there are many. */
const thinnest = 0.75;
const thickestOf = (lines: number) => (lines > 40 ? 3 : 6);

type WeightSpot = Extract<Spot, { kind: 'weight' }>;
interface Line extends Ends {
  readonly spot: WeightSpot;
}

export function Network({ store, run }: { store: Store; run: ShownRun }) {
  const picture = useRef<SVGSVGElement>(null);
  const [stop, setStop] = useState(0);
  const width = Math.min(useWidth(picture), widest);
  const matrices = weightMatrices(run.shapes);
  const widths = widthsOf(run.spec);
  const { units, height } = layoutNetwork(widths, width, unitHeight(Math.max(...widths)), margin);
  const weights = weightsNow(store, run);
  const end = scaleEnd(weights ?? []);
  const parts = partsOf(units, widths.length);
  const thickest = thickestOf(parts.filter(isLine).length);
  const lit = store.spot.value;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(stop + step, 0), parts.length - 1);
    setStop(next);
    picture.current?.querySelector<SVGElement>(`[data-part="${next}"]`)?.focus();
  };
  const focusable = (part: Line | PlacedUnit) => {
    const index = parts.indexOf(part);
    return { 'data-part': index, tabindex: index === stop ? 0 : -1 };
  };
  return (
    <section class={lit ? 'network pointed' : 'network'} aria-label={l10n.t('Network')}>
      <svg
        ref={picture}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={summary(widths, parts, weights, run)}
        onKeyDown={onKeyDown}
      >
        {parts.filter(isLine).map((line) => {
          const weight = weights?.[weightIndex(run.shapes, line.spot)];
          return (
            <Connection
              key={`${line.spot.layer} ${line.spot.from} ${line.spot.to}`}
              ends={line}
              weight={weight}
              thickness={thinnest + (thickest - thinnest) * Math.min(Math.abs(weight ?? 0) / end, 1)}
              label={weightLabel(widths, line.spot, weight)}
              isLit={touches(lit, line.spot)}
              focus={{ ...focusable(line), ...lights(store, line.spot) }}
            />
          );
        })}
        {matrices.map(({ name }, gap) => (
          <text
            key={name}
            class="matrix-name"
            x={margin + ((gap + 0.5) * (width - 2 * margin)) / matrices.length}
            y={12}
          >
            {weightsName(gap + 1)}
          </text>
        ))}
        {units.map((unit) => {
          if (unit.index === undefined) return <Omitted key={`${unit.layer} more`} unit={unit} />;
          const spot: Spot = { kind: 'node', layer: unit.layer, index: unit.index };
          return (
            <Unit
              key={`${unit.layer} ${unit.index}`}
              unit={unit}
              name={unitName(widths, unit.layer, unit.index)}
              isLit={sameSpot(lit, spot)}
              focus={{ ...focusable(unit), ...lights(store, spot) }}
            />
          );
        })}
      </svg>
      <Readout store={store} run={run} />
    </section>
  );
}

/** An element's width, kept up to date. */
function useWidth(element: { readonly current: Element | null }): number {
  const [width, setWidth] = useState(widest);
  useLayoutEffect(() => {
    const measure = () => setWidth(element.current!.getBoundingClientRect().width);
    const resized = new ResizeObserver(measure);
    resized.observe(element.current!);
    measure();
    return () => resized.disconnect();
  }, []);
  return width;
}

/** Everything that can have the focus, from left to right: a layer's units, then the weights that lead on from them. */
function partsOf(units: readonly PlacedUnit[], layers: number): (Line | PlacedUnit)[] {
  const shown = (layer: number) => units.filter((unit) => unit.layer === layer && unit.index !== undefined);
  return Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) => [
    ...shown(layer),
    ...shown(layer).flatMap((from) =>
      shown(layer + 1).map((to) => ({
        spot: { kind: 'weight', layer: layer + 1, from: from.index!, to: to.index! } as const,
        from,
        to,
      })),
    ),
  ]);
}

function isLine(part: Line | PlacedUnit): part is Line {
  return 'spot' in part;
}

/** A weight is lit by itself and by the units at its ends. */
function touches(lit: Spot | null, { layer, from, to }: WeightSpot): boolean {
  if (lit?.kind === 'weight') return lit.layer === layer && lit.from === from && lit.to === to;
  if (lit?.kind !== 'node') return false;
  return (lit.layer === layer && lit.index === to) || (lit.layer === layer - 1 && lit.index === from);
}

function weightLabel(widths: readonly number[], { layer, from, to }: WeightSpot, weight: number | undefined) {
  return l10n.t(
    '{0} from {1} to {2}: {3}',
    weightsName(layer),
    unitName(widths, layer - 1, from),
    unitName(widths, layer, to),
    weight === undefined ? '–' : formatFloat32(weight),
  );
}

/** The picture in a sentence. */
function summary(
  widths: readonly number[],
  parts: readonly (Line | PlacedUnit)[],
  weights: Float32Array | undefined,
  run: ShownRun,
): string {
  const shape = l10n.t('A network of {0} units, from the inputs to the output.', widths.join(' – '));
  if (!weights) return shape;
  const value = (line: Line) => weights[weightIndex(run.shapes, line.spot)] ?? 0;
  const lines = parts.filter(isLine);
  const strongest = lines.reduce((one, other) => (Math.abs(value(other)) > Math.abs(value(one)) ? other : one));
  return `${shape} ${l10n.t('Its strongest connection: {0}.', weightLabel(widths, strongest.spot, value(strongest)))}`;
}
