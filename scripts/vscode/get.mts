// Decides which VS Code the tests run in, and gets it: the desktop one where it can be downloaded and shown, else VS Code's
// own server with a browser. Knows nothing of the tests.
import path from 'node:path';
import { getBrowser } from './browser.mts';
import { display, downloadDesktop } from './desktop.mts';
import { installServer } from './install-server.mts';
import { serverVersion } from './server.mts';

export interface VSCode {
  /** For a person: which VS Code it is. */
  readonly name: string;
  /** Takes the command line of a VS Code executable. */
  readonly executable: string;
  /** What must stand before a command that starts it. */
  readonly wrapper: readonly string[];
}

/** @throws Error that says what is missing */
export async function getVSCode(): Promise<VSCode> {
  const shown = display();
  if (!shown) return getServer('there is no display');
  try {
    const { version, executable } = await downloadDesktop();
    return {
      name: `VS Code ${version} for the desktop`,
      executable,
      wrapper: shown === 'virtual' ? ['xvfb-run', '-a'] : [],
    };
  } catch (thrown) {
    return getServer(`the desktop's can't be downloaded: ${String(thrown)}`);
  }
}

/** Why VS Code's server can't run on this kind of machine; undefined where it can. */
export function serverImpossible(): string | undefined {
  return process.platform === 'win32' ? "npm's VS Code server doesn't run on Windows" : undefined;
}

/** VS Code's server in a browser, behind the command line of a desktop's executable. @param reason why not the desktop */
export function getServer(reason?: string): VSCode {
  const impossible = serverImpossible();
  if (impossible) throw new Error(`There is no VS Code: ${reason}, and ${impossible}.`);
  installServer();
  const name = `VS Code ${serverVersion()}, its server with ${getBrowser()}`;
  return {
    name: reason ? `${name}, as ${reason}` : name,
    executable: path.join(import.meta.dirname, 'code.mts'),
    wrapper: [],
  };
}
