// What the view's tests have in common: runs of the lesson in each state, and what a reader reads off the panel.
import type { Page } from 'playwright-core';
import type { OptionValues } from '../../src/shared/spec/options.ts';
import type { RunStatus } from '../../src/shared/messages/protocol.ts';

/** Shows a run of the lesson with some options, of which so many steps are done. */
export async function showRun(
  page: Page,
  status: RunStatus | 'diverged',
  done: number,
  options: Partial<OptionValues> = {},
): Promise<void> {
  await page.evaluate(
    ([status, done, options]) => {
      window.host.prepare(options, done);
      window.host.show(status);
    },
    [status, done, options] as const,
  );
  await page.locator('.columns').waitFor();
  await nextFrame(page);
}

export const died: RunStatus = { kind: 'failed', error: { code: 'worker.died', args: { reason: 'exit code 137' } } };

/** The states that the panel is made for. */
export const states: Record<string, (page: Page) => Promise<void>> = {
  empty: async () => {},
  running: (page) => showRun(page, { kind: 'running' }, 1250),
  finished: (page) => showRun(page, { kind: 'done' }, 3000),
  diverged: (page) => showRun(page, 'diverged', 3000, { learningRate: 1 }),
  failed: (page) => showRun(page, died, 800),
};

/** What the host has said has arrived, and a frame has shown it. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // Messages arrive in the order in which they were posted.
    await new Promise<void>((done) => {
      const token = Math.random();
      addEventListener('message', function arrived({ data }) {
        if ((data as { token?: unknown }).token !== token) return;
        removeEventListener('message', arrived);
        done();
      });
      window.postMessage({ token }, '*');
    });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  });
}

/** Lets the host say something, and waits until it is shown. */
export async function tell(page: Page, say: () => void): Promise<void> {
  await page.evaluate(say);
  await nextFrame(page);
}

/** The run goes on by some steps in each of so many frames. */
export const feed = (page: Page, from: number, stepsAFrame: number, frames: number) =>
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

/** What in a text is a number written in another way than the panel's, or one step in the plural. */
export function writtenOtherwise(text: string): string[] {
  const ways = [/\S*[\de]-\d\S*/g, /\d(?:\.\d+)?e[+−]0\d+/g, /\b(?:inf|nan)\b/g, /\b1 steps\b/g, /\d{4,} steps/g];
  return ways.flatMap((way) => text.match(way) ?? []);
}

/** The calls that the host has had since the last time. */
export function takeCalls(page: Page): Promise<[name: string, argument?: unknown][]> {
  return page.evaluate(() => window.host.calls.splice(0));
}

/** The loss table, a row a line. */
export async function readTable(page: Page): Promise<string[]> {
  const rows = await page.locator('.loss-table tbody tr[aria-rowindex]').all();
  return Promise.all(
    rows.map(async (row) => (await row.locator('td').allInnerTexts()).map((text) => text.trim()).join(' ')),
  );
}

/** The step that each view of the run shows, by its own means. */
export async function readStep(page: Page) {
  return {
    text: await page.locator('.cursor-place .number').innerText(),
    loss: await page.locator('.headline .loss').innerText(),
    slider: await page.getByRole('slider').getAttribute('aria-valuenow'),
    row: await page.locator('.loss-table tr[aria-selected="true"] td').first().innerText(),
    weight: await cell(page, 'W₁', 'now', 0, 0).getAttribute('aria-description'),
  };
}

/** A cell of a weight matrix. */
export function cell(page: Page, matrix: string, part: 'before' | 'now' | 'change', row: number, column: number) {
  const body = page
    .locator('.matrix', { hasText: matrix })
    .locator('tbody')
    .nth(['before', 'now', 'change'].indexOf(part));
  return body.locator('tr').nth(row).locator('td').nth(column);
}
