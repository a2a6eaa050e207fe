// One weight matrix as a table: before, now and the change, one under the other, so that a column can be read downward.
// One stop for the Tab key; arrows move from cell to cell, the names of rows and columns included.
import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import { formatFloat32, formatWeight } from '../../../shared/text/numbers.ts';
import type { RunSpec, Shape } from '../../../shared/spec/spec.ts';
import { colourOf } from '../../kit/colours.ts';
import { roved } from '../../kit/roving.ts';
import { lights, sameSpot } from '../../run/spot.ts';
import type { Spot, Store } from '../../run/store.ts';
import { theme } from '../../kit/theme.ts';
import { Term } from '../../kit/tooltip.tsx';
import { explainWeights } from '../../run/meanings.ts';
import { unitName, weightsName } from '../../run/words.ts';

/** One of the matrix's states. */
export interface MatrixPart {
  readonly name: string;
  /** Row-major; undefined where they are not known yet. */
  readonly values: Float32Array | undefined;
  /** The values of the strongest colours are ± this. */
  readonly end: number;
}

interface Props {
  store: Store;
  spec: RunSpec;
  shape: Shape;
  /** The layer that the weights lead to. */
  layer: number;
  widths: readonly number[];
  parts: readonly MatrixPart[];
}

/** A place in the grid: row 0 and column 0 hold the names. */
interface Place {
  readonly row: number;
  readonly column: number;
}

export function Matrix({ store, spec, shape, layer, widths, parts }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState<Place>({ row: 1, column: 1 });
  const lit = store.spot.value;
  const size = { rows: 1 + parts.length * shape.rows, columns: 1 + shape.columns };

  const onKeyDown = (event: KeyboardEvent) => {
    const next = roved(event.key, stop, size);
    if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const place = next.row === 0 && next.column === 0 ? stop : next;
    setStop(place);
    table.current?.querySelector<HTMLElement>(`[data-place="${place.row} ${place.column}"]`)?.focus();
  };
  const at = (row: number, column: number, spot: Spot) => ({
    'data-place': `${row} ${column}`,
    tabIndex: stop.row === row && stop.column === column ? 0 : -1,
    class: sameSpot(lit, spot) ? 'lit' : '',
    ...lights(store, spot),
    onClick: () => setStop({ row, column }),
  });
  return (
    <figure class="matrix">
      <figcaption>
        <Term meaning={explainWeights(spec, layer)}>
          <span class="number">{weightsName(layer)}</span>
        </Term>
        <span class="quiet number">{`${shape.rows}×${shape.columns}`}</span>
      </figcaption>
      <div class="matrix-scroll">
        <table
          ref={table}
          role="grid"
          aria-label={l10n.t('{0}: before, now and change', weightsName(layer))}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <td colSpan={2} />
              {Array.from({ length: shape.columns }, (_, column) => (
                <th key={column} scope="col" {...at(0, 1 + column, { kind: 'node', layer, index: column })}>
                  {unitName(widths, layer, column)}
                </th>
              ))}
            </tr>
          </thead>
          {parts.map((part, index) => (
            <tbody key={part.name}>
              {Array.from({ length: shape.rows }, (_, row) => {
                const gridRow = 1 + index * shape.rows + row;
                return (
                  <tr key={row}>
                    {row === 0 && (
                      <th class="part" scope="rowgroup" rowSpan={shape.rows}>
                        {part.name}
                      </th>
                    )}
                    <th scope="row" {...at(gridRow, 0, { kind: 'node', layer: layer - 1, index: row })}>
                      {unitName(widths, layer - 1, row)}
                    </th>
                    {Array.from({ length: shape.columns }, (_, column) => {
                      const value = part.values?.[row * shape.columns + column];
                      return (
                        <td
                          key={column}
                          {...at(gridRow, 1 + column, { kind: 'weight', layer, from: row, to: column })}
                          aria-description={value === undefined ? undefined : formatFloat32(value)}
                          style={{ background: colourOf(theme.value.weights, value ?? 0, part.end) }}
                        >
                          {value === undefined ? '–' : formatWeight(value)}
                        </td>
                      );
                    })}
                  </tr>
                );
              })}
            </tbody>
          ))}
        </table>
      </div>
    </figure>
  );
}
