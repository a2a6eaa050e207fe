// Every string a person sees is there in Chinese, and nothing is translated that nobody sees.
import { getL10nJson, type IScriptFile } from '@vscode/l10n-dev';
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Bundle = Record<string, string>;
const read = (file: string) => readFileSync(file, 'utf8');
const bundle = (file: string) => JSON.parse(read(file)) as Bundle;

/** The numbers of a text's placeholders, `{0}`, each once. */
const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

/** The keys of a manifest's `%key%` texts. */
function manifestKeys(): string[] {
  return [...new Set([...read('package.json').matchAll(/"%([^"%]+)%"/g)].map((match) => match[1]!))].sort();
}

test('every string in the source has its Chinese, and the Chinese bundle holds no other', async () => {
  const files = globSync('src/**/*.{ts,tsx}').map((file): IScriptFile => ({
    contents: read(file),
    extension: file.endsWith('x') ? '.tsx' : '.ts',
  }));
  const english = Object.keys(await getL10nJson(files)).sort();
  assert.ok(english.length > 20, `only ${english.length} strings were found`);
  assert.deepEqual(Object.keys(bundle('l10n/bundle.l10n.zh-cn.json')).sort(), english);
});

test('a translation has the placeholders of its original', () => {
  for (const [english, chinese] of Object.entries(bundle('l10n/bundle.l10n.zh-cn.json'))) {
    assert.deepEqual(placeholders(chinese), placeholders(english), english);
  }
});

test('the Chinese is Chinese', () => {
  const bundles = [bundle('l10n/bundle.l10n.zh-cn.json'), bundle('package.nls.zh-cn.json')];
  const names = new Set(['Backprop', 'Adam']);
  for (const [key, chinese] of bundles.flatMap(Object.entries<string>)) {
    assert.ok(
      /\p{Script=Han}/u.test(chinese) || names.has(chinese) || !/[a-z]{3}/i.test(chinese),
      `${key}: ${chinese}`,
    );
  }
});

test('every text of the manifest is there in both languages, and no other', () => {
  assert.deepEqual(Object.keys(bundle('package.nls.json')).sort(), manifestKeys());
  assert.deepEqual(Object.keys(bundle('package.nls.zh-cn.json')).sort(), manifestKeys());
});
