#!/usr/bin/env node
// Stands where a VS Code executable would: takes the command line that test-electron gives it, runs VS Code's server with
// a headless browser on it, and exits as the tests in it do. Knows nothing of the tests.
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { launchBrowser } from './browser.mts';
import { startServer } from './server.mts';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});
const given = (name: string) => path.resolve(String(values[name]));
const userData = given('user-data-dir');
const profile = { folder: path.dirname(userData), userData, extensions: given('extensions-dir') };

const ended = Promise.withResolvers<number>();
/** What went wrong in the workbench itself: it is told when the tests fail. */
const log: string[] = [];
const giveUp = (reason: string) => {
  log.push(reason);
  ended.resolve(1);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => giveUp(signal));
// Whoever started this holds its standard input, which ends when that one is gone.
process.stdin.resume().once('end', () => giveUp('Nobody waits for the tests any more.'));

const server = await startServer({ profile, development: true });
void server.exited.then(() => giveUp("VS Code's server ended."));
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
page.once('crash', () => giveUp('The page crashed.'));
// The workbench calls these two. Mocha logs a format with its arguments; a single text is the workbench's own.
await page.exposeFunction('codeAutomationLog', (level: string, line: unknown[]) => {
  if (level === 'info' && line.length !== 1) console.log(format(...line));
  else if (level !== 'info') log.push(format(...line));
});
await page.exposeFunction('codeAutomationExit', (status: number) => ended.resolve(status));
await page.goto(
  server.address(path.resolve(positionals[0]!), {
    extensionDevelopmentPath: server.remote(given('extensionDevelopmentPath')),
    extensionTestsPath: server.remote(given('extensionTestsPath')),
  }),
  // However busy the machine is: whoever started this ends what never comes.
  { timeout: 0 },
);
const status = await ended.promise;
await browser.close();
await server.stop();
if (status !== 0) console.error(log.slice(-50).join('\n'));
// What is in the pipe by now test-electron reads before it hears of the exit, and cuts it.
await new Promise((resolve) => process.stdout.write('', resolve));
process.exit(status);
