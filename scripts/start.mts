// `npm start`: builds the extension and opens a VS Code with it in which the lesson trains: the desktop's where there is one
// or one can be had, else VS Code's server in a window of the browser, else its address. `-- --serve` says the address only.
// Knows nothing of the extension but where it lies.
import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mts';
import { findBrowser } from './vscode/browser.mts';
import { display, downloadDesktop, installedCode } from './vscode/desktop.mts';
import { serverImpossible } from './vscode/get.mts';
import { installServer } from './vscode/install-server.mts';
import { startGroup, type ProcessGroup } from './vscode/process-group.mts';
import { createProfile, type Profile } from './vscode/profile.mts';
import { serverVersion, startServer } from './vscode/server.mts';

// What is built already must stay as it is while others use it.
if (!process.argv.includes('--built')) await import('./build.mts');
const extensions = [root, path.join(root, 'scripts/start')];
const shown = !process.argv.includes('--serve') && display() === 'own';
const code = shown ? (installedCode() ?? (await downloadedCode())) : undefined;
const profile = createProfile();
process.once('exit', () => profile.remove());
if (code) await openDesktop(code, profile);
else await serve(profile);

async function downloadedCode(): Promise<string | undefined> {
  try {
    return (await downloadDesktop()).code;
  } catch (thrown) {
    console.log(`No VS Code is installed, and none can be downloaded (${String(thrown)}).`);
    return undefined;
  }
}

/** Until its window is closed. */
async function openDesktop(code: string, { userData, workspace, extensions: installed }: Profile): Promise<void> {
  console.log(`Opening ${code}. Close its window to end.`);
  await run([
    code,
    ...['--new-window', '--wait', '--disable-workspace-trust'],
    ...[`--user-data-dir=${userData}`, `--extensions-dir=${installed}`],
    ...extensions.map((folder) => `--extensionDevelopmentPath=${folder}`),
    // Electron's sandbox is refused to root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    workspace,
  ]);
}

/** Until the browser's window is closed, or Ctrl-C. */
async function serve(profile: Profile): Promise<void> {
  const interrupted = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  const impossible = serverImpossible();
  if (impossible) throw new Error(`Install VS Code: ${impossible}.`);
  installServer();
  for (const folder of extensions) symlinkSync(folder, path.join(profile.extensions, path.basename(folder)));
  const server = await startServer({ profile });
  const address = server.address(profile.workspace);
  const browser = shown ? findBrowser() : undefined;
  console.log(`VS Code ${serverVersion()} with Backprop, served until Ctrl-C at\n${address}`);
  const window = browser ? openWindow(browser, address, path.join(profile.folder, 'browser')) : undefined;
  await Promise.race([interrupted, server.exited, ...(window ? [window.exited] : [])]);
  await window?.end();
  await server.stop();
  process.exit();
}

/** A window that shows an address and remembers nothing. What the browser has to say of itself is not wanted. */
function openWindow(browser: string, address: string, userData: string): ProcessGroup {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const command = [browser, `--app=${address}`, `--user-data-dir=${userData}`, '--no-first-run', ...sandbox];
  const window = startGroup(command, process.env);
  window.leader.stdout?.resume();
  window.leader.stderr?.resume();
  return window;
}

async function run([command, ...args]: string[]): Promise<void> {
  // On Windows `code` is a batch file, which only a shell runs.
  const shell = process.platform === 'win32';
  const quoted = (text: string) => (shell ? `"${text}"` : text);
  const child = spawn(quoted(command!), args.map(quoted), { stdio: 'inherit', shell });
  await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
}
