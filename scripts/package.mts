// `npm run package`: bundles the extension and packs it into backprop.vsix. Knows nothing of what is in it: .vscodeignore does.
import { createVSIX } from '@vscode/vsce';
import { statSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mts';

// What is built already must stay as it is while others use it.
if (!process.argv.includes('--built')) await import('./build.mts');
const vsix = path.join(root, 'backprop.vsix');
await createVSIX({
  cwd: root,
  packagePath: vsix,
  // Everything is bundled. There is no repository that the links of the README could be made absolute with.
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
console.log(`backprop.vsix: ${(statSync(vsix).size / 1e6).toFixed(2)} MB`);
