// The packed extension, as someone has it who installs it into a clean VS Code.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../scripts/paths.mts';
import { eventually } from '../eventually.mts';
import { openSession, type Session } from './session.mts';

const vsix = path.join(root, 'backprop.vsix');
let session: Session;
before(async () => {
  execFileSync(process.execPath, ['scripts/package.mts', '--built'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  session = await openSession({ vsix });
});
after(() => session.close());

test('it is smaller than 1.5 MB', () => {
  assert.ok(statSync(vsix).size < 1.5e6, `${statSync(vsix).size} bytes`);
});

test('it holds what the extension needs and nothing else', () => {
  const installed = globSync('backprop.backprop-*/**/*', { cwd: session.extensions, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(session.extensions, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).slice(1).join('/'));
  assert.deepEqual(installed.sort(), [
    'LICENSE.txt',
    'README.zh-CN.md',
    'changelog.md',
    'dist/extension.js',
    'dist/extension.web.js',
    'dist/webview.css',
    'dist/webview.js',
    'dist/worker.node.js',
    'dist/worker.web.js',
    'l10n/bundle.l10n.zh-cn.json',
    'media/icon.png',
    'media/icon.svg',
    'package.json',
    'package.nls.json',
    'package.nls.zh-cn.json',
    'readme.md',
  ]);
});

test('installed in a clean VS Code, it trains from the palette and shows the result', async () => {
  const { workbench } = session;
  await workbench.runCommand('Backprop: Train');
  await eventually(async () => (await workbench.lossTable())['2,500'], '0.390597');
});
