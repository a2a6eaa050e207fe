// Finds processes that a run has left behind, by a mark in their environment. Knows nothing of what they are.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const variable = 'BACKPROP_TEST_RUN';

/** Marks this process: whatever it starts, and whatever that starts, bears the mark. */
export function markProcesses(): void {
  process.env[variable] = String(process.pid);
}

/** The command lines of marked processes that are alive but for this one's; empty where the system doesn't tell. */
export function leftovers(): string[] {
  const mark = `${variable}=${process.pid}`;
  return (process.platform === 'linux' ? fromProc() : fromPs())
    .filter(({ pid, text }) => pid !== process.pid && text.split(/[\0 ]/).includes(mark))
    .map(({ pid, name }) => `${pid} ${name}`);
}

interface Process {
  pid: number;
  name: string;
  /** Its environment, and perhaps more. */
  text: string;
}

function fromProc(): Process[] {
  const read = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // It has ended meanwhile, or belongs to somebody else.
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({
      pid: Number(pid),
      name: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '),
      text: read(`/proc/${pid}/environ`),
    }));
}

function fromPs(): Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], { encoding: 'utf8' });
  return (stdout ?? '')
    .split('\n')
    .map((line) => ({ pid: Number.parseInt(line), name: line.slice(0, 200), text: line }));
}
