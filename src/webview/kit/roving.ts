// Arrow keys inside one stop of the Tab key: the focus moves among an element's marked descendants.
// https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex

const stepOfKey: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-Infinity, 0],
  PageDown: [Infinity, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** The place in a grid that a key leads to, held within it; undefined for any other key. */
export function roved(
  key: string,
  at: { row: number; column: number },
  size: { rows: number; columns: number },
): { row: number; column: number } | undefined {
  const step = stepOfKey[key];
  if (!step) return undefined;
  const held = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
  return { row: held(at.row + step[0], size.rows), column: held(at.column + step[1], size.columns) };
}
