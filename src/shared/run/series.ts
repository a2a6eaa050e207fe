// A run's history: append-only columns, one row a recorded step. A row at step i is the state after step i's update.
// Knows nothing of who records or who draws.

/** Rows as they travel: typed arrays of their exact length, since those keep NaN on the way to a webview. */
export interface Points {
  /** Step numbers from 0, rising. */
  readonly steps: Float64Array;
  /** Loss on all data after that step. */
  readonly losses: Float64Array;
  /** All weights after that step, flat, `steps.length × weightCount`. */
  readonly weights: Float32Array;
}

export const noPoints: Points = {
  steps: new Float64Array(0),
  losses: new Float64Array(0),
  weights: new Float32Array(0),
};

/** Growing columns. Appending is amortised O(1); what it hands out are copies. */
export class Series {
  #steps: Float64Array;
  #losses: Float64Array;
  #weights: Float32Array;
  #length = 0;
  /** Numbers in one row of weights. */
  readonly width: number;

  constructor(width: number, points: Points = noPoints) {
    this.width = width;
    const rows = Math.max(1, Math.min(256, Math.floor(2 ** 20 / width)));
    this.#steps = new Float64Array(rows);
    this.#losses = new Float64Array(rows);
    this.#weights = new Float32Array(rows * width);
    this.append(points);
  }

  get length(): number {
    return this.#length;
  }

  append(points: Points): void {
    this.#reserve(this.#length + points.steps.length);
    this.#steps.set(points.steps, this.#length);
    this.#losses.set(points.losses, this.#length);
    this.#weights.set(points.weights, this.#length * this.width);
    this.#length += points.steps.length;
  }

  push(step: number, loss: number, weights: Float32Array): void {
    this.#reserve(this.#length + 1);
    this.#steps[this.#length] = step;
    this.#losses[this.#length] = loss;
    this.#weights.set(weights, this.#length * this.width);
    this.#length++;
  }

  step(row: number): number {
    return this.#steps[row]!;
  }
  loss(row: number): number {
    return this.#losses[row]!;
  }
  weights(row: number): Float32Array {
    return this.#weights.slice(row * this.width, (row + 1) * this.width);
  }

  /** Copies of the rows from `start` on. */
  points(start = 0): Points {
    return {
      steps: this.#steps.slice(start, this.#length),
      losses: this.#losses.slice(start, this.#length),
      weights: this.#weights.slice(start * this.width, this.#length * this.width),
    };
  }

  /** Copies of all rows, which it forgets. */
  take(): Points {
    const points = this.points();
    this.#length = 0;
    return points;
  }

  /** The last row at or before a step; 0 where there is none, -1 in an empty series. */
  rowAt(step: number): number {
    let low = 0;
    let high = this.#length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#steps[middle]! <= step) low = middle;
      else high = middle - 1;
    }
    return high;
  }

  #reserve(rows: number): void {
    if (rows <= this.#steps.length) return;
    const capacity = Math.max(rows, this.#steps.length * 2);
    this.#steps = grown(this.#steps, new Float64Array(capacity));
    this.#losses = grown(this.#losses, new Float64Array(capacity));
    this.#weights = grown(this.#weights, new Float32Array(capacity * this.width));
  }
}

function grown<Column extends Float64Array | Float32Array>(from: Column, into: Column): Column {
  into.set(from);
  return into;
}

/** The rows of some points whose step is one of those that are wanted. @param width numbers in one row of weights */
export function rowsWhere(
  { steps, losses, weights }: Points,
  width: number,
  isWanted: (step: number) => boolean,
): Points {
  const rows = Array.from(steps.keys()).filter((row) => isWanted(steps[row]!));
  const wanted = {
    steps: Float64Array.from(rows, (row) => steps[row]!),
    losses: Float64Array.from(rows, (row) => losses[row]!),
    weights: new Float32Array(rows.length * width),
  };
  rows.forEach((row, i) => wanted.weights.set(weights.subarray(row * width, (row + 1) * width), i * width));
  return wanted;
}
