// States kept on the way as any engine can keep them: by stopping at each. Knows nothing of which steps are due, or why.
import type { LoadedEngine, Trace } from '../engines/engine.ts';

/** `LoadedEngine.trace` of an engine that has nothing faster, or whose steps take so long that it need not. */
export function traceByLoop(
  engine: Pick<LoadedEngine, 'steps' | 'loss' | 'weights'>,
  count: number,
  kept: readonly number[],
): Trace {
  const losses: number[] = [];
  const weights: Float32Array[] = [];
  let made = 0;
  let finite = true;
  for (const [row, end] of [...kept, count].entries()) {
    const advance = engine.steps(end - made);
    made += advance.made;
    finite = advance.finite;
    if (!finite || row === kept.length) break;
    losses.push(engine.loss());
    weights.push(engine.weights());
  }
  return { made, finite, losses: Float64Array.from(losses), weights: joined(weights) };
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const width = rows[0]?.length ?? 0;
  const result = new Float32Array(rows.length * width);
  rows.forEach((row, k) => result.set(row, k * width));
  return result;
}
