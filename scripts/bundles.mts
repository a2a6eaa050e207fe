// What esbuild makes of the sources: the bundles of the product, and those of the tests. Knows nothing of when.
import type { BuildOptions, Plugin } from 'esbuild';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { kernelPlugin } from './kernel.mts';
import { root } from './paths.mts';

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
  plugins: [kernelPlugin],
} satisfies BuildOptions;
const node = { ...base, platform: 'node', format: 'cjs', target: 'node20' } satisfies BuildOptions;
/** tfjs asks for node-fetch only to load a model from an address, which nothing here does: 300 KB less. */
const trainer = { ...node, external: ['node-fetch'] } satisfies BuildOptions;
const browser = {
  ...base,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
} satisfies BuildOptions;

/** What the product is made of: a file in dist/ each. */
export const product = {
  'extension.js': { ...node, entryPoints: ['src/extension.ts'], external: ['vscode'] },
  'extension.web.js': { ...browser, format: 'cjs', entryPoints: ['src/extension.web.ts'], external: ['vscode'] },
  'worker.node.js': { ...trainer, entryPoints: ['src/training/worker/worker.node.ts'] },
  'worker.web.js': { ...browser, format: 'iife', entryPoints: ['src/training/worker/worker.web.ts'] },
  'cli.js': { ...trainer, entryPoints: ['src/training/cli/cli.ts'] },
  'webview.js': { ...browser, format: 'iife', entryPoints: ['src/webview/main.tsx'] },
} satisfies Record<string, BuildOptions>;

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
/** The tests, in dist-test/ at their places in test/. */
export const tests: BuildOptions[] = [
  {
    ...node,
    ...test,
    target: 'node24',
    entryPoints: globSync('test/{unit,view}/**/*.{test,figures}.{ts,tsx}', { cwd: root }),
    external: ['node-fetch', 'playwright-core', '@vscode/*', 'axe-core', 'esbuild', 'fast-check', 'prettier'],
  },
  {
    ...node,
    ...test,
    entryPoints: globSync('test/vscode/{index.ts,*.test.ts,*.figures.ts}', { cwd: root }),
    external: ['vscode', 'mocha'],
  },
  { ...browser, ...test, format: 'iife', entryPoints: globSync('test/view/page-{host,training}.ts', { cwd: root }) },
  {
    ...browser,
    ...test,
    format: 'cjs',
    entryPoints: globSync('test/vscode/index.web.ts', { cwd: root }),
    external: ['vscode'],
    plugins: [kernelPlugin, wrapMocha, everyTest],
    define: { global: 'globalThis', process: '{"env":{},"browser":true}' },
  },
];
