// How the kernel's cost grows with steps, with the width of a network and with the number of runs.
import type { Contender } from './contenders.mts';
import { median, medians } from './measure.mts';

type Points = readonly (readonly [at: number, seconds: number])[];

export interface Growth {
  /** Seconds for so many steps of the lesson. */
  readonly steps: Points;
  /** Seconds a step of a network 2-w-w-1 of that width, tanh, batch 32. */
  readonly width: Points;
  /** Seconds for so many runs of the lesson, 1000 steps each, on one core. */
  readonly runs: Points;
}

export async function measureGrowth(kernel: Contender, rounds: number): Promise<Growth> {
  const timed = async (request: string, count: number) => {
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round++) seconds.push(await kernel.measure(request, count));
    return median(seconds);
  };
  const steps: [number, number][] = [];
  for (const count of [1e3, 1e4, 1e5, 1e6, 1e7]) steps.push([count, await timed('kernel sgd', count)]);
  const width: [number, number][] = [];
  for (const units of [4, 8, 16, 32, 64, 128, 256, 512]) {
    const [seconds] = await medians([{ contender: kernel, request: `width ${units}` }], rounds);
    width.push([units, seconds!]);
  }
  const runs: [number, number][] = [];
  for (const count of [1, 4, 16, 64, 256, 1024, 4096]) runs.push([count, await timed(`batch ${count}`, 1000)]);
  return { steps, width, runs };
}
