// Gets VS Code's own server: npm's code-server carries it, with its workbench for browsers. Nothing is compiled, and no
// install script runs. Knows nothing of how it is started.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cache } from '../paths.mts';

/** Pinned: the tests' selectors and the quiet settings belong to this version's workbench. */
const version = '4.139.1';
const home = path.join(cache, `code-server-${version}`);
const stagingPrefix = 'installing-';
const insideHome = 'node_modules/code-server/lib/vscode';
/** VS Code's own folder, with `out/server-main.js` and `package.json`. */
export const serverFolder = path.join(home, insideHome);

/** Installs the server unless it is there. @throws Error with npm's words when npm can't */
export function installServer(): void {
  // The folder gets its name last, so whatever bears it is whole.
  if (existsSync(home)) return;
  const started = performance.now();
  console.log(`Installing VS Code's server: code-server ${version} from npm, 600 MB on disk ...`);
  mkdirSync(cache, { recursive: true });
  removeAbandoned();
  const staging = mkdtempSync(path.join(cache, stagingPrefix));
  try {
    writeFileSync(path.join(staging, 'package.json'), '{ "private": true }');
    npmInstall(staging, `code-server@${version}`);
    const vscode = path.join(staging, insideHome);
    npmInstall(vscode, '--omit=dev');
    for (const module of ['spdlog', 'native-watchdog'])
      copyFileSync(
        path.join(import.meta.dirname, `stand-ins/${module}.cjs`),
        path.join(vscode, `node_modules/@vscode/${module}/index.js`),
      );
    // Another process may have been quicker: then its copy stays.
    if (!existsSync(home)) renameSync(staging, home);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  console.log(`Installed in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
}

/** Of an install that was killed its folder stays: an hour later nobody is at work in it any more. */
function removeAbandoned(): void {
  for (const name of readdirSync(cache).filter((name) => name.startsWith(stagingPrefix))) {
    const folder = path.join(cache, name);
    if (Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true });
  }
}

function npmInstall(folder: string, ...args: string[]): void {
  // Inside an npm script npm says where it lies.
  const npm = process.env['npm_execpath'];
  const command = npm ? [process.execPath, npm] : ['npm'];
  const all = [
    ...command.slice(1),
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...args,
  ];
  const { status, stdout, stderr, error } = spawnSync(command[0]!, all, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm install ${args.join(' ')} failed:\n${error?.message ?? stdout + stderr}`);
}
