// The packed extension, as someone has it who installs it into a clean VS Code. `vsce package` makes it, by itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/paths.mts';
import { published } from '../../scripts/readme.mts';
import { eventually } from '../eventually.mts';
import { openSession, type Session } from './session.mts';
import { unzip } from './zip.mts';

const vsix = path.join(root, 'backprop.vsix');
let session: Session;
before(async () => {
  pack(root, vsix);
  session = await openSession({ vsix });
});
after(() => session.close());

function pack(cwd: string, file: string): void {
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  execFileSync(process.execPath, [vsce, 'package', '--out', file], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, BACKPROP_BUILT: 'yes' },
  });
}

test('it is smaller than 600 KB', () => {
  assert.ok(statSync(vsix).size < 600e3, `${statSync(vsix).size} bytes`);
});

test('it holds what the extension needs and nothing else', () => {
  const installed = globSync('backprop.backprop-*/**/*', { cwd: session.extensions, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(session.extensions, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).slice(1).join('/'));
  assert.deepEqual(installed.sort(), [
    'LICENSE.txt',
    'ThirdPartyNotices.txt',
    'changelog.md',
    'dist/extension.js',
    'dist/extension.web.js',
    'dist/webview.css',
    'dist/webview.js',
    'dist/worker.node.js',
    'dist/worker.web.js',
    'l10n/bundle.l10n.zh-cn.json',
    'media/activity.svg',
    'media/icon.png',
    'media/icon.svg',
    'package.json',
    'package.nls.json',
    'package.nls.zh-cn.json',
    'readme.md',
  ]);
});

test('its notice is of what is bundled', () => {
  const notice = unzip(vsix).get('extension/ThirdPartyNotices.txt')!.toString();
  for (const name of ['@tensorflow/tfjs-core', 'assemblyscript', 'mersenne-twister', '@vscode/codicons', 'NumPy'])
    assert.match(notice, new RegExp(`^${name}[ \\d.]* \\(.*\\)$`, 'm'));
});

test('it is tagged with its keywords, and with what vsce knows of every such extension', () => {
  const { keywords } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { keywords: string[] };
  const tags = /<Tags>(.*)<\/Tags>/.exec(unzip(vsix).get('extension.vsixmanifest')!.toString())![1]!;
  assert.deepEqual(tags.split(','), [...keywords, 'keybindings', '__web_extension']);
});

describe('its readme and its changelog', () => {
  const address = 'https://github.com/someone/backprop';
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'backprop-vsix-'))));
  after(() => rmSync(folder, { recursive: true }));

  test('lead to no file while the manifest names no repository', () => {
    const entries = packedWith(undefined);
    assert.deepEqual(targetsIn(entries), []);
    assert.match(entries.get('extension/readme.md')!.toString(), /^# Backprop\n[^]*\n## The lesson\n/);
  });

  test('lead into the repository where the manifest names it, as do its issues and its page', () => {
    const entries = packedWith({ type: 'git', url: `${address}.git` });
    const targets = targetsIn(entries);
    assert.ok(targets.includes(`${address}/raw/HEAD/media/panel-dark.png`), targets.join('\n'));
    assert.ok(targets.includes(`${address}/blob/HEAD/README.zh-CN.md`), targets.join('\n'));
    for (const target of targets) assert.match(target, /^(https:|#)/);
    const links = entries.get('extension.vsixmanifest')!.toString();
    assert.ok(links.includes(`Links.Support" Value="${address}/issues"`), links);
    assert.ok(links.includes(`Links.Learn" Value="${address}#readme"`), links);
  });

  /** What is packed when the manifest names this repository; of the bundles only the names. */
  function packedWith(repository: { type: string; url: string } | undefined): Map<string, Buffer> {
    for (const [name, contents] of unzip(vsix))
      // These two are made below; a second one of a name is refused.
      if (!/\/(readme|changelog)\.md$/.test(name)) write(name, name.endsWith('.js') ? '' : contents);
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as object;
    // What is in dist/ is made already.
    const named = { ...manifest, repository, scripts: {} };
    write('extension/package.json', JSON.stringify(named));
    for (const text of ['README.md', 'CHANGELOG.md'])
      write(`extension/dist/${text}`, published(readFileSync(path.join(root, text), 'utf8'), named));
    pack(path.join(folder, 'extension'), path.join(folder, 'again.vsix'));
    return unzip(path.join(folder, 'again.vsix'));
  }

  function write(name: string, contents: string | Buffer): void {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }

  /** Where the pictures and links lead. */
  function targetsIn(entries: Map<string, Buffer>): string[] {
    const texts = ['extension/readme.md', 'extension/changelog.md'].map((name) => entries.get(name)!.toString());
    return texts.flatMap((text) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!));
  }
});

test('installed in a clean VS Code, it trains from the palette and shows the result', async () => {
  const { workbench } = session;
  await workbench.runCommand('Backprop: Train');
  await eventually(async () => (await workbench.lossTable())['2,500'], '0.390597');
});
