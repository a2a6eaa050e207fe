// Runs every `*.test.js` beside it in VS Code's node extension host; where BACKPROP_SUITE says `figures`, `*.figures.js`.
// Knows nothing of what they test.
import Mocha from 'mocha';
import { globSync } from 'node:fs';
import path from 'node:path';

/** VS Code calls this; a rejection is a failure. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', reporter: 'spec', color: false, timeout: 900_000 });
  for (const file of globSync(`*.${process.env['BACKPROP_SUITE'] ?? 'test'}.js`, { cwd: __dirname }))
    mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} of the tests failed`);
}
