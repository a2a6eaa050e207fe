import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { panelsOfFile } from './panels.ts';
import { showRun } from './steps.ts';

const panels = panelsOfFile();

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

/** The run goes on by some steps in each of so many frames. */
const feed = (page: Page, from: number, stepsAFrame: number, frames: number) =>
  page.evaluate(
    async ([from, stepsAFrame, frames]) => {
      for (let frame = 1; frame <= frames; frame++) {
        window.host.progress(from + frame * stepsAFrame);
        await new Promise(requestAnimationFrame);
      }
      // The last one is drawn in the frame after.
      await new Promise(requestAnimationFrame);
    },
    [from, stepsAFrame, frames] as const,
  );

/** Three quarters of a frame at 60 a second, on a busy machine without a graphics card. */
const budgetMs = 12;

describe('a frame', () => {
  test('of a run that grows to 3,000 points leaves a quarter of its time', async () => {
    const page = await panels.open();
    await showRun(page, { kind: 'running' }, 1);
    await feed(page, 0, 10, 20);
    const frames = 120;
    const spent = await work(page, () => feed(page, 200, 20, frames));
    console.log(`${(spent / frames).toFixed(2)} ms of work a frame`);
    assert.ok(spent / frames < budgetMs, `${(spent / frames).toFixed(2)} ms of work a frame`);
    assert.equal(await page.locator('.cursor-place .number').innerText(), 'step 2,599');
    await page.context().close();
  });

  test('of a run with 4,000 points leaves a quarter of its time', async () => {
    const page = await panels.open();
    await showRun(page, { kind: 'running' }, 190_000, { steps: 200_000, learningRate: 0.0001 });
    const frames = 60;
    const spent = await work(page, () => feed(page, 190_000, 100, frames));
    console.log(`${(spent / frames).toFixed(2)} ms of work a frame`);
    assert.ok(spent / frames < budgetMs, `${(spent / frames).toFixed(2)} ms of work a frame`);
    await page.context().close();
  });
});

test('a history of 200,000 steps comes back whole in less than 100 ms of work', async () => {
  const page = await panels.open();
  await page.evaluate(() => window.host.prepare({ steps: 200_000, learningRate: 0.0001 }, 200_000));
  const spent = await work(page, async () => {
    await page.evaluate(() => window.host.show({ kind: 'done' }));
    await page.locator('.now-dot').waitFor();
  });
  console.log(`${spent.toFixed(0)} ms of work`);
  assert.ok(spent < 100, `${spent.toFixed(0)} ms of work`);
  assert.equal(await page.locator('.loss-table table').getAttribute('aria-rowcount'), '401');
  assert.match((await page.locator('.plot canvas').getAttribute('aria-label')) ?? '', /at step 199,999/);
  await page.context().close();
});
