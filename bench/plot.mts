// A log-log plot as SVG. Knows nothing of what is plotted.

export interface Curve {
  readonly title: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}
export interface Axes {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

const [width, height] = [320, 240];
const margin = { left: 64, right: 12, top: 30, bottom: 40 };

/** Panels side by side. Colours follow the reader's light or dark theme. */
export function plot(panels: readonly (Axes & { readonly curve: Curve })[]): string {
  const drawn = panels.map((panel, k) => `<g transform="translate(${k * width} 0)">${drawPanel(panel)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${panels.length * width} ${height}" font-family="sans-serif" font-size="11">
<style>
  text { fill: #444 } .grid { stroke: #ddd } .curve { stroke: #1664c0; fill: none; stroke-width: 1.5 } circle { fill: #1664c0 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ccc } .grid { stroke: #444 } .curve { stroke: #6cb0ff } circle { fill: #6cb0ff }
  }
</style>
${drawn.join('\n')}
</svg>
`;
}

function drawPanel({ title, x, y, curve: { points } }: Axes & { readonly curve: Curve }): string {
  const across = scale(
    points.map(([value]) => value),
    margin.left,
    width - margin.right,
  );
  const up = scale(
    points.map(([, value]) => value),
    height - margin.bottom,
    margin.top,
  );
  const at = points.map(([px, py]) => `${across.at(px)},${up.at(py)}`);
  return [
    `<text x="${margin.left}" y="16" font-weight="bold">${title}</text>`,
    ...across.decades.map((value) => line(across.at(value), margin.top, across.at(value), height - margin.bottom)),
    ...up.decades.map((value) => line(margin.left, up.at(value), width - margin.right, up.at(value))),
    ...across.decades.map((value) => text(across.at(value), height - margin.bottom + 14, 'middle', tick(value))),
    ...up.decades.map((value) => text(margin.left - 6, up.at(value) + 4, 'end', tick(value))),
    text((margin.left + width - margin.right) / 2, height - 8, 'middle', x),
    `<text transform="translate(12 ${(margin.top + height - margin.bottom) / 2}) rotate(-90)" text-anchor="middle">${y}</text>`,
    `<polyline class="curve" points="${at.join(' ')}"/>`,
    ...at.map((point) => `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="2.5"/>`),
  ].join('\n');
}

/** Places on a logarithmic axis that spans whole decades, and those decades. */
function scale(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value: number) => Number((from + ((Math.log10(value) - low) / (high - low)) * (to - from)).toFixed(1));
  return { at, decades: Array.from({ length: high - low + 1 }, (_, k) => 10 ** (low + k)) };
}

const line = (x1: number, y1: number, x2: number, y2: number) =>
  `<line class="grid" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
const text = (x: number, y: number, anchor: string, content: string) =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`;
const tick = (value: number) =>
  value >= 1e4 || value < 1e-2
    ? `10<tspan dy="-4" font-size="8">${Math.round(Math.log10(value))}</tspan>`
    : String(value);
