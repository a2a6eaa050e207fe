// `npm test`: every step. `npm test -- unit view` runs only those; `-- person --screenshots` takes the README's pictures on
// the way. Knows nothing of what a step does.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runSteps } from './run-steps.mts';
import { steps } from './steps.mts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: 'boolean', default: false } },
});
if (values.screenshots) process.env['BACKPROP_SCREENSHOTS'] = 'yes';
// No more than four: each of several opens a VS Code of its own.
await runSteps(steps, positionals, Math.min(availableParallelism(), 4));
