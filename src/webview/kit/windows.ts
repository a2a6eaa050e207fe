// The part of a wide matrix that is shown as numbers. Pure.

/** Up to this many rows and columns a matrix is shown whole. */
export const wholeUpTo = 16;
/** The readable part of one that is larger. */
const window = { rows: 10, columns: 8 };

export interface Place {
  readonly row: number;
  readonly column: number;
}
export interface Size {
  readonly rows: number;
  readonly columns: number;
}

export function isWide({ rows, columns }: Size): boolean {
  return rows > wholeUpTo || columns > wholeUpTo;
}

/** How much of a matrix is shown as numbers. */
export function windowOf(size: Size): Size {
  if (!isWide(size)) return size;
  return { rows: Math.min(size.rows, window.rows), columns: Math.min(size.columns, window.columns) };
}

/** The window's first row and column, moved no further than a place needs to be in it. */
export function reveal(first: Place, place: Place, size: Size): Place {
  const shown = windowOf(size);
  const along = (from: number, at: number, length: number, count: number) =>
    Math.max(0, Math.min(Math.max(Math.min(from, at), at - length + 1), count - length));
  return {
    row: along(first.row, place.row, shown.rows, size.rows),
    column: along(first.column, place.column, shown.columns, size.columns),
  };
}

/** The window about a place. */
export function centre(place: Place, size: Size): Place {
  const shown = windowOf(size);
  const held = (at: number, length: number, count: number) => Math.max(0, Math.min(at - (length >> 1), count - length));
  return {
    row: held(place.row, shown.rows, size.rows),
    column: held(place.column, shown.columns, size.columns),
  };
}
