import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contrast, type Rgb } from '../../src/webview/kit/colours.ts';
import { violationsInThemes } from './axe.ts';
import { panelsOfFile } from './panels.ts';
import { cell, showRun, states, tell } from './steps.ts';
import { themeNames } from './themes.ts';

const panels = panelsOfFile();

describe('axe finds no violation', () => {
  for (const [name, reach] of Object.entries(states))
    test(`when ${name}, in any theme`, async () => {
      const page = await panels.open();
      await reach(page);
      assert.deepEqual(await violationsInThemes(page), []);
    });
});

describe('contrast', () => {
  for (const theme of themeNames) {
    test(`of every number on its cell is 4.5:1 or more in ${theme}`, async () => {
      const page = await panels.open({ theme });
      await showRun(page, { kind: 'done' }, 3000);
      const cells = await page.locator('.matrix tbody td').evaluateAll((cells) =>
        cells.map((cell) => {
          const { color, backgroundColor } = getComputedStyle(cell);
          return [cell.textContent, color, backgroundColor] as const;
        }),
      );
      assert.equal(cells.length, 27);
      for (const [text, colour, background] of cells) {
        const ratio = contrast(rgbOf(colour), rgbOf(background));
        assert.ok(ratio >= 4.5, `${text}: ${colour} on ${background} is ${ratio.toFixed(2)}:1`);
      }
      assert.ok(new Set(cells.map(([, , background]) => background)).size > 10, 'the cells have colours');
    });
  }

  test('follows a change of theme', async () => {
    const page = await panels.open({ theme: 'dark' });
    await showRun(page, { kind: 'done' }, 3000);
    const strongest = cell(page, 'W₁', 'before', 1, 0);
    const dark = await strongest.evaluate((cell) => getComputedStyle(cell).backgroundColor);
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-editor-background', '#ffffff');
      document.documentElement.style.setProperty('--vscode-editor-foreground', '#3b3b3b');
      document.body.className = 'vscode-light';
    });
    await page.waitForFunction(([cell, dark]) => cell && getComputedStyle(cell).backgroundColor !== dark, [
      await strongest.elementHandle(),
      dark,
    ] as const);
    const light = await strongest.evaluate((cell) => getComputedStyle(cell).backgroundColor);
    assert.ok(contrast(rgbOf(light), [0x3b, 0x3b, 0x3b]) >= 4.5);
  });
});

describe('in high contrast', () => {
  for (const theme of ['high-contrast', 'high-contrast-light'] as const)
    test(`a disabled button looks so, and a focused connection is as thick as its weight in ${theme}`, async () => {
      const page = await panels.open({ theme });
      await showRun(page, { kind: 'done' }, 3000);
      const stop = page.getByRole('button', { name: 'Stop', exact: true });
      assert.ok(Number(await stop.evaluate((button) => getComputedStyle(button).opacity)) <= 0.5);
      const connection = page.locator('.connection').first();
      const lines = () =>
        connection.evaluate((element) =>
          ['.reach', '.gap', '.weight'].map((part) => {
            const { stroke, strokeWidth } = getComputedStyle(element.querySelector(part)!);
            return { stroke, width: Number.parseFloat(strokeWidth) };
          }),
        );
      const [, , before] = await lines();
      await page.locator('.network [tabindex="0"]').focus();
      while ((await page.locator('.connection:focus').count()) === 0) await page.keyboard.press('ArrowRight');
      assert.ok(await connection.evaluate((element) => element.matches(':focus-visible')));
      const [outline, gap, weight] = await lines();
      assert.deepEqual(weight, before);
      assert.equal(gap!.stroke, await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      assert.ok(outline!.width >= gap!.width + 2 && gap!.width >= weight!.width + 2);
    });
});

describe('a screen reader', () => {
  test('is told of the curve by reports, not by frames, while a run goes on', async () => {
    const page = await panels.open();
    await showRun(page, { kind: 'running' }, 1250);
    const slider = page.getByRole('slider');
    assert.equal(await slider.getAttribute('aria-valuetext'), 'step 1,000: 0.409789');
    await tell(page, () => window.host.progress(1400));
    assert.equal(await slider.getAttribute('aria-valuetext'), 'step 1,000: 0.409789');
    await tell(page, () => window.host.status({ kind: 'paused' }));
    assert.equal(await slider.getAttribute('aria-valuenow'), '1399');
  });

  test('hears a sentence a report, at most about one a second, and how the run ends', async () => {
    const page = await panels.open();
    // Before the first sentence, after which the next waits.
    await page.clock.install({ time: 0 });
    await showRun(page, { kind: 'running' }, 1);
    // Three seconds, by the test's word.
    await page.clock.pauseAt(60_000);
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const region = document.querySelector('p[role="status"]')!;
      new MutationObserver(() => heard.push(region.textContent)).observe(region, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });
    for (let done = 100; done <= 3000; done += 100) {
      await page.evaluate((done) => {
        window.host.progress(done);
        if (done === 3000) window.host.status({ kind: 'done' });
      }, done);
      await page.clock.runFor(100);
    }
    await page.clock.runFor(2000);
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    assert.ok(heard.length > 1 && heard.length <= 4, heard.join('\n'));
    assert.match(heard.at(-1) ?? '', /^3,000 steps: loss 0\.388334/);
    await page.context().close();
  });
});

function rgbOf(colour: string): Rgb {
  const [red = NaN, green = NaN, blue = NaN] = colour.match(/[\d.]+/g)?.map(Number) ?? [];
  return [red, green, blue];
}
