// Bundles everything: `node scripts/build.mts` into dist/, with `--tests` the tests too, into dist-test/; `--watch` goes on.
import { context, type BuildOptions, type Plugin } from 'esbuild';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const flags = new Set(process.argv.slice(2));

const base = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  sourcemap: 'linked',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  // Else tfjs-core is bundled twice, as module and as main, and the second copy knows no backend.
  mainFields: ['module', 'main'],
  loader: { '.svg': 'dataurl' },
} satisfies BuildOptions;
const node = { ...base, platform: 'node', format: 'cjs', target: 'node20' } satisfies BuildOptions;
const browser = {
  ...base,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
} satisfies BuildOptions;

const product: Record<string, BuildOptions> = {
  'extension.js': { ...node, entryPoints: ['src/extension.ts'], external: ['vscode'] },
  'extension.web.js': { ...browser, format: 'cjs', entryPoints: ['src/extension.web.ts'], external: ['vscode'] },
  'worker.node.js': { ...node, entryPoints: ['src/training/worker.node.ts'] },
  'worker.web.js': { ...browser, format: 'iife', entryPoints: ['src/training/worker.web.ts'] },
  'cli.js': { ...node, entryPoints: ['src/training/cli.ts'] },
  'webview.js': { ...browser, format: 'iife', entryPoints: ['src/webview/main.tsx'] },
};

/** Mocha's browser build is UMD in an ES module package: unwrapped, its `module.exports =` would become the bundle's. */
const wrapMocha: Plugin = {
  name: 'wrap-mocha',
  setup(build) {
    build.onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, ({ path: file }) => ({
      contents: `(function (module, exports, define) {${readFileSync(file, 'utf8')}\n}).call(globalThis);`,
      loader: 'js',
    }));
  },
};
/** What `every-test` is: test/vscode's tests but those for the node extension host alone. */
const everyTest: Plugin = {
  name: 'every-test',
  setup(build) {
    build.onResolve({ filter: /^every-test$/ }, ({ path: name }) => ({ path: name, namespace: name }));
    build.onLoad({ filter: /.*/, namespace: 'every-test' }, () => ({
      contents: globSync('test/vscode/*.test.ts', { cwd: root })
        .filter((file) => !file.endsWith('.node.test.ts'))
        .map((file) => `import './${path.basename(file)}';`)
        .join('\n'),
      resolveDir: path.join(root, 'test/vscode'),
    }));
  },
};
const test = { minify: false, outbase: 'test', outdir: 'dist-test' } satisfies BuildOptions;
const tests: BuildOptions[] = [
  {
    ...node,
    ...test,
    target: 'node24',
    entryPoints: globSync('test/{unit,view,person}/**/*.test.{ts,tsx}', { cwd: root }),
    external: ['playwright-core', '@vscode/*', 'axe-core', 'esbuild', 'fast-check', 'prettier'],
  },
  {
    ...node,
    ...test,
    entryPoints: globSync('test/vscode/{index.ts,*.test.ts}', { cwd: root }),
    external: ['vscode', 'mocha'],
  },
  {
    ...browser,
    ...test,
    format: 'cjs',
    entryPoints: globSync('test/vscode/index.web.ts', { cwd: root }),
    external: ['vscode'],
    plugins: [wrapMocha, everyTest],
    define: { global: 'globalThis', process: '{"env":{},"browser":true}' },
  },
];

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
