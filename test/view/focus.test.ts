// What has the focus and goes away hands it on: by keyboard alone nobody is ever put back to the start of the page.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { panelsOfFile } from './panels.ts';
import { died, nextFrame, showRun, tell } from './steps.ts';

const { inPanel } = panelsOfFile();

/** The name of what has the focus; `body` where nothing has. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element, body } = document;
    const label = element?.id ? document.querySelector(`label[for="${element.id}"]`) : null;
    return element === body ? 'body' : (label ?? element)?.textContent?.trim() || element?.getAttribute('aria-label');
  });
const press = async (page: Page, name: string, key = 'Enter') => {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press(key);
  await nextFrame(page);
};

describe('the focus stays', () => {
  inPanel('where it is: Enter on Train, and in a field', async (page) => {
    await press(page, 'Train');
    await showRun(page, { kind: 'running' }, 1250);
    assert.equal(await focused(page), 'Train');
    for (const field of ['Learning rate', 'Steps']) {
      await page.getByLabel(field, { exact: true }).focus();
      await page.keyboard.press('Enter');
      await showRun(page, { kind: 'running' }, 1250);
      assert.equal(await focused(page), field);
    }
  });

  inPanel('on a button whose time is over: Stop, and Pause', async (page) => {
    await showRun(page, { kind: 'running' }, 1250);
    await press(page, 'Pause');
    await tell(page, () => window.host.status({ kind: 'paused' }));
    assert.equal(await focused(page), 'Resume');
    await press(page, 'Stop');
    await tell(page, () => window.host.status({ kind: 'stopped' }));
    assert.equal(await focused(page), 'Stop');
  });
});

describe('the focus goes on', () => {
  inPanel('from the empty panel’s button to Train', async (page) => {
    await press(page, 'Train 3,000 steps');
    await showRun(page, { kind: 'running' }, 0);
    assert.equal(await focused(page), 'Train');
  });

  inPanel('from “train step by step” to the tab of the step', async (page) => {
    await press(page, 'or train step by step');
    await showRun(page, { kind: 'paused' }, 0);
    assert.equal(await focused(page), 'Step');
  });

  inPanel('from a notice that closes to Train', async (page) => {
    await showRun(page, died, 800);
    await press(page, 'Try again');
    await showRun(page, { kind: 'running' }, 1250);
    assert.equal(await focused(page), 'Train');
  });

  inPanel('from “Look at step” to the tab of the view that it opens', async (page) => {
    await showRun(page, 'diverged', 3000, { learningRate: 1 });
    await press(page, 'Look at step 3');
    assert.equal(await focused(page), 'Step');
  });

  inPanel('from what a changed view had to the tab of the new one', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.locator('.matrix td[tabindex="0"]').first().focus();
    await tell(page, () => window.host.move({ kind: 'to', step: 1500 }));
    assert.equal(await focused(page), 'Step');
  });

  inPanel('from “Keep in settings”, which has nothing more to keep, to Train', async (page) => {
    await tell(page, () => window.host.controls({ choices: { steps: 500 } }));
    await press(page, 'Keep in settings');
    await tell(page, () => window.host.controls({ settings: { steps: 500 } }));
    assert.equal(await focused(page), 'Train');
  });

  inPanel('from “Latest” to a control that stays', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await press(page, 'Latest');
    assert.notEqual(await focused(page), 'body');
  });

  inPanel('once: the key that is held down does nothing more', async (page) => {
    await page.getByRole('button', { name: 'Train 3,000 steps' }).focus();
    await page.keyboard.down('Enter');
    await showRun(page, { kind: 'running' }, 1250);
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    assert.deepEqual(await page.evaluate(() => window.host.calls), [['train']]);
  });

  inPanel('nowhere that a person has not been', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.locator('.matrix td[tabindex="0"]').first().focus();
    await page.mouse.click(600, 890);
    await page.getByRole('tab', { name: 'Step' }).evaluate((tab) => (tab as HTMLElement).click());
    assert.equal(await focused(page), 'body');
  });
});
