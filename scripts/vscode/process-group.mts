// A process with all that it starts, as one thing that can be ended, and that ends with its starter however that one
// goes. Knows nothing of what runs in it. POSIX only: Windows has no process groups.
import { spawn, type ChildProcess } from 'node:child_process';

export interface ProcessGroup {
  readonly leader: ChildProcess;
  readonly exited: Promise<number | null>;
  /** Asks it to end, and after 3 s makes it. */
  end(): Promise<void>;
}

// The guard reads descriptor 3, which nobody writes to: it closes when the starter is gone.
const script = '(cat <&3 >/dev/null 2>&1; kill -9 0) & exec 3<&-; exec "$@"';

/** Starts a command with its output piped and no input. */
export function startGroup(command: readonly string[], env: NodeJS.ProcessEnv): ProcessGroup {
  const leader = spawn('/bin/sh', ['-c', script, 'sh', ...command], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env,
  });
  const exited = new Promise<number | null>((resolve) => leader.once('close', resolve));
  // The guard holds the pipes open: it goes with its leader.
  leader.once('exit', () => signal('SIGKILL'));
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-leader.pid!, name);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
    }
  };
  return {
    leader,
    exited,
    async end() {
      const leaderGone = new Promise((resolve) => leader.once('exit', resolve));
      signal('SIGTERM');
      if (leader.exitCode === null)
        await Promise.race([leaderGone, new Promise((resolve) => setTimeout(resolve, 3000))]);
      // The guard, and whoever has not followed.
      signal('SIGKILL');
      await exited;
    },
  };
}
