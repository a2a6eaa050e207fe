// The terms of a number, one under another: each with its name, its value, and its numbers as links that lead there. One
// stop for the Tab key; arrows move from number to number. Knows nothing of how a number is found.
import './terms.css';
import * as l10n from '@vscode/l10n';
import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Cell, Formula } from '../../../../shared/formula/formula.ts';
import { cellsIn, type NumberAt } from '../../../../shared/formula/leaves.ts';
import type { Explanation } from '../../../../shared/step/origins.ts';
import type { Origin } from '../../../../shared/step/step.ts';
import { formatNumber } from '../../../../shared/text/numbers.ts';
import { Equation } from '../../../kit/mathml.tsx';
import { roved } from '../../../kit/roving.ts';
import type { Place } from '../../../kit/windows.ts';
import { aligned, ledgerOf, type Entry } from './ledger.ts';
import type { Looking } from '../looking.ts';
import { sameCell } from '../pointing.ts';
import { cellName } from '../step-words.ts';
import { lineOf, shortName, termName } from './term-parts.ts';

/** Of a term with more numbers than this the first are links. */
const mostLinks = 8;

interface Props {
  looking: Looking;
  explanation: Explanation;
  origin: Origin;
}

export function Terms({ looking, explanation, origin }: Props) {
  const { terms, value: total, cell: of } = origin;
  const { pointing } = looking;
  const table = useRef<HTMLTableElement>(null);
  const [whole, setWhole] = useState(false);
  /** Which of a row's numbers the reader has been at last; null while at none, and the one that Enter follows is first. */
  const [stop, setStop] = useState<Place | null>(null);
  const { first, left, last } = ledgerOf(terms, whole);
  const text = aligned([...first, ...last].map(({ value }) => value).concat(total));

  const rows = [...first, ...last].map((entry) => ({ ...entry, links: linksOf(entry.term) }));
  const held = stop && rows[stop.row]?.links[stop.column] ? stop : placeOf(rows, origin.source);
  const rowAt = (row: number) => (
    <TermRow
      key={row}
      entry={rows[row]!}
      name={termName(explanation, of, rows[row]!.term)}
      added={row > 0}
      text={terms.length === 1 ? '' : text(rows[row]!.value)}
      nameOf={(cell) => shortName(explanation, of, cell)}
      link={(number) => {
        const column = rows[row]!.links.findIndex(({ cell }) => sameCell(cell, number.cell));
        if (column < 0) return formatNumber(number.value);
        const name = cellName(explanation, number.cell);
        return (
          <button
            class="link number"
            data-place={`${row} ${column}`}
            tabIndex={held.row === row && held.column === column ? 0 : -1}
            title={name}
            aria-label={`${formatNumber(number.value)}: ${name}`}
            onFocus={() => setStop({ row, column })}
            onClick={() => pointing.follow(of, number.cell)}
          >
            {formatNumber(number.value)}
          </button>
        );
      }}
    />
  );

  const focusAt = ({ row, column }: Place) =>
    table.current?.querySelector<HTMLElement>(`[data-place="${row} ${column}"]`)?.focus();
  const wanted = pointing.termsWanted.value;
  useLayoutEffect(() => {
    if (!wanted) return;
    pointing.termsWanted.value = false;
    focusAt(placeOf(rows, origin.source));
  }, [wanted]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape' || (event.key === 'ArrowLeft' && event.shiftKey)) {
      pointing.wanted.value = of;
    } else if (event.key === 'Backspace') {
      if (!pointing.back()) return;
    } else {
      const links = rows.map(({ links }) => links.length);
      const next = roved(event.key, held, { rows: rows.length, columns: Math.max(...links) });
      if (!next || event.shiftKey) return;
      const column = Math.min(next.column, Math.max(links[next.row]! - 1, 0));
      focusAt({ row: next.row, column });
    }
    event.preventDefault();
  };
  return (
    <div class="ledger-scroll">
      <table ref={table} class="ledger" aria-label={l10n.t('Terms')} onKeyDown={onKeyDown}>
        <tbody>
          {first.map((_, index) => rowAt(index))}
          {left > 0 && (
            <tr>
              <td />
              <td colSpan={3}>
                <button class="link" onClick={() => setWhole(true)}>
                  {l10n.t('{0} more terms', left)}
                </button>
              </td>
            </tr>
          )}
          {last.map((_, index) => rowAt(first.length + index))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td class="sign">=</td>
            <td />
            <td class="number value">{text(total)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const linksOf = (term: Formula) => cellsIn(term).slice(0, mostLinks);

/** Where the number is that Enter follows, else the first. */
function placeOf(rows: readonly { links: readonly NumberAt[] }[], source: Cell | null): Place {
  for (const [row, { links }] of rows.entries()) {
    const column = links.findIndex(({ cell }) => sameCell(cell, source));
    if (column >= 0) return { row, column };
  }
  return { row: 0, column: 0 };
}

interface TermRowProps {
  entry: Entry & { readonly links: readonly NumberAt[] };
  name: string;
  /** Whether it is added to others. */
  added: boolean;
  text: string;
  nameOf: (cell: Cell) => string;
  link: (number: NumberAt) => ComponentChild;
}

function TermRow({ entry: { term, links }, name, added, text, nameOf, link }: TermRowProps) {
  const taken = term.kind === 'negative';
  const of = taken ? term.of : term;
  const line = lineOf(of);
  return (
    <tr>
      <th scope="row">{line && name}</th>
      <td class="sign">{taken ? '−' : added ? '+' : ''}</td>
      {line ? (
        <td class="number">
          {line.map((part) => (typeof part === 'string' ? part : inBrackets(part, link(part), line.length > 1)))}
        </td>
      ) : (
        <td>
          <Equation left={of} large />
          <ul class="number">
            {links.map((number) => (
              <li key={nameOf(number.cell)}>
                <span class="quiet">{nameOf(number.cell)}</span> {link(number)}
              </li>
            ))}
          </ul>
        </td>
      )}
      <td class="number value quiet">{text}</td>
    </tr>
  );
}

/** A number below zero stands in brackets beside a sign. */
function inBrackets({ value }: NumberAt, link: ComponentChild, beside: boolean): ComponentChild {
  return beside && value < 0 ? ['(', link, ')'] : link;
}
