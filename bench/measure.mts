// Medians of alternating measurements. Knows nothing of who is measured.
import type { Contender } from './contenders.mts';

/** Seconds that one measurement should take at least. */
const enough = 0.1;
/** Seconds that a contender whose work is given does it before it is measured. */
const warm = 2;

export interface Measured {
  readonly contender: Contender;
  readonly request: string;
  /** Steps to measure; as many as take long enough where not given. */
  readonly steps?: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Seconds for one step of each, as the median over rounds in which all take their turns: what slows the machine down for a
 * while, slows all of them down.
 */
export async function medians(measured: readonly Measured[], rounds: number): Promise<number[]> {
  const counts: number[] = [];
  for (const { contender, request, steps } of measured) {
    if (steps !== undefined) await warmUp(contender, request, steps);
    counts.push(steps ?? (await enoughSteps(contender, request)));
  }
  return inTurns(measured, counts, rounds);
}

/** The same with their counts of steps given, and without warming up. */
export async function inTurns(
  measured: readonly Measured[],
  counts: readonly number[],
  rounds: number,
): Promise<number[]> {
  const seconds: number[][] = measured.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, { contender, request }] of measured.entries()) {
      seconds[k]!.push((await contender.measure(request, counts[k]!)) / counts[k]!);
    }
  }
  return seconds.map(median);
}

/** Does the same work until JavaScript, which is compiled as it proves hot, has been. */
async function warmUp(contender: Contender, request: string, steps: number): Promise<void> {
  for (let seconds = 0; seconds < warm;) seconds += await contender.measure(request, steps);
}

/** As many steps as take long enough; on the way there the contender warms up. */
async function enoughSteps(contender: Contender, request: string): Promise<number> {
  for (let count = 1; ;) {
    const seconds = await contender.measure(request, count);
    if (seconds >= enough) return count;
    count = Math.max(count * 2, Math.min(count * 100, Math.ceil((count * enough * 1.1) / Math.max(seconds, 1e-6))));
  }
}
