// Where the units of a network stand in its picture, and which of them there is room for. Pure.

/** Past this many units a layer is drawn by its first and last ones. */
const mostUnits = 12;

export interface PlacedUnit {
  readonly layer: number;
  /** Undefined for the mark that stands for those left out. */
  readonly index: number | undefined;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly units: readonly PlacedUnit[];
}

/** Layers from left to right, the units of each from top to bottom about the middle. Pixels. */
export function layoutNetwork(widths: readonly number[], width: number, unitHeight: number, margin: number): Layout {
  const layers = widths.map(shownUnits);
  const height = Math.max(...layers.map((layer) => layer.length)) * unitHeight;
  const between = (width - 2 * margin) / (widths.length - 1);
  const units = layers.flatMap((indices, layer) =>
    indices.map((index, place) => ({
      layer,
      index,
      x: margin + layer * between,
      y: height / 2 + (place - (indices.length - 1) / 2) * unitHeight,
    })),
  );
  return { width, height, units };
}

function shownUnits(count: number): (number | undefined)[] {
  if (count <= mostUnits) return Array.from({ length: count }, (_, index) => index);
  const half = (mostUnits - 2) / 2;
  const firsts = Array.from({ length: half }, (_, index) => index);
  return [...firsts, undefined, ...firsts.map((index) => count - half + index)];
}
