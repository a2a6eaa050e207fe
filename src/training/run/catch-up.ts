// Brings an engine to where a run has been: makes steps that were made before, to the same bits, and records nothing.
import type { LoadedEngine } from '../engines/engine.ts';
import type { Surroundings } from './trainer.ts';

/** The engine is asked for as many steps at once as take about this long; then messages are let in. */
const sliceMs = 8;

/** @param count of steps from where the engine is */
export async function catchUp(
  engine: Pick<LoadedEngine, 'steps'>,
  count: number,
  { now, yieldToMessages }: Surroundings,
): Promise<void> {
  let most = 1;
  for (let made = 0; made < count;) {
    const from = now();
    made += engine.steps(Math.min(most, count - made)).made;
    const took = now() - from;
    if (took < sliceMs / 2) most *= 2;
    else if (took > sliceMs) most = Math.max(1, most >> 1);
    if (took >= sliceMs / 2) await yieldToMessages();
  }
}
