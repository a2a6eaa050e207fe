// Whether a run goes on. The one place that says so.
import type { RunStatus } from '../protocol.ts';

/** Whether steps may still come. */
export function isAlive({ kind }: RunStatus): boolean {
  return kind === 'starting' || kind === 'running' || kind === 'paused';
}
