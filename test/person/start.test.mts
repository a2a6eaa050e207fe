// What `npm start` leaves on the screen, where it serves.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { root } from '../../scripts/paths.mts';
import { launchBrowser } from '../../scripts/vscode/browser.mts';
import { patienceMs } from '../eventually.mts';
import { panelOf } from './workbench.mts';

test('npm start serves a VS Code in which the lesson trains by itself, and ends with Ctrl-C', async () => {
  const start = spawn(process.execPath, ['scripts/start.mts', '--serve', '--built'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(start, 'exit');
  try {
    const address = await addressIn(start.stdout);
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(address, { timeout: patienceMs });
    await panelOf(page).getByText('0.390597').first().waitFor({ timeout: patienceMs });
    await browser.close();
    start.kill('SIGINT');
    assert.deepEqual(await exited, [0, null]);
    await assert.rejects(fetch(address));
  } finally {
    start.kill('SIGKILL');
  }
});

async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) if (line.startsWith('http://')) return line;
  throw new Error('no address was said');
}
