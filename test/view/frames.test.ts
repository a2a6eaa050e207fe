// What a frame does, counted: it is to do little, however long the run is. How long it takes is no test: see frames.figures.ts.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { panelsOfFile } from './panels.ts';
import { feed, nextFrame, showRun } from './steps.ts';

const { inPanel } = panelsOfFile();

interface Counted {
  /** How often the curve was drawn. */
  draws: number;
  /** Lines of its path. */
  lines: number;
  /** Elements that were made or taken away. */
  nodes: number;
}

/** What the page does meanwhile. */
async function counted(page: Page, during: () => Promise<unknown>): Promise<Counted> {
  await page.evaluate(() => {
    const counts = { draws: 0, lines: 0, nodes: 0 };
    /** @returns what stops it */
    const watch = (prototype: object, method: string, called: () => void) => {
      const own = Object.getOwnPropertyDescriptor(prototype, method)!;
      const apply = (...call: Parameters<typeof Reflect.apply>): unknown => {
        called();
        return Reflect.apply(...call);
      };
      Object.defineProperty(prototype, method, { ...own, value: new Proxy(own.value as () => void, { apply }) });
      return () => Object.defineProperty(prototype, method, own);
    };
    const stops = [
      watch(CanvasRenderingContext2D.prototype, 'clearRect', () => counts.draws++),
      watch(Path2D.prototype, 'lineTo', () => counts.lines++),
    ];
    const nodes = new MutationObserver((changes) => {
      for (const { addedNodes, removedNodes } of changes) counts.nodes += addedNodes.length + removedNodes.length;
    });
    nodes.observe(document.body, { childList: true, subtree: true });
    Object.assign(window, {
      stopCounting() {
        nodes.disconnect();
        for (const stop of stops) stop();
        return counts;
      },
    });
  });
  await during();
  return page.evaluate(() => (window as unknown as { stopCounting(): Counted }).stopCounting());
}

const fewerPoints = { steps: 200_000, learningRate: 0.0001 };

describe('a frame', () => {
  inPanel('draws the curve once, whatever came since the last', async (page) => {
    await showRun(page, { kind: 'running' }, 100);
    const { draws } = await counted(page, async () => {
      await page.evaluate(() => {
        for (let done = 110; done <= 400; done += 10) window.host.progress(done);
      });
      await nextFrame(page);
    });
    assert.ok(draws >= 1 && draws <= 2, `${draws} times`);
    assert.equal(await page.locator('.cursor-place .number').innerText(), 'step 399');
  });

  inPanel('of a run with 4,000 points does what one with few does', async (page) => {
    const frames = 20;
    const width = await page.evaluate(() => innerWidth);
    await showRun(page, { kind: 'running' }, 1000, fewerPoints);
    const few = await counted(page, () => feed(page, 1000, 50, frames));
    await showRun(page, { kind: 'running' }, 190_000, fewerPoints);
    const many = await counted(page, () => feed(page, 190_000, 50, frames));
    for (const { draws } of [few, many]) assert.ok(draws > 0 && draws <= frames + 2, `${draws} draws`);
    // At most the first, the last, the least and the greatest of what falls on a pixel.
    assert.ok(many.lines / many.draws <= 4 * width, `${many.lines} lines in ${many.draws} draws`);
    // Both have two reports on the way: a few rows come and go, and no more.
    assert.ok(many.nodes <= few.nodes + 20, `${many.nodes} elements; ${few.nodes} in a run with few points`);
  });
});

inPanel('a history of 200,000 steps comes back whole, drawn once', async (page) => {
  await page.evaluate((options) => window.host.prepare(options, 200_000), fewerPoints);
  const { draws, nodes } = await counted(page, async () => {
    await page.evaluate(() => window.host.show({ kind: 'done' }));
    await page.locator('.now-dot').waitFor();
    await nextFrame(page);
  });
  assert.ok(draws <= 4, `${draws} draws`);
  assert.ok(nodes < 300, `${nodes} elements`);
  assert.equal(await page.locator('.loss-table table').getAttribute('aria-rowcount'), '401');
  assert.match((await page.locator('.plot canvas').getAttribute('aria-label')) ?? '', /at step 199,999/);
});
