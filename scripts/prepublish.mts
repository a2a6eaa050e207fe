// `npm run vscode:prepublish`, which vsce runs by itself before it packs: makes what goes into the package and is no source.
// Knows nothing of what else does: .vscodeignore.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { noticeOf } from './notices.mts';
import { root } from './paths.mts';
import { published } from './readme.mts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
// Where everything is built already it must stay as it is while others use it.
const inputs = process.env['BACKPROP_BUILT']
  ? (JSON.parse(read('dist-test/inputs.json')) as Record<string, string[]>)
  : (await import('./build.mts')).inputs;
const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);

write('ThirdPartyNotices.txt', noticeOf(Object.values(inputs).flat(), root));
for (const text of ['README.md', 'CHANGELOG.md'])
  write(`dist/${text}`, published(read(text), JSON.parse(read('package.json')) as object));
