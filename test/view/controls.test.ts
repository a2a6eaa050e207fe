import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { panelsOfFile } from './panels.ts';
import { showRun, takeCalls, tell } from './steps.ts';

const { inPanel } = panelsOfFile();

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
const rate = (page: Page) => page.getByLabel('Learning rate');

describe('the controls', () => {
  inPanel('choose for the next run, and keep the choice in the settings when asked', async (page) => {
    assert.equal(await page.getByRole('button', { name: 'Keep in settings' }).count(), 0);
    await page.getByLabel('Optimizer').selectOption({ label: 'Momentum' });
    await rate(page).fill('1e-4');
    assert.deepEqual((await takeCalls(page)).at(-1), ['choose', { learningRate: 0.0001 }]);
    assert.equal(await rate(page).inputValue(), '1e-4');
    await page.getByRole('button', { name: 'Keep in settings' }).click();
    await train(page).click();
    assert.deepEqual(await takeCalls(page), [['keepChoices'], ['train']]);
    await tell(page, () => window.host.controls({ settings: { optimizer: 'momentum', learningRate: 0.0001 } }));
    await page.getByRole('button', { name: 'Keep in settings' }).waitFor({ state: 'detached' });
  });

  inPanel('show a choice that was made elsewhere', async (page) => {
    await tell(page, () => window.host.controls({ choices: { steps: 200000, optimizer: 'adam' } }));
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#field-steps')?.value === '200000');
    assert.equal(await page.getByLabel('Optimizer').inputValue(), 'adam');
  });

  inPanel('mark a text that is no allowed value, and have it mended before they train', async (page) => {
    for (const [text, sentence] of [
      ['-1', 'Learning rate is -1. It must be a number above 0, up to 1000.'],
      ['fast', 'Learning rate is fast. It must be a number above 0, up to 1000.'],
      ['1e999', 'Learning rate is 1e999. It must be a number above 0, up to 1000.'],
      ['', 'Learning rate must be a number above 0, up to 1000.'],
    ] as const) {
      await rate(page).fill(text);
      await train(page).click();
      assert.equal(await page.getByRole('alert').innerText(), sentence);
      assert.equal(await rate(page).getAttribute('aria-invalid'), 'true');
      assert.ok(await rate(page).evaluate((field) => field === document.activeElement));
      assert.equal(await rate(page).inputValue(), text);
    }
    assert.deepEqual(await takeCalls(page), []);
    await rate(page).fill('0.002');
    assert.equal(await page.getByRole('alert').count(), 0);
    await rate(page).press('Enter');
    assert.deepEqual(await takeCalls(page), [['choose', { learningRate: 0.002 }], ['train']]);
  });

  inPanel('take a number as it is shown, and none that is written for machines', async (page) => {
    const steps = page.getByLabel('Steps', { exact: true });
    await steps.fill('3,500');
    await rate(page).fill('1e−4');
    assert.deepEqual(await takeCalls(page), [
      ['choose', { steps: 3500 }],
      ['choose', { learningRate: 0.0001 }],
    ]);
    await steps.fill('0x10');
    await steps.blur();
    assert.equal(
      await page.locator('.complaint').textContent(),
      'Steps is 0x10. It must be a whole number from 1 to 100,000,000.',
    );
    assert.deepEqual(await takeCalls(page), []);
  });

  inPanel('do not complain while one types', async (page) => {
    await rate(page).fill('');
    await rate(page).pressSequentially('0.0');
    assert.equal(await page.getByRole('alert').count(), 0);
    await rate(page).pressSequentially('05');
    assert.deepEqual(await takeCalls(page), [['choose', { learningRate: 0.005 }]]);
  });

  inPanel('leave a text alone while one types, whatever comes late from the host', async (page) => {
    await rate(page).fill('0.0051');
    await tell(page, () => window.host.controls({ choices: { learningRate: 0.005 } }));
    assert.equal(await rate(page).inputValue(), '0.0051');
    await rate(page).blur();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#field-learningRate')?.value === '0.005',
    );
  });

  inPanel('count only whole steps', async (page) => {
    await page.getByLabel('Steps', { exact: true }).fill('2.5');
    await train(page).click();
    assert.match(await page.getByRole('alert').innerText(), /^Steps is 2\.5\. It must be a whole number from 1 to/);
  });

  inPanel('are there when they make sense, and keep the focus when they no longer do', async (page) => {
    const pause = page.getByRole('button', { name: 'Pause' });
    const stop = page.getByRole('button', { name: 'Stop' });
    assert.ok((await pause.isDisabled()) && (await stop.isDisabled()));
    await showRun(page, { kind: 'running' }, 100);
    assert.ok((await pause.isEnabled()) && (await stop.isEnabled()) && (await train(page).isEnabled()));
    await pause.click();
    await tell(page, () => window.host.status({ kind: 'paused' }));
    await page.getByRole('button', { name: 'Resume' }).click();
    await stop.click();
    assert.deepEqual(await takeCalls(page), [['pause'], ['resume'], ['stop']]);
    await tell(page, () => window.host.status({ kind: 'stopped' }));
    assert.ok(await stop.isDisabled());
    assert.ok(await stop.evaluate((button) => button === document.activeElement));
    await page.keyboard.press('Enter');
    assert.deepEqual(await takeCalls(page), []);
  });
});
