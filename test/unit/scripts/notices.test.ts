// The notice names all that others wrote in the bundles, and no package comes in without a licence that is allowed.
import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { noticeOf, ports } from '../../../scripts/notices.mts';

const read = (file: string) => readFileSync(file, 'utf8');
const inOneLine = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, ' ')
    .trim();

describe('the notice of the bundles', () => {
  const sources = Object.values(JSON.parse(read('dist-test/inputs.json')) as Record<string, string[]>).flat();
  const notice = noticeOf(sources);
  const holds = (words: string) => assert.ok(inOneLine(notice).includes(inOneLine(words)), words.slice(0, 300));
  const bundled = new Set(
    sources
      .filter((file) => file.startsWith('node_modules/'))
      .map((file) =>
        file
          .split('/')
          .slice(1, file.includes('/@') ? 3 : 2)
          .join('/'),
      ),
  );

  test('names each package in them with its version', () => {
    assert.ok(bundled.has('@tensorflow/tfjs-core') && bundled.has('@vscode/codicons') && bundled.has('zod'));
    for (const name of bundled) {
      const { version } = JSON.parse(read(`node_modules/${name}/package.json`)) as { version: string };
      assert.match(notice, new RegExp(`^${name} ${version} \\([\\w.-]+\\)$`, 'm'));
    }
  });

  test('holds the licence and the notice that come with a package, whole', () => {
    for (const name of [...bundled, 'assemblyscript'])
      for (const file of readdirSync(`node_modules/${name}`).filter((file) =>
        /^(licence|license|notice)\b/i.test(file),
      ))
        if (file !== 'LICENSE-CODE') holds(read(`node_modules/${name}/${file}`));
  });

  test('holds the notices that stand in the files alone', () => {
    holds(
      'Copyright (C) 1997 - 2002, Makoto Matsumoto and Takuji Nishimura, All rights reserved. Redistribution and use',
    );
    holds('Copyright (C) 2010 by Johannes Baagøe <baagoe@baagoe.org> Permission is hereby granted');
    holds('Copyright 2019 David Bau. Permission is hereby granted');
    holds('Copyright 2020 Google LLC. All Rights Reserved.');
  });

  test('holds what the kernel has of AssemblyScript’s library, and whose that was', () => {
    holds('Copyright (C) 1993 by Sun Microsystems, Inc.');
    holds('* musl libc: http://www.musl-libc.org');
  });

  test('says whose the icons are, under which licence, and that they are unchanged', () => {
    holds('Icons by Microsoft Corporation, unchanged, under https://creativecommons.org/licenses/by/4.0/');
  });

  test('names each work of which a source of ours is a port', () => {
    const told = globSync('src/**/*.{ts,tsx}').filter((file) => /\bport of\b|^\/\/ Source:/m.test(read(file)));
    assert.deepEqual(told.map((file) => file.replaceAll('\\', '/')).sort(), Object.keys(ports).sort());
    for (const { title, licence } of Object.values(ports)) holds(`${title} (${licence})`);
  });
});

describe('a package', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'backprop-notices-'))));
  after(() => rmSync(folder, { recursive: true }));

  const mit = 'Copyright 2020 A. Author\n\nPermission is hereby granted, free of charge, to any person';
  /** The notice of one package with these files. */
  function noticeOfPackage(licence: string | undefined, files: Record<string, string>): string {
    rmSync(path.join(folder, 'node_modules'), { recursive: true, force: true });
    const manifest = JSON.stringify({ name: 'some-package', version: '1.2.3', license: licence });
    for (const [name, text] of Object.entries({ 'package.json': manifest, 'index.js': 'export {};', ...files })) {
      const file = path.join(folder, 'node_modules/some-package', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return noticeOf(['src/main.ts', 'node_modules/some-package/index.js'], folder);
  }

  test('is named with its licence', () => {
    const notice = noticeOfPackage('MIT', { LICENSE: mit });
    assert.ok(notice.includes('some-package 1.2.3 (MIT)') && notice.includes(mit), notice);
  });

  test('may have its licence at the head of a file', () => {
    const notice = noticeOfPackage('MIT', { 'index.js': `/*!\n * ${mit.replaceAll('\n', '\n * ')}\n */\nexport {};` });
    assert.ok(notice.includes(mit), notice);
  });

  test('is refused without a licence, with one that is not allowed, and without its text', () => {
    const refused = (licence: string | undefined, files: Record<string, string>, words: RegExp) =>
      assert.throws(() => noticeOfPackage(licence, files), words);
    refused(undefined, { LICENSE: mit }, /some-package 1\.2\.3 .*none that is allowed: undefined/);
    refused('GPL-3.0-only', { LICENSE: mit }, /some-package 1\.2\.3 .*none that is allowed: GPL-3\.0-only/);
    refused('MIT', {}, /some-package 1\.2\.3 .*text of its licence, MIT/);
    refused('BSD-3-Clause', { LICENSE: mit }, /some-package 1\.2\.3 .*text of its licence, BSD-3-Clause/);
  });

  test('that esbuild left out at a package’s wish is none', () => {
    assert.ok(!noticeOf(['(disabled):node_modules/node-fetch/browser.js'], folder).includes('node-fetch'));
  });
});
