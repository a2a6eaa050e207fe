// `npm run figures`: measures and prints how fast the extension is here, and holds it against nothing: a figure is another on
// every machine. `npm run figures -- host` measures only that. Knows nothing of what is measured.
import { parseArgs } from 'node:util';
import { runSteps } from './run-steps.mts';
import { figures } from './steps.mts';

// One at a time, and its tests too: a figure is taken on a quiet machine.
await runSteps(figures, parseArgs({ allowPositionals: true }).positionals, 1);
