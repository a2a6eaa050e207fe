// The loss table: one row a report. Stays at the newest row unless the reader scrolled up; a row moves the cursor.
// Draws only the rows near those in sight, so that it may have any number of them.
import './loss-table.css';
import * as l10n from '@vscode/l10n';
import { useComputed } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatCount, formatNumber } from '../../../shared/text/numbers.ts';
import { lowerBound, moveOfKey, type Move } from '../../run/cursor.ts';
import type { ShownRun } from '../../run/shown-run.ts';
import type { Store } from '../../run/store.ts';

/** Pixels, as in the style sheet. */
const rowHeight = 22;
/** Rows drawn above and below those in sight. */
const rowsAround = 20;

const moveOfTableKey: Readonly<Record<string, Move>> = {
  ...moveOfKey,
  ArrowUp: 'reportBack',
  ArrowDown: 'reportForward',
};

export function LossTable({ store, run }: { store: Store; run: ShownRun }) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(0);
  const atEnd = useRef(true);
  // Computed, so that the table is drawn anew for a report, not for every frame.
  const count = useComputed(() => lowerBound(run.reports, store.rows.value)).value;
  const current = useComputed(() => currentReport(store, run)).value;
  const following = useComputed(() => store.cursor.value.kind === 'latest').value;

  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => setHeight(box.current!.clientHeight));
    resized.observe(box.current!);
    return () => resized.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  useLayoutEffect(() => {
    if (!following && current >= 0) reveal(box.current!, current);
  }, [current, following]);

  const first = Math.max(Math.floor(top / rowHeight) - rowsAround, 0);
  const last = Math.min(Math.ceil((top + height) / rowHeight) + rowsAround, count);
  const reports = run.reports.slice(first, last);
  const whole = wholeDigits(run, reports);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && current >= 0) store.moveTo(run.reports[current]!);
    const move = moveOfTableKey[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    store.move(move);
  };
  return (
    <div
      ref={box}
      class="loss-table"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        setTop(scrollTop);
        atEnd.current = scrollTop + clientHeight >= scrollHeight - rowHeight / 2;
      }}
    >
      <table
        role="grid"
        aria-label={l10n.t('Loss table')}
        aria-rowcount={count + 1}
        tabIndex={0}
        aria-activedescendant={current >= first && current < last ? `report-${current}` : undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{l10n.t('step')}</th>
            <th scope="col">{l10n.t('loss on all data')}</th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {reports.map((row, index) => (
            <ReportRow
              key={row}
              index={first + index}
              step={run.series.step(row)}
              loss={run.series.loss(row)}
              wholeDigits={whole}
              isCurrent={first + index === current}
              onPick={() => store.moveTo(row)}
            />
          ))}
          <Gap rows={count - last} />
        </tbody>
      </table>
    </div>
  );
}

interface ReportRowProps {
  index: number;
  step: number;
  loss: number;
  wholeDigits: number;
  isCurrent: boolean;
  onPick: () => void;
}

function ReportRow({ index, step, loss, wholeDigits, isCurrent, onPick }: ReportRowProps) {
  const [whole, rest] = splitAtPoint(formatNumber(loss));
  return (
    <tr id={`report-${index}`} aria-rowindex={index + 2} aria-selected={isCurrent} onClick={onPick}>
      <td class="number">{formatCount(step)}</td>
      <td class="number">
        <span class="whole" style={{ minWidth: `${wholeDigits}ch` }}>
          {whole}
        </span>
        {rest}
      </td>
    </tr>
  );
}

/** The place of rows that are not drawn. */
function Gap({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return <tr aria-hidden="true" style={{ height: `${rows * rowHeight}px` }} />;
}

/** The last report at or before the cursor; -1 before the first. */
function currentReport(store: Store, run: ShownRun): number {
  return lowerBound(run.reports, store.row.value + 1) - 1;
}

/** A number in two parts, so that a column of them can stand on the decimal point. */
function splitAtPoint(text: string): [string, string] {
  const whole = /^−?\d+/.exec(text)?.[0] ?? '';
  return [whole, text.slice(whole.length)];
}

function wholeDigits({ series }: ShownRun, rows: readonly number[]): number {
  return rows.reduce((most, row) => Math.max(most, splitAtPoint(formatNumber(series.loss(row)))[0].length), 1);
}

/** Scrolls a row into sight, below the header that stays. */
function reveal(box: HTMLElement, index: number): void {
  const top = index * rowHeight;
  const room = box.clientHeight - 2 * rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top > box.scrollTop + room) box.scrollTop = top - room;
}
