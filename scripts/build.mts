// Bundles everything: `node scripts/build.mts` into dist/, with `--tests` the tests too, into dist-test/; `--watch` goes on.
import { build, context } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { product, tests } from './bundles.mts';
import { root } from './paths.mts';

const flags = new Set(process.argv.slice(2));

for (const folder of flags.has('--tests') ? ['dist', 'dist-test'] : ['dist']) {
  rmSync(path.join(root, folder), { recursive: true, force: true });
  mkdirSync(path.join(root, folder));
}
/** Which sources each bundle of the product holds. */
export const inputs: Record<string, string[]> = {};
const jobs = [
  ...Object.entries(product).map(([name, options]) => ({ name, options: { ...options, outfile: `dist/${name}` } })),
  ...(flags.has('--tests')
    ? tests.filter(({ entryPoints }) => (entryPoints as string[]).length > 0).map((options) => ({ name: '', options }))
    : []),
];
for (const { name, options } of jobs) {
  if (flags.has('--watch')) {
    // The task in .vscode/ waits for what esbuild says at this level only.
    await (await context({ ...options, logLevel: 'info' })).watch();
  } else {
    const { metafile } = await build({ ...options, metafile: true });
    if (name) inputs[name] = Object.keys(metafile.inputs);
  }
}
// The tests hold the walls between the rooms by it.
if (flags.has('--tests')) writeFileSync(path.join(root, 'dist-test/inputs.json'), JSON.stringify(inputs, null, 1));
