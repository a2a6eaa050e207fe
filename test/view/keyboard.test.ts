import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { panelsOfFile } from './panels.ts';
import { readStep, showRun, takeCalls, tell } from './steps.ts';

const { inPanel } = panelsOfFile();

/** What has the focus, in a word. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.id ? document.querySelector(`label[for="${element.id}"]`)?.textContent : undefined;
    return (
      label ??
      element?.getAttribute('aria-description') ??
      element?.getAttribute('aria-label') ??
      element?.textContent ??
      ''
    );
  });
/** A ring, or a border of the focus colour, around what has the focus. */
const focusIsVisible = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement!;
    const style = getComputedStyle(element);
    const marked = element.querySelector('[aria-selected="true"], circle, .reach') ?? element;
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.setProperty('color', 'var(--vscode-focusBorder)');
    const colour = getComputedStyle(probe).color;
    probe.remove();
    const inner = getComputedStyle(marked);
    const ring = (one: CSSStyleDeclaration) => one.outlineStyle !== 'none' && one.outlineColor === colour;
    return ring(style) || ring(inner) || style.borderTopColor === colour || inner.stroke === colour;
  });

describe('by keyboard alone', () => {
  inPanel('Tab goes through everything in reading order, and the focus is always visible', async (page) => {
    await showRun(page, { kind: 'paused' }, 1250);
    const walk: string[] = [];
    await page.keyboard.press('Tab');
    while (walk.length < 40 && (await page.evaluate(() => document.activeElement !== document.body))) {
      walk.push(await focused(page));
      assert.ok(await focusIsVisible(page), `the focus on “${walk.at(-1)}” is visible`);
      await page.keyboard.press('Tab');
    }
    assert.deepEqual(
      walk.map((text) => text.replace(/\s+/g, ' ').trim()),
      [
        ...['Optimizer', 'Learning rate', 'Steps', 'Train', 'Resume', 'Stop', 'Progress'],
        ...['loss', 'this network’s limit on this data', 'log', 'linear', 'Step shown', 'Loss table'],
        'x0',
        'W₁',
        await page.locator('.matrix td[tabindex="0"]').first().getAttribute('aria-description'),
        'W₂',
        await page.locator('.matrix td[tabindex="0"]').last().getAttribute('aria-description'),
      ],
    );
  });

  inPanel('the curve moves the cursor: by a point, by a report, to both ends', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.getByRole('slider').focus();
    const after = async (key: string) => {
      await page.keyboard.press(key);
      return (await readStep(page)).text;
    };
    assert.equal(await after('ArrowLeft'), 'step 2,998');
    assert.equal(await after('PageUp'), 'step 2,500');
    assert.equal(await after('PageUp'), 'step 2,000');
    assert.equal(await after('PageDown'), 'step 2,500');
    assert.equal(await after('ArrowRight'), 'step 2,501');
    assert.equal(await after('Home'), 'step 0');
    assert.equal(await after('End'), 'step 2,999');
    assert.equal(await page.getByRole('button', { name: 'Latest' }).count(), 0);
    assert.equal(await page.getByRole('slider').getAttribute('aria-valuetext'), 'step 2,999: 0.388334');
  });

  inPanel('the table moves it from report to report', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.getByRole('grid', { name: 'Loss table' }).focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
    assert.deepEqual([(await readStep(page)).text, (await readStep(page)).row], ['step 1,500', '1,500']);
    const active = await page.getByRole('grid', { name: 'Loss table' }).getAttribute('aria-activedescendant');
    assert.match(await page.locator(`#${active}`).innerText(), /^1,500/);
  });

  inPanel('Enter on a row of the table keeps the cursor there', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.getByRole('grid', { name: 'Loss table' }).focus();
    await page.keyboard.press('Enter');
    assert.equal((await readStep(page)).text, 'step 2,500');
  });

  inPanel('arrows move from cell to cell, the names included, and light the network', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    const w1 = page.getByRole('grid', { name: 'W₁: before, now and change' });
    await w1.locator('td[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.match((await page.locator('.connection.lit').getAttribute('aria-label')) ?? '', /^W₁ from x1 to a1/);
    await page.keyboard.press('Home');
    assert.equal(await focused(page), 'x1');
    assert.match(await page.locator('.readout').innerText(), /^x1: input 1,/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(page), 'x0', 'there is nothing in the corner');
    for (let row = 0; row < 9; row++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    assert.equal(await focused(page), await w1.locator('td').last().getAttribute('aria-description'));
    assert.equal(await w1.locator('[tabindex="0"]').count(), 1);
  });

  inPanel('arrows walk through the network', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.locator('.network [tabindex="0"]').focus();
    for (let part = 0; part < 2; part++) await page.keyboard.press('ArrowRight');
    assert.match(await focused(page), /^W₁ from x0 to a0/);
    assert.equal(await page.locator('.matrix td.lit').count(), 3);
  });

  inPanel('Space plays and pauses, but not where it means something else', async (page) => {
    await showRun(page, { kind: 'running' }, 1250);
    await page.getByRole('slider').focus();
    await page.keyboard.press(' ');
    assert.deepEqual(await takeCalls(page), [['pause']]);
    await tell(page, () => window.host.status({ kind: 'paused' }));
    await page.locator('.matrix td[tabindex="0"]').first().focus();
    await page.keyboard.press(' ');
    assert.deepEqual(await takeCalls(page), [['resume']]);
    await page.getByLabel('Learning rate').focus();
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'linear' }).focus();
    await page.keyboard.press(' ');
    assert.equal(await page.getByRole('button', { name: 'linear' }).getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await takeCalls(page), []);
  });

  inPanel('a symbol explains itself on focus and on hover, until Escape', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    const tips = page.locator('[role="tooltip"]:popover-open');
    await page.clock.install();
    await page.getByRole('tab', { name: 'Progress' }).focus();
    await page.keyboard.press('Tab');
    await tips.waitFor();
    assert.match(await tips.innerText(), /mean squared error/);
    await page.keyboard.press('Escape');
    await tips.waitFor({ state: 'detached' });
    await page.locator('.headline .term').nth(1).hover();
    await tips.waitFor();
    assert.match(await tips.innerText(), /least loss/);
    await tips.hover();
    await page.clock.runFor(1000);
    assert.equal(await tips.count(), 1, 'the pointer may rest on it');
    await page.mouse.move(0, 0);
    await tips.waitFor({ state: 'detached' });
    await page.getByText('Optimizer', { exact: true }).hover();
    await tips.waitFor();
    assert.match(await tips.innerText(), /gradient/);
    await page.context().close();
  });
});
