// Finds processes that a step has left behind, by a mark in their environment. Knows nothing of what they are.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const variable = 'BACKPROP_TEST_RUN';

/** Something new for the environment of a process: whatever it starts, and whatever that starts, bears the mark. */
export function newMark(name: string): Record<string, string> {
  return { [variable]: `${process.pid}.${name}` };
}

/** The command lines of the processes that bear a mark and are alive; empty where the system doesn't tell. */
export function leftovers(mark: Readonly<Record<string, string>>): string[] {
  const marked = Object.entries(mark).map(([name, value]) => `${name}=${value}`);
  return (process.platform === 'linux' ? fromProc() : fromPs())
    .filter(({ text }) => text.split(/[\0 ]/).some((word) => marked.includes(word)))
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
