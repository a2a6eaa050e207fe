// A run in a few words: what a list of runs shows of one without opening it, and how it is called. Knows nothing of where
// runs are kept.
import type { Run, RunStatus } from '../messages/protocol.ts';
import type { RunSpec } from '../spec/spec.ts';

/** What the list shows of a run. */
export interface RunSummary {
  readonly id: string;
  readonly spec: RunSpec;
  readonly status: RunStatus;
  /** Steps done. */
  readonly done: number;
  /** Loss on all data after the last step; null before the first, and where it is no finite number. */
  readonly loss: number | null;
}

/** What the reader says of a run. */
export interface RunLabel {
  /** Null where the reader gave it none. */
  readonly name: string | null;
  /** A pinned run stays on top, and is kept for good. */
  readonly pinned: boolean;
}
export const noLabel: RunLabel = { name: null, pinned: false };

/** A row of the list: a run, or what is left of one whose file is damaged. */
export type ListedRun = { readonly id: string; readonly label: RunLabel } & (
  { readonly kind: 'run'; readonly summary: RunSummary } | { readonly kind: 'damaged' }
);

export function summaryOf({ id, spec, status, progress }: Run): RunSummary {
  const loss = progress.points.losses.at(-1);
  return { id, spec, status, done: progress.done, loss: loss !== undefined && Number.isFinite(loss) ? loss : null };
}

/**
 * A run's id, unlike any other's: when it was started, then chance.
 * @param now milliseconds since 1970
 * @param random from 0 to below 1
 */
export function makeRunId(now: number, random: number): string {
  return `${now.toString(36)}-${Math.floor(random * 2 ** 40).toString(36)}`;
}

/** When a run was started, by its id; milliseconds since 1970. */
export function startedAt(id: string): number {
  return Number.parseInt(id.split('-')[0]!, 36);
}

/** Pinned ones first, then the newest first. */
export function inOrder(runs: readonly ListedRun[]): ListedRun[] {
  return [...runs].sort((a, b) => Number(b.label.pinned) - Number(a.label.pinned) || startedAt(b.id) - startedAt(a.id));
}
