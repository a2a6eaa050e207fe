import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { panelsOfFile } from './panels.ts';
import { cell, nextFrame, readStep, readTable, showRun, takeCalls, tell, writtenOtherwise } from './steps.ts';

const { inPanel } = panelsOfFile();

/** What the lesson's program printed. */
const printed = ['0 5.13118', '500 0.429111', '1,000 0.409789', '1,500 0.399923', '2,000 0.394146', '2,500 0.390597'];

describe('the numbers', () => {
  inPanel('are the lesson’s: losses in the table, weights in the matrices', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    assert.deepEqual(await readTable(page), printed);
    assert.equal(await cell(page, 'W₁', 'before', 1, 0).innerText(), '−2.4427');
    assert.equal(await cell(page, 'W₁', 'now', 0, 0).innerText(), '−0.7001');
    assert.equal(await cell(page, 'W₁', 'now', 1, 2).innerText(), '+0.5882');
    assert.equal(await cell(page, 'W₂', 'now', 1, 0).innerText(), '+0.9196');
    // −0.7000663 − (−0.8113182)
    assert.equal(await cell(page, 'W₁', 'change', 0, 0).innerText(), '+0.1113');
    assert.match(await page.locator('.limit-figure').innerText(), /0\.383561/);
    assert.equal(await page.locator('.limit-line').innerText(), 'this network’s limit 0.383561');
  });

  inPanel('grow while a run goes on', async (page) => {
    await showRun(page, { kind: 'running' }, 1);
    assert.deepEqual(await readTable(page), printed.slice(0, 1));
    await tell(page, () => window.host.progress(1600));
    assert.deepEqual(await readTable(page), printed.slice(0, 4));
    assert.match(await page.locator('.figures').innerText(), /1,600 \/ 3,000 steps/);
    await tell(page, () => {
      window.host.progress(3000);
      window.host.status({ kind: 'done' });
    });
    assert.deepEqual(await readTable(page), printed);
    assert.match(
      await page.locator('.state').innerText(),
      /^3,000 steps: loss 0\.388334, 0\.004773 above this network’s limit on this data$/,
    );
    assert.deepEqual(await page.evaluate(() => window.host.drawn), [1, 2]);
  });

  inPanel('are there before the first step, too', async (page) => {
    await showRun(page, { kind: 'running' }, 0);
    assert.equal(await cell(page, 'W₂', 'now', 1, 0).innerText(), '+1.4846');
    assert.equal(await cell(page, 'W₂', 'change', 1, 0).innerText(), '0.0000');
    assert.equal(await page.locator('.headline .loss').innerText(), '–');
  });

  inPanel('say when the limit is reached', async (page) => {
    await showRun(page, { kind: 'done' }, 20_001, { steps: 20_001 });
    assert.match(await page.locator('.limit-figure').innerText(), /reached/);
    assert.equal(
      await page.locator('.state').innerText(),
      '20,001 steps: loss 0.383561, this network’s limit on this data',
    );
  });

  inPanel('are dashes while they are not known', async (page) => {
    await showRun(page, { kind: 'starting' }, 0);
    assert.deepEqual(new Set(await page.locator('.matrix tbody td').allInnerTexts()), new Set(['–']));
    assert.equal(await page.locator('.connection .unknown').count(), 9);
  });

  inPanel('are written in one way, however large or small, and one step is one step', async (page) => {
    const written = () => page.locator('body').innerText();
    for (const [options, done] of [
      [{ learningRate: 1 }, 3000],
      [{ learningRate: 1e-7 }, 3000],
      [{ steps: 1 }, 1],
    ] as const) {
      await showRun(page, done === 1 ? { kind: 'done' } : 'diverged', done, options);
      assert.deepEqual(writtenOtherwise(await written()), [], JSON.stringify(options));
    }
    await showRun(page, { kind: 'done' }, 3000);
    const [inState] = /0\.00\d+(?= above)/.exec(await page.locator('.state').innerText()) ?? [];
    assert.ok((await page.locator('.limit-figure').innerText()).includes(`${inState} above`), inState);
  });

  inPanel('of another run are left out', async (page) => {
    await showRun(page, { kind: 'running' }, 600);
    await tell(page, () => window.host.strayProgress());
    assert.equal((await readStep(page)).text, 'step 599');
    assert.deepEqual(await page.evaluate(() => window.host.drawn), [1]);
  });
});

