// Whether a run goes on. The one place that says so.
import type { RunStatus } from '../messages/protocol.ts';

/** Whether steps may still come; of no run none do. */
export function isAlive(status: RunStatus | null): boolean {
  const kind = status?.kind;
  return kind === 'starting' || kind === 'running' || kind === 'paused';
}
