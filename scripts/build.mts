// Bundles everything: `node scripts/build.mts` into dist/, with `--tests` the tests too, into dist-test/; `--watch` goes on.
import { context } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { product, tests } from './bundles.mts';
import { root } from './paths.mts';

const flags = new Set(process.argv.slice(2));

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
mkdirSync(path.join(root, 'dist'));
if (flags.has('--tests')) mkdirSync(path.join(root, 'dist-test'), { recursive: true });
const inputs: Record<string, string[]> = {};
const jobs = [
  ...Object.entries(product).map(([name, options]) => ({ name, options: { ...options, outfile: `dist/${name}` } })),
  ...(flags.has('--tests')
    ? tests.filter(({ entryPoints }) => (entryPoints as string[]).length > 0).map((options) => ({ name: '', options }))
    : []),
];
for (const { name, options } of jobs) {
  const job = await context(options);
  if (flags.has('--watch')) {
    await job.watch();
  } else {
    const { metafile } = await job.rebuild();
    await job.dispose();
    if (name) inputs[name] = Object.keys(metafile!.inputs);
  }
}
// Which sources each bundle holds: the tests hold the walls between the rooms by it.
if (flags.has('--tests')) writeFileSync(path.join(root, 'dist-test/inputs.json'), JSON.stringify(inputs, null, 1));