describe('the cursor in time', () => {
  const at1000 = { text: 'step 1,000', loss: '0.409789', slider: '1000', row: '1,000' };

  inPanel('moves everything, from the table', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    const newest = await readStep(page);
    assert.deepEqual([newest.text, newest.slider, newest.loss], ['step 2,999', '2999', '0.388334']);
    await page.locator('.loss-table tbody tr').nth(2).click();
    const { weight, ...place } = await readStep(page);
    assert.deepEqual(place, at1000);
    assert.notEqual(weight, newest.weight);
    await page.getByRole('button', { name: 'Latest' }).click();
    assert.deepEqual(await readStep(page), newest);
    assert.equal(await page.getByRole('button', { name: 'Latest' }).count(), 0);
  });

  inPanel('moves everything, from the curve', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    const plot = page.locator('.u-over');
    const { width = 0, height = 0 } = (await plot.boundingBox()) ?? {};
    await plot.click({ position: { x: (width * 1000) / 2999, y: height / 2 } });
    const step = Number((await readStep(page)).slider);
    assert.ok(Math.abs(step - 1000) <= 3000 / width, `step ${step}`);
    await page.mouse.down();
    await page.mouse.move(0, 0);
    await page.mouse.up();
    assert.equal((await readStep(page)).text, 'step 0');
  });

  inPanel('stays where the reader put it while the run goes on', async (page) => {
    await showRun(page, { kind: 'running' }, 1100);
    await page.locator('.loss-table tbody tr').nth(2).click();
    await tell(page, () => window.host.progress(2600));
    const { weight, ...place } = await readStep(page);
    assert.deepEqual(place, at1000);
    assert.equal(await cell(page, 'W₁', 'now', 0, 0).getAttribute('aria-description'), weight);
    assert.equal((await readTable(page)).length, 6);
  });

  inPanel('is where it was after the panel was hidden', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.locator('.loss-table tbody tr').nth(2).click();
    await page.getByRole('button', { name: 'linear' }).click();
    // It is written down a moment later, once for all that moves meanwhile.
    await page.waitForFunction(() => sessionStorage.getItem('state')?.includes('linear'));
    const state = await page.evaluate(() => sessionStorage.getItem('state'));
    assert.deepEqual(JSON.parse(state ?? ''), {
      runId: 'run 1',
      cursor: { kind: 'step', step: 1000 },
      scale: 'linear',
      tab: 'train',
    });
  });
});

describe('the curve', () => {
  inPanel('says the exact value under the pointer without moving the cursor', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    const plot = page.locator('.u-over');
    const { width = 0 } = (await plot.boundingBox()) ?? {};
    await plot.hover({ position: { x: width - 1, y: 40 } });
    assert.equal(await page.locator('.pointed-value').innerText(), 'step 2,999: 0.388334');
    assert.equal(await page.getByRole('button', { name: 'Latest' }).count(), 0);
  });

  inPanel('falls to the right and ends just above the limit, on either scale', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    for (const scale of ['linear', 'log']) {
      await page.getByRole('button', { name: scale }).click();
      await nextFrame(page);
      await page.locator('.now-dot').waitFor();
      const limit = await page.locator('.limit-line').boundingBox();
      const dot = await page.locator('.now-dot').boundingBox();
      const plot = await page.locator('.u-over').boundingBox();
      const end = dot!.y + dot!.height / 2;
      assert.ok(end <= limit!.y + 1 && end > limit!.y - 6, `${scale}: ends at ${end}, limit at ${limit!.y}`);
      assert.ok(limit!.y + limit!.height <= plot!.y + plot!.height + 1, 'there is room for the limit’s name');
      assert.ok(Math.abs(dot!.x + dot!.width / 2 - (plot!.x + plot!.width)) <= 1);
    }
  });

  inPanel('says on its limit what that is, and the cursor does not cross those words', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    const words = page.getByText('this network’s limit 0.383561', { exact: true });
    const { x, y, width, height } = (await words.boundingBox())!;
    const [middle, line] = [x + width / 2, y + height / 2];
    await page.mouse.click(middle, line);
    await nextFrame(page);
    const cursor = (await page.locator('.now-line').boundingBox())!;
    assert.ok(
      cursor.x > x && cursor.x < x + width,
      `the cursor is at ${cursor.x}, the words from ${x} to ${x + width}`,
    );
    const onTop = await page.evaluate(
      ([left, top]) => (document.elementFromPoint(left!, top!) as HTMLElement).title,
      [cursor.x, line],
    );
    assert.match(onTop, /of this network can reach on this data/);
  });

  inPanel('shows a run that ran out of float32', async (page) => {
    await showRun(page, 'diverged', 3000, { learningRate: 1 });
    assert.equal(await page.locator('.headline .loss').innerText(), '∞');
    const summary = await page.locator('.plot canvas').getAttribute('aria-label');
    assert.match(summary ?? '', /from 130\.\d+ at step 0 to ∞ at step 3/);
    assert.ok(await page.locator('.now-dot').isHidden());
  });
});

