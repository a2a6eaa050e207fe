// What a frame costs the panel, measured and printed: `npm run figures -- frames`. A figure is no test, for it is another on
// every machine.
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { panelsOfFile } from './panels.ts';
import { feed, showRun } from './steps.ts';

const panels = panelsOfFile();
const print = (what: string, ms: number) => console.log(`      ${what}: ${ms.toFixed(2)} ms`);

/** What the page's main thread computes while something happens, in milliseconds of processor time. */
async function work(page: Page, during: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime')!.value * 1000;
  };
  const before = await spent();
  await during();
  return (await spent()) - before;
}

describe('the main thread', () => {
  test('in a frame of a run that grows to 3,000 points', async () => {
    const page = await panels.open();
    await showRun(page, { kind: 'running' }, 1);
    await feed(page, 0, 10, 20);
    print('work a frame', (await work(page, () => feed(page, 200, 20, 120))) / 120);
  });

  test('in a frame of a run with 4,000 points', async () => {
    const page = await panels.open();
    await showRun(page, { kind: 'running' }, 190_000, { steps: 200_000, learningRate: 0.0001 });
    print('work a frame', (await work(page, () => feed(page, 190_000, 100, 60))) / 60);
  });

  test('when a history of 200,000 steps comes back whole', async () => {
    const page = await panels.open();
    await page.evaluate(() => window.host.prepare({ steps: 200_000, learningRate: 0.0001 }, 200_000));
    const spent = await work(page, async () => {
      await page.evaluate(() => window.host.show({ kind: 'done' }));
      await page.locator('.now-dot').waitFor();
    });
    print('work', spent);
  });
});
