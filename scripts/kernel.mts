// Compiles the kernel, src/training/engines/kernel/assembly/, from AssemblyScript to WebAssembly, and lets esbuild put it into
// bundles: `import bytes from './kernel.wasm'` gives its bytes.
import asc from 'assemblyscript/asc';
import type { Plugin } from 'esbuild';
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mts';

const folder = 'src/training/engines/kernel/assembly';

/** The kernel's bytes. */
export async function compileKernel(): Promise<Uint8Array> {
  let bytes: string | Uint8Array | undefined;
  let messages = '';
  const { error } = await asc.main(
    [
      `${folder}/index.ts`,
      ...['--baseDir', root, '--outFile', 'kernel.wasm'],
      ...['-O3', '--converge', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--use', 'abort='],
      // Its functions pass vectors among each other, not to JavaScript, of which this warns.
      ...['--disableWarning', '112'],
    ],
    {
      writeFile: (name, contents) => void (name === 'kernel.wasm' && (bytes = contents)),
      stderr: asc.createMemoryStream((chunk) => void (messages += String(chunk))),
    },
  );
  if (error || !(bytes instanceof Uint8Array)) throw new Error(`asc: ${messages || error?.message}`);
  return bytes;
}

/** Compiled once for all bundles, and again when a source has changed. */
let latest: { readonly stamp: string; readonly bytes: Promise<Uint8Array> } | undefined;

export const kernelPlugin: Plugin = {
  name: 'kernel',
  setup(build) {
    build.onResolve({ filter: /[\\/]kernel\.wasm$/ }, ({ resolveDir, path: file }) => ({
      path: path.join(resolveDir, file),
    }));
    build.onLoad({ filter: /[\\/]kernel\.wasm$/ }, async () => {
      const files = globSync(`${folder}/*.ts`, { cwd: root }).map((file) => path.join(root, file));
      const stamp = files.map((file) => statSync(file).mtimeMs).join();
      if (latest?.stamp !== stamp) latest = { stamp, bytes: compileKernel() };
      return { contents: await latest.bytes, loader: 'binary', watchFiles: files };
    });
  },
};
