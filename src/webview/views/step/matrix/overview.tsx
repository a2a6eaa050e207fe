// A wide matrix as a picture: a point or more a number, and the part of it that is read in a frame. A click or a drag moves
// the frame; the keyboard does so in the table beside it.
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { mix, type Scale } from '../../../kit/colours.ts';
import { theme } from '../../../kit/theme.ts';
import type { Lit } from '../looking.ts';
import { centre, windowOf, type Place, type Size } from '../../../kit/windows.ts';

/** Pixels: the largest picture, and the largest point. */
const room = { width: 256, height: 210 };
const largestPoint = 8;

interface Props {
  /** Row-major. */
  values: Float32Array;
  size: Size;
  end: number;
  first: Place;
  lit: readonly Lit[];
  onMove: (first: Place) => void;
}

export function Overview({ values, size, end, first, lit, onMove }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = theme.value.weights;
  const pixels = pictureSize(size);
  useLayoutEffect(
    () => paint(canvas.current!, values, size, end, scale),
    [values, size.rows, size.columns, end, scale],
  );

  const moveTo = ({ offsetX, offsetY }: PointerEvent) => {
    const row = Math.floor((offsetY / pixels.height) * size.rows);
    const column = Math.floor((offsetX / pixels.width) * size.columns);
    onMove(centre({ row, column }, size));
  };
  const seen = windowOf(size);
  const part = (at: number, count: number) => `${(100 * at) / count}%`;
  const frame = ([top, bottom]: Lit['rows'], [left, right]: Lit['columns']) => ({
    top: part(top, size.rows),
    left: part(left, size.columns),
    height: part(bottom - top, size.rows),
    width: part(right - left, size.columns),
  });
  return (
    <div class="overview" style={{ width: `${pixels.width}px`, height: `${pixels.height}px` }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={l10n.t(
          'All {0} numbers as colours. The table has a part of them; the arrow keys move it.',
          values.length,
        )}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          moveTo(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event);
        }}
      />
      {lit.map(({ kind, rows, columns }, index) => (
        <div key={index} class={`overview-lit ${kind}`} style={frame(rows, columns)} />
      ))}
      <div
        class="overview-frame"
        style={frame([first.row, first.row + seen.rows], [first.column, first.column + seen.columns])}
      />
    </div>
  );
}

/** CSS pixels: as large as there is room, a whole number of points where they are no smaller than one. */
export function pictureSize({ rows, columns }: Size): { width: number; height: number } {
  const point = Math.min(room.width / columns, room.height / rows, largestPoint);
  const whole = point >= 1 ? Math.floor(point) : point;
  return {
    width: Math.max(Math.round(columns * whole), 4),
    height: Math.max(Math.round(rows * whole), rows === 1 ? 8 : 4),
  };
}

/** Each point has the number of the largest size among those that it stands for: nothing loud is lost. */
function paint(canvas: HTMLCanvasElement, values: Float32Array, size: Size, end: number, scale: Scale): void {
  const picture = pictureSize(size);
  const width = Math.min(size.columns, picture.width);
  const height = Math.min(size.rows, picture.height);
  const loudest = new Float32Array(width * height);
  for (let row = 0; row < size.rows; row++) {
    const y = Math.floor((row * height) / size.rows) * width;
    for (let column = 0; column < size.columns; column++) {
      const point = y + Math.floor((column * width) / size.columns);
      const value = values[row * size.columns + column]!;
      if (Math.abs(value) > Math.abs(loudest[point]!)) loudest[point] = value;
    }
  }
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d')!;
  const image = pen.createImageData(width, height);
  const colours = shades(scale);
  loudest.forEach((value, point) => {
    const share = Math.max(-1, Math.min(1, value / end));
    image.data.set(colours[Math.round((share + 1) * half)] ?? colours[half]!, 4 * point);
  });
  pen.putImageData(image, 0, 0);
}

const half = 127;

/** The scale from its negative to its positive end, as opaque pixels. */
function shades({ background, negative, positive, strongest }: Scale): (readonly number[])[] {
  return Array.from({ length: 2 * half + 1 }, (_, index) => {
    const share = index / half - 1;
    const hue = share < 0 ? negative : positive;
    return [...mix(background, hue, strongest * Math.abs(share)), 255];
  });
}
