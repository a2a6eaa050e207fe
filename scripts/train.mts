// `npm run train -- [options]` is `node dist/cli.js train [options]`: bundles the command line, which takes a moment, and
// runs it. Prints nothing of its own.
import { build } from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { product } from './bundles.mts';
import { root } from './paths.mts';

const cli = path.join(root, 'dist/cli.js');
await build({ ...product['cli.js'], outfile: cli });
// The command line is this process from here on: its arguments, its signals, its exit status.
process.argv.splice(1, 1, cli, ...(process.argv[2] === 'train' ? [] : ['train']));
await import(pathToFileURL(cli).href);
