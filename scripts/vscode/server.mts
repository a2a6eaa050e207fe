// Starts VS Code's own server, and says where its workbench is.
// Knows nothing of browsers or tests.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { serverFolder } from './install-server.mts';
import { startGroup, type ProcessGroup } from './process-group.mts';
import { addLanguage, writeJson, type Profile } from './profile.mts';

/** The folders that the server writes to. */
type Folders = Pick<Profile, 'folder' | 'userData' | 'extensions'>;

export interface ServerOptions {
  readonly profile: Folders;
  /** The display language of extensions, such as `zh-cn`. */
  readonly locale?: string | undefined;
  /** Trusts no folder until the person says so, as VS Code does everywhere else. */
  readonly restricted?: boolean;
  /** Heeds development paths in the page's address; then it shows no toasts and answers dialogs by itself. */
  readonly development?: boolean;
}

export interface Server {
  /** The workbench with a folder open. What the payload says is heeded in development only. */
  address(folder: string, payload?: Readonly<Record<string, string>>): string;
  /** A file or a folder, as the payload must name it. */
  remote(file: string): string;
  /** Settings that take effect while it runs; the user's own file is read once. */
  readonly liveSettings: string;
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}

/** VS Code's own version, not code-server's. */
export function serverVersion(): string {
  return (JSON.parse(readFileSync(path.join(serverFolder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** How long a server may take until it listens: it ends the wait for one that hangs. */
const patienceMs = 300_000;

/** @throws Error with the server's words when it doesn't listen */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { profile, locale = 'en', restricted = false, development = false } = options;
  const liveSettings = path.join(profile.userData, 'Machine/settings.json');
  writeJson(liveSettings, {});
  if (locale !== 'en') addLanguage(profile, locale);
  const token = randomBytes(16).toString('hex');
  const group = startGroup(
    [
      ...serverCommand(profile),
      ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--locale', locale],
      '--disable-getting-started-override',
      ...(restricted ? [] : ['--disable-workspace-trust']),
      ...(development ? ['--enable-smoke-test-driver'] : []),
    ],
    serverEnvironment(),
  );
  const authority = `127.0.0.1:${await listeningPort(group)}`;
  return {
    address: (folder, payload = {}) => {
      const entries = Object.entries({ skipWelcome: 'true', skipReleaseNotes: 'true', ...payload });
      return `http://${authority}/?${new URLSearchParams({ tkn: token, folder, payload: JSON.stringify(entries) })}`;
    },
    remote: (file) => `vscode-remote://${authority}${path.resolve(file)}`,
    liveSettings,
    exited: group.exited,
    stop: () => group.end(),
  };
}

/** Installs a packed extension into a profile. @throws Error with the server's words */
export function installExtension(profile: Profile, vsix: string): void {
  const [node, ...args] = serverCommand(profile);
  const all = [...args, '--install-extension', vsix];
  const { status, stdout, stderr } = spawnSync(node!, all, { encoding: 'utf8', env: serverEnvironment() });
  if (status !== 0) throw new Error(`${vsix} could not be installed:\n${stdout}${stderr}`);
}

function serverCommand(profile: Folders): string[] {
  return [
    process.execPath,
    path.join(serverFolder, 'out/server-main.js'),
    ...['--server-data-dir', profile.folder, '--user-data-dir', profile.userData],
    ...['--extensions-dir', profile.extensions],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
  ];
}

/** This process's environment without what ties it to a VS Code that it may itself run in, and without a gallery. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}' };
}

async function listeningPort(group: ProcessGroup): Promise<number> {
  const { leader, exited } = group;
  let said = '';
  const port = new Promise<number>((resolve) => {
    for (const stream of [leader.stdout!, leader.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4000);
        const found = /listening on (\d+)/.exec(said);
        if (found) resolve(Number(found[1]));
      });
  });
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined).unref());
  const result = await Promise.race([port, exited.then(() => undefined), late]);
  if (result !== undefined) return result;
  await group.end();
  throw new Error(`VS Code's server did not start:\n${said}`);
}
