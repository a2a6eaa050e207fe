// The one cursor in time: which step every view shows, and how keys move it. What shows the recorded history stands on
// the row at or before that step. Pure.
import type { Series } from '../../shared/run/series.ts';

/** At the newest step, whichever that is, or at one where the reader put it. */
export type Cursor = { readonly kind: 'latest' } | { readonly kind: 'step'; readonly step: number };

export const latest: Cursor = { kind: 'latest' };

export type Move = 'back' | 'forward' | 'reportBack' | 'reportForward' | 'start' | 'latest';

/** The keys that move the cursor where a view of time has the focus. */
export const moveOfKey: Readonly<Record<string, Move>> = {
  ArrowLeft: 'back',
  ArrowRight: 'forward',
  PageUp: 'reportBack',
  PageDown: 'reportForward',
  Home: 'start',
  End: 'latest',
};

/** The row that the cursor is at; -1 before the first. */
export function rowAt(cursor: Cursor, series: Series): number {
  return cursor.kind === 'latest' ? series.length - 1 : series.rowAt(cursor.step);
}

/** Where a move takes the cursor. `reports` are the rows of the loss table, rising. */
export function moved(cursor: Cursor, move: Move, series: Series, reports: readonly number[]): Cursor {
  const last = series.length - 1;
  if (move === 'latest' || last < 0) return latest;
  const row = rowAt(cursor, series);
  const target: Record<Exclude<Move, 'latest'>, () => number> = {
    back: () => row - 1,
    forward: () => row + 1,
    reportBack: () => reports[lowerBound(reports, row) - 1] ?? 0,
    reportForward: () => reports[lowerBound(reports, row + 1)] ?? last,
    start: () => 0,
  };
  return { kind: 'step', step: series.step(Math.min(Math.max(target[move](), 0), last)) };
}

/** The step that the cursor is at; −1 before the first. `newest` is the last that was made. */
export function stepAt(cursor: Cursor, newest: number): number {
  return cursor.kind === 'latest' ? newest : Math.min(cursor.step, newest);
}

/** Where a move takes the cursor that goes by single steps. */
export function stepped(cursor: Cursor, move: Move, newest: number, reportEvery: number): Cursor {
  if (move === 'latest' || newest < 0) return latest;
  const step = stepAt(cursor, newest);
  const target: Record<Exclude<Move, 'latest'>, number> = {
    back: step - 1,
    forward: step + 1,
    reportBack: (Math.ceil(step / reportEvery) - 1) * reportEvery,
    reportForward: (Math.floor(step / reportEvery) + 1) * reportEvery,
    start: 0,
  };
  return { kind: 'step', step: Math.min(Math.max(target[move], 0), newest) };
}

/** The first index whose value is at least `value`. */
export function lowerBound(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
