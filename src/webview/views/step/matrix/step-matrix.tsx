// One quantity of a step: its name, its formula and its shape, and its numbers as a table. One stop for the Tab key; arrows
// move from number to number, Enter goes to where a number comes from, Backspace and Escape back; with Shift, they go to
// its terms and to the groups above and below. A wide matrix is a picture with a readable part.
import './step-matrix.css';
import * as l10n from '@vscode/l10n';
import { useComputed } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formulaText, type Cell } from '../../../../shared/formula/formula.ts';
import type { Explanation } from '../../../../shared/step/origins.ts';
import { quantityName } from '../../../../shared/step/quantity-names.ts';
import type { Quantity } from '../../../../shared/step/step.ts';
import { colourOf } from '../../../kit/colours.ts';
import { roved } from '../../../kit/roving.ts';
import { theme } from '../../../kit/theme.ts';
import { formatsOf } from './formats.ts';
import { litClass, litText, parseLit, type Lit, type Looking } from '../looking.ts';
import { Equation } from '../../../kit/mathml.tsx';
import { Overview } from './overview.tsx';
import { isWide, reveal, windowOf, type Place, type Size } from '../../../kit/windows.ts';
import { moveToGroup } from '../places.ts';
import { columnName, rowName } from '../step-words.ts';

interface Props {
  looking: Looking;
  explanation: Explanation;
  quantity: Quantity;
  /** The values of the strongest colours are ± this. */
  end: number;
}

interface MatrixProps extends Props {
  /** Of its heading. */
  level: 3 | 4;
}

export function StepMatrix({ looking, explanation, quantity, end, level }: MatrixProps) {
  const Heading = `h${level}` as const;
  const size: Size = { rows: quantity.rows.count, columns: quantity.columns.count };
  const [first, setFirst] = useState<Place>({ row: 0, column: 0 });
  const shown = reveal(first, first, size);
  const wide = isWide(size);
  const litNow = useComputed(() => litText(looking, quantity.id)).value;
  const lit = useMemo(() => parseLit(litNow), [litNow]);
  return (
    <figure class={wide ? 'quantity wide' : 'quantity'}>
      <figcaption>
        <Heading class="quantity-name quiet">
          {quantityName(quantity)}
          <span class="number">{`${size.rows}×${size.columns}`}</span>
        </Heading>
        <span class="quantity-formula">
          <Equation left={quantity.symbol} right={quantity.formula} />
        </span>
      </figcaption>
      <div class="quantity-body">
        {wide && (
          <Overview
            values={explanation.record.values[quantity.id]!}
            size={size}
            end={end}
            first={shown}
            lit={lit}
            onMove={setFirst}
          />
        )}
        <Cells
          looking={looking}
          explanation={explanation}
          quantity={quantity}
          end={end}
          first={shown}
          lit={lit}
          onMove={setFirst}
        />
      </div>
    </figure>
  );
}

interface CellsProps extends Props {
  first: Place;
  lit: readonly Lit[];
  onMove: (first: Place) => void;
}

function Cells({ looking, explanation, quantity, end, first, lit, onMove }: CellsProps) {
  const { id, rows, columns } = quantity;
  const { pointing } = looking;
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState<Place>({ row: 0, column: 0 });
  const size: Size = { rows: rows.count, columns: columns.count };
  const seen = windowOf(size);
  const values = explanation.record.values[id]!;
  const format = formatsOf[quantity.role];
  const scale = theme.value.weights;
  // The stop for the Tab key is always among what is shown.
  const held = {
    row: Math.min(Math.max(stop.row, first.row), first.row + seen.rows - 1),
    column: Math.min(Math.max(stop.column, first.column), first.column + seen.columns - 1),
  };

  const wanted = useComputed(() => (pointing.wanted.value?.quantity === id ? pointing.wanted.value : null)).value;
  useLayoutEffect(() => {
    if (!wanted) return;
    const place = { row: Math.min(wanted.row, size.rows - 1), column: Math.min(wanted.column, size.columns - 1) };
    const next = reveal(first, place, size);
    setStop(place);
    if (next.row !== first.row || next.column !== first.column) return onMove(next);
    const cell = table.current?.querySelector<HTMLElement>(`[data-place="${place.row} ${place.column}"]`);
    if (!cell) return;
    pointing.wanted.value = null;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const follow = (cell: Cell) => {
    const { source } = explanation.origin(id, cell.row, cell.column);
    if (source) pointing.follow(cell, source);
  };
  /** One handler for all cells: there are many of them, and they are drawn often. */
  const on = (act: (cell: Cell) => void) => (event: Event) => {
    const place =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-place]')?.dataset['place'];
    if (!place) return;
    const [row = 0, column = 0] = place.split(' ').map(Number);
    act({ quantity: id, row, column });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') {
      follow({ quantity: id, ...held });
    } else if (event.key === 'Backspace' || event.key === 'Escape') {
      if (!pointing.back()) return;
    } else if (event.shiftKey) {
      if (event.key === 'ArrowRight' && explanation.origin(id, held.row, held.column).terms.length > 0)
        pointing.enterTerms();
      else if (!moveToGroup(event)) return;
    } else {
      const next = roved(event.key, held, size);
      if (!next) return;
      pointing.wanted.value = { quantity: id, ...next };
    }
    event.preventDefault();
  };
  const indices = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
  const named = { rows: rows.kind !== 'one', columns: rows.kind !== 'one' || columns.kind !== 'one' };
  // A single column is named by what it holds.
  const columnTitle = (column: number) => columnName(explanation, quantity, column) || formulaText(quantity.symbol);
  return (
    <div class="quantity-scroll">
      <table
        ref={table}
        role="grid"
        aria-label={`${formulaText(quantity.symbol)}: ${quantityName(quantity)}`}
        aria-rowcount={size.rows + (named.columns ? 1 : 0)}
        aria-colcount={size.columns + (named.rows ? 1 : 0)}
        onKeyDown={onKeyDown}
        onFocusIn={on((cell) => {
          setStop(cell);
          pointing.pin(cell);
        })}
        onPointerOver={on((cell) => pointing.hover(cell))}
        onPointerLeave={() => pointing.hover(null)}
        onClick={on((cell) => (pointing.wanted.value = cell))}
        onDblClick={on(follow)}
      >
        {named.columns && (
          <thead>
            <tr aria-rowindex={1}>
              {named.rows && (rows.kind === 'row' ? <th class="corner">{l10n.t('row')}</th> : <td />)}
              {indices(first.column, seen.columns).map((column) => (
                <th key={column} scope="col" aria-colindex={column + (named.rows ? 2 : 1)}>
                  {columnTitle(column)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {indices(first.row, seen.rows).map((row) => (
            <tr key={row} aria-rowindex={row + (named.columns ? 2 : 1)}>
              {named.rows && (
                <th scope="row" aria-colindex={1}>
                  {rowName(explanation, quantity, row)}
                </th>
              )}
              {indices(first.column, seen.columns).map((column) => {
                const value = values[row * size.columns + column]!;
                return (
                  <td
                    key={column}
                    data-place={`${row} ${column}`}
                    aria-colindex={column + (named.rows ? 2 : 1)}
                    tabIndex={row === held.row && column === held.column ? 0 : -1}
                    class={litClass(lit, row, column)}
                    aria-description={format.exact(value)}
                    style={{ background: colourOf(scale, value, end) }}
                  >
                    {format.short(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