describe('the loss table', () => {
  const height = (page: Page) =>
    page.locator('.loss-table').evaluate(({ scrollTop, scrollHeight, clientHeight }) => ({
      above: scrollTop,
      below: scrollHeight - clientHeight - scrollTop,
    }));

  inPanel('stays at the newest row, unless the reader scrolled up', async (page) => {
    await showRun(page, { kind: 'running' }, 1000, { reportEvery: 10 });
    assert.ok((await height(page)).above > 0);
    assert.equal((await height(page)).below, 0);
    await tell(page, () => window.host.progress(1500));
    assert.equal((await height(page)).below, 0);
    await page.locator('.loss-table').evaluate((box) => box.scrollTo(0, 100));
    await nextFrame(page);
    await tell(page, () => window.host.progress(2000));
    assert.equal((await height(page)).above, 100);
    await page.locator('.loss-table').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await nextFrame(page);
    await tell(page, () => window.host.progress(2500));
    assert.equal((await height(page)).below, 0);
  });

  inPanel('has every row of thousands within reach, and few in the page', async (page) => {
    await showRun(page, { kind: 'done' }, 3000, { reportEvery: 1 });
    const drawn = await page.locator('.loss-table tbody tr[aria-rowindex]').count();
    assert.ok(drawn > 10 && drawn < 100, `${drawn} rows`);
    assert.equal(await page.locator('.loss-table table').getAttribute('aria-rowcount'), '3001');
    await page.locator('.loss-table').evaluate((box) => box.scrollTo(0, 22 * 1500));
    await page.locator('.loss-table tr[aria-rowindex="1502"]').click();
    assert.equal((await readStep(page)).text, 'step 1,500');
  });
});

describe('the network and the matrices', () => {
  inPanel('light up together, and tell all digits', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await cell(page, 'W₁', 'now', 1, 0).hover();
    assert.match(
      (await page.locator('.connection.lit').getAttribute('aria-label')) ?? '',
      /^W₁ from x1 to a0: −2\.3402/,
    );
    assert.match(await page.locator('.readout').innerText(), /x1 → a0[^]*before[^]*−2\.4427042[^]*now[^]*−2\.340249/);
    const from = page.locator('.connection', { has: page.locator('path') }).nth(6);
    await from.locator('.reach').hover({ force: true });
    assert.equal(await page.locator('.matrix').nth(1).locator('td.lit').count(), 3);
    await page.mouse.move(0, 0);
    assert.equal(await page.locator('.lit').count(), 0);
  });

  inPanel('say what a unit is', async (page) => {
    await showRun(page, { kind: 'done' }, 3000);
    await page.locator('.unit').nth(2).hover();
    assert.match(await page.locator('.readout').innerText(), /^a0: hidden unit 0:/);
    assert.equal(await page.locator('.connection.lit').count(), 3);
  });

  inPanel('have room for any network', async (page) => {
    await tell(page, () => {
      window.host.prepare({}, 1);
      window.host.showNetwork([3, 14, 5, 2]);
    });
    await page.locator('.network .omitted').waitFor();
    assert.equal(await page.locator('.matrix').count(), 3);
    assert.equal(await page.locator('.matrix').first().locator('tbody td').count(), 3 * 3 * 14);
    assert.match(
      (await page.locator('.network svg').getAttribute('aria-label')) ?? '',
      /^A network of 3 – 14 – 5 – 2 units/,
    );
  });
});

