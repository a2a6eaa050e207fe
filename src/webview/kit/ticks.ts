// Where an axis has its ticks and where it ends. Pure.

/** 1, 2, 5 and their powers of ten between two positive ends; fewer where there are many decades, evenly where none. */
export function logTicks(low: number, high: number, atMost: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const within = (tick: number) => tick >= low && tick <= high;
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  for (const mantissas of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = powers.flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`))).filter(within);
    if (ticks.length <= atMost && ticks.length >= 3) return ticks;
  }
  const inRange = powers.map((power) => Number(`1e${power}`)).filter(within);
  if (inRange.length > atMost) return everyNth(inRange, Math.ceil(inRange.length / atMost));
  // An axis with one tick has no scale: evenly, finer until there are two.
  for (let count = atMost; count <= 8 * atMost; count *= 2) {
    const ticks = linearTicks(low, high, count).filter((tick) => tick > 0);
    if (ticks.length >= 2) return ticks.length > atMost ? [ticks[0]!, ticks.at(-1)!] : ticks;
  }
  return inRange;
}

/** Multiples of 1, 2 or 5 times a power of ten. */
export function linearTicks(low: number, high: number, atMost: number): number[] {
  const least = (high - low) / Math.max(atMost, 1);
  if (!(least > 0) || !Number.isFinite(least)) return [low];
  const power = Math.floor(Math.log10(least));
  const [step = least] = [1, 2, 5, 10].map((mantissa) => Number(`${mantissa}e${power}`)).filter((s) => s >= least);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step); index * step <= high; index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

function everyNth(values: number[], n: number): number[] {
  return values.filter((_, index) => index % n === 0);
}

/** The losses' axis: what it must show, and the room under the limit that its label needs, as a share of the height. */
export interface LossRange {
  readonly least: number;
  readonly greatest: number;
  readonly limit: number | undefined;
  readonly roomBelow: number;
}

/** Past this many decades below the losses a limit would press the curve flat. */
const decadesBelow = 6;

/** Ends of a logarithmic axis; all values positive. A limit far below the losses, or zero, is left outside. */
export function logRange({ least, greatest, limit, roomBelow }: LossRange): [number, number] {
  const isNear = limit !== undefined && limit > 0 && limit > least / 10 ** decadesBelow;
  const bottom = Math.log10(isNear ? Math.min(limit, least) : least);
  const span = Math.max(Math.log10(greatest) - bottom, 0.01);
  const top = bottom + span * 1.05;
  return [10 ** (bottom - ((top - bottom) * roomBelow) / (1 - roomBelow)), 10 ** top];
}

/** Ends of a linear axis. */
export function linearRange({ least, greatest, limit, roomBelow }: LossRange): [number, number] {
  const bottom = Math.min(limit ?? least, least);
  const span = Math.max(greatest - bottom, Math.abs(bottom) * 0.01, Number.MIN_VALUE);
  const top = bottom + span * 1.05;
  return [bottom - ((top - bottom) * roomBelow) / (1 - roomBelow), top];
}
