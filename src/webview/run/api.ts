// The only file that knows `acquireVsCodeApi`: the port to the host, and what a reload of the view brings back.
// Only navigation is kept here; what is true of a run is the host's.
import type { Port } from '../../shared/messages/channel.ts';
import { latest, type Cursor } from './cursor.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const api = acquireVsCodeApi();

export const hostPort: Port = {
  post: (message) => api.postMessage(message),
  onMessage: (listener) => window.addEventListener('message', ({ data }: MessageEvent<unknown>) => listener(data)),
};

export type CurveScale = 'log' | 'linear';
export type Tab = 'train' | 'step';

/** Where the reader was. The cursor belongs to one run. */
export interface Navigation {
  readonly runId: string | null;
  readonly cursor: Cursor;
  readonly scale: CurveScale;
  readonly tab: Tab;
}

export function loadNavigation(): Navigation {
  const state = api.getState() as Partial<Navigation> | undefined;
  return {
    runId: state?.runId ?? null,
    cursor: state?.cursor ?? latest,
    scale: state?.scale ?? 'log',
    tab: state?.tab ?? 'train',
  };
}

export function saveNavigation(navigation: Navigation): void {
  api.setState(navigation);
}
