// The loss curve on a canvas, by uPlot: draws rows of a series, and reports where the pointer is. Knows nothing of
// signals, of the cursor in time or of words.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCount, formatNumber } from '../../shared/text/numbers.ts';
import type { Series } from '../../shared/run/series.ts';
import type { CurveScale } from '../run/api.ts';
import type { Theme } from './theme.ts';
import { linearRange, linearTicks, logRange, logTicks, type LossRange } from './ticks.ts';

/** Pixels: the height of the limit's label and the gap between ticks. */
const labelRoom = 24;
const tickGap = { x: 80, y: 32 };

export interface Chart {
  /** The plot's area without its axes, over the canvas. */
  readonly over: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Draws the first `rows` rows; `last` is the greatest step that the axis must have room for. */
  draw(series: Series, rows: number, last: number, limit: number | undefined): void;
  /** Redraws what stands there, after a change of theme. */
  restyle(theme: Theme): void;
  resize(width: number, height: number): void;
  /** Pixels from the left or top of `over`; undefined where a value is off the axis. */
  x(step: number): number;
  y(loss: number): number | undefined;
  /** The row under a pixel. */
  rowAt(left: number): number;
  /** Says which row the pointer is at; null where it is not over the curve. */
  onPoint(listener: (row: number | null) => void): void;
  dispose(): void;
}

export function createChart(holder: HTMLElement, scale: CurveScale, theme: Theme): Chart {
  let steps: number[] = [];
  let losses: (number | null)[] = [];
  let source: Series | undefined;
  let least = Infinity;
  let greatest = -Infinity;
  let last = 1;
  let limit: number | undefined;
  let style = theme;
  let onPoint: (row: number | null) => void = () => {};
  const isLog = scale === 'log';

  const axis = {
    stroke: () => style.axis,
    font: theme.font,
    ticks: { show: false },
    grid: { stroke: () => style.grid, width: 1 },
  } satisfies uPlot.Axis;
  const range = (height: number): [number, number] => {
    if (!(least <= greatest)) return isLog ? [0.1, 10] : [0, 1];
    const wanted: LossRange = { least, greatest, limit, roomBelow: Math.min(labelRoom / height, 0.4) };
    return isLog ? logRange(wanted) : linearRange(wanted);
  };
  const plotHeight = (plot: uPlot) => Math.max(plot.bbox.height / uPlot.pxRatio, 1);
  const count = (size: number, gap: number) => Math.max(Math.floor(size / gap), 2);

  const plot = new uPlot(
    {
      width: 300,
      height: 200,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: () => [0, last] },
        y: { distr: isLog ? 3 : 1, range: (u) => range(plotHeight(u)) },
      },
      axes: [
        {
          ...axis,
          size: 28,
          gap: 6,
          grid: { show: false },
          splits: (u, _axis, min, max) =>
            linearTicks(min, max, count(u.bbox.width / uPlot.pxRatio, tickGap.x)).filter(Number.isInteger),
          values: (_, splits) => splits.map(formatCount),
        },
        {
          ...axis,
          size: 56,
          gap: 6,
          // Before the first loss there is nothing to measure.
          splits: (u, _axis, min, max) =>
            least <= greatest ? (isLog ? logTicks : linearTicks)(min, max, count(plotHeight(u), tickGap.y)) : [],
          values: (_, splits) => splits.map((value) => formatNumber(Number(value.toPrecision(4)))),
          filter: (_, splits) => splits,
        },
      ],
      series: [
        {},
        { stroke: () => style.curve, width: 1.5, pxAlign: 0, points: { show: (u) => u.data[0].length < 3, size: 5 } },
      ],
      hooks: { setCursor: [(u) => onPoint(u.cursor.idx ?? null)] },
    },
    [[], []],
    holder,
  );

  /** Takes over the rows that came since the last time. A loss that the axis has no place for leaves a gap. */
  const append = (series: Series, rows: number) => {
    if (series !== source || rows < steps.length) {
      [steps, losses, least, greatest, source] = [[], [], Infinity, -Infinity, series];
    }
    for (let row = steps.length; row < rows; row++) {
      const loss = series.loss(row);
      const fits = Number.isFinite(loss) && (!isLog || loss > 0);
      steps.push(series.step(row));
      losses.push(fits ? loss : null);
      if (!fits) continue;
      least = Math.min(least, loss);
      greatest = Math.max(greatest, loss);
    }
  };

  return {
    over: plot.over,
    canvas: plot.ctx.canvas,
    draw(series, rows, newLast, newLimit) {
      append(series, rows);
      last = Math.max(newLast, 1);
      limit = newLimit;
      // uPlot reads its rows anew only from a new array around them.
      plot.batch(() => plot.setData([steps, losses]));
    },
    restyle(newTheme) {
      style = newTheme;
      plot.redraw(false);
    },
    resize(width, height) {
      plot.setSize({ width, height });
    },
    x: (step) => plot.valToPos(step, 'x'),
    y(loss) {
      const { min, max } = plot.scales['y']!;
      const isOn = typeof min === 'number' && typeof max === 'number' && loss >= min && loss <= max;
      return isOn ? plot.valToPos(loss, 'y') : undefined;
    },
    rowAt: (left) => plot.posToIdx(left),
    onPoint: (listener) => (onPoint = listener),
    dispose: () => plot.destroy(),
  };
}
