// Runs every test beside it in VS Code's web extension host, where there are no files: the bundle holds them all.
// Knows nothing of what they test.
import 'mocha/mocha.js';

// Before the tests are evaluated: it makes `suite` and `test` known to them.
mocha.setup({ ui: 'tdd', reporter: 'spec', color: false, timeout: 900_000 });

/** VS Code calls this; a rejection is a failure. */
export async function run(): Promise<void> {
  await import('every-test');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} of the tests failed`);
}