describe('how a run stands', () => {
  inPanel('is one sentence', async (page) => {
    const sentence = () => page.locator('.state').innerText();
    await showRun(page, { kind: 'starting' }, 0);
    assert.equal(await sentence(), 'Starting');
    await showRun(page, { kind: 'running' }, 1250);
    assert.equal(await sentence(), 'Training');
    await tell(page, () => window.host.status({ kind: 'paused' }));
    assert.equal(await sentence(), 'Paused after 1,250 steps');
    await tell(page, () => window.host.status({ kind: 'stopped' }));
    assert.equal(await sentence(), 'Stopped after 1,250 steps');
    assert.match(await page.locator('.figures').innerText(), /Gradient descent[^]*learning rate 0\.001[^]*k steps\/s/);
  });

  inPanel('is told by its numbers alone once it is done: a tick would call any ending a success', async (page) => {
    for (const learningRate of [0.001, 0.3]) {
      await showRun(page, { kind: 'done' }, 300, { steps: 300, learningRate });
      assert.match(await page.locator('.state').innerText(), /^300 steps: loss \S+, \S+ above this network’s limit/);
      assert.equal(await page.locator('.state .icon').count(), 0, `learning rate ${learningRate}`);
    }
    assert.match(await page.locator('.limit-figure').innerText(), /^this network’s limit on this data/);
  });

  inPanel('says what to try when it diverged, and does it', async (page) => {
    await showRun(page, 'diverged', 3000, { learningRate: 1 });
    assert.equal(await page.locator('.state').innerText(), 'Diverged at step 3');
    assert.match(await page.locator('.notice').innerText(), /After step 3 .*no longer a finite number/);
    await page.getByRole('button', { name: 'Train with learning rate 0.1' }).click();
    assert.deepEqual(await takeCalls(page), [['choose', { learningRate: 0.1 }], ['train']]);
    assert.equal(await page.getByLabel('Learning rate').inputValue(), '0.1');
  });

  inPanel('gives the reason of a failure, another try, and the diagnostics', async (page) => {
    await showRun(page, { kind: 'running' }, 800);
    await tell(page, () =>
      window.host.status({ kind: 'failed', error: { code: 'worker.died', args: { reason: 'exit code 137' } } }),
    );
    assert.match(await page.locator('.notice').innerText(), /The training worker ended unexpectedly: exit code 137/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Show diagnostics' }).click();
    assert.deepEqual(await takeCalls(page), [['train'], ['showDiagnostics']]);
    assert.equal((await readTable(page)).length, 2);
  });

  inPanel('says what one can do where a run was stopped before its first step', async (page) => {
    await showRun(page, { kind: 'stopped' }, 0);
    assert.match(await page.locator('.notice').innerText(), /^It was stopped before its first step/);
    await page.getByRole('button', { name: 'Train again' }).click();
    await page.getByRole('button', { name: 'Train step by step' }).click();
    assert.deepEqual(await takeCalls(page), [['train'], ['trainStepByStep']]);
    await showRun(page, { kind: 'stopped' }, 1);
    assert.equal(await page.locator('.notice').count(), 0);
  });

  inPanel('leads to a setting that is not allowed', async (page) => {
    await tell(page, () =>
      window.host.problem({
        code: 'option.invalid',
        args: { name: 'learningRate', label: 'backprop.learningRate', value: '"fast"', allowed: 'a number above 0' },
      }),
    );
    assert.match(
      await page.locator('.notice').innerText(),
      /backprop\.learningRate is "fast"\. It must be a number above 0\./,
    );
    await page.getByRole('button', { name: 'Open the setting' }).click();
    assert.deepEqual(await takeCalls(page), [['openSettings']]);
    await tell(page, () => window.host.problem(null));
    await page.locator('.notice').waitFor({ state: 'detached' });
  });

  inPanel('is a sentence and a button before the first run', async (page) => {
    assert.equal(await page.locator('.empty p').count(), 1);
    await page.getByRole('button', { name: 'Train 3,000 steps' }).click();
    assert.deepEqual(await takeCalls(page), [['train']]);
  });
});
