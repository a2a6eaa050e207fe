// What the host knows of a training worker. The two kinds are spawn.node.ts and spawn.web.ts.
import type * as vscode from 'vscode';
import type { Port } from '../../shared/messages/channel.ts';

export interface TrainingWorker extends Port {
  /** It ended without being asked to, with the reason in a few words. Called at most once, never after `terminate`. */
  onDeath(listener: (reason: string) => void): void;
  /** Ends it at once. Idempotent. */
  terminate(): void;
  /** Ends it as a crash would: nobody asked. */
  kill(): void;
}

export type SpawnWorker = (extensionUri: vscode.Uri) => Promise<TrainingWorker>;
