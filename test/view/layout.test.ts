import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { panelsOfFile } from './panels.ts';
import { nextFrame, showRun, states, tell } from './steps.ts';

const panels = panelsOfFile();

const sizeOf = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });

describe('a narrow panel', () => {
  for (const [name, reach] of Object.entries(states)) {
    test(`does not scroll sideways when ${name}`, async () => {
      const page = await panels.open({ width: 320 });
      await reach(page);
      const { scrollWidth, clientWidth } = await sizeOf(page);
      assert.ok(scrollWidth <= clientWidth, `${scrollWidth} > ${clientWidth}`);
    });
  }

  test('keeps a complaint within the page', async () => {
    for (const width of [320, 560, 720]) {
      const page = await panels.open({ width });
      for (const field of ['Learning rate', 'Steps']) {
        await page.getByLabel(field, { exact: true }).fill('-1');
        await page.getByRole('button', { name: 'Train', exact: true }).click();
        const { scrollWidth, clientWidth } = await sizeOf(page);
        assert.ok(scrollWidth <= clientWidth, `${field}, ${width} px: ${scrollWidth} > ${clientWidth}`);
        const box = await page.getByRole('alert').last().boundingBox();
        assert.ok(box!.x >= 0 && box!.width > 100);
      }
      await panels.giveBack();
    }
  });

  test('is one column in reading order', async () => {
    const page = await panels.open({ width: 400 });
    await showRun(page, { kind: 'done' }, 3000);
    const parts = ['.control-bar', '.headline', '.plot', '.loss-table', '.network', '.matrices'];
    const boxes = await Promise.all(parts.map((part) => page.locator(part).boundingBox()));
    boxes.reduce((above, box, index) => {
      assert.ok(box!.y >= above!.y + above!.height, `${parts[index]} is below`);
      return box;
    });
  });

  test('leaves seven tenths of its height to what it shows', async () => {
    const page = await panels.open({ width: 420, height: 800 });
    await showRun(page, { kind: 'done' }, 3000);
    const { height } = (await page.locator('.head').boundingBox())!;
    assert.ok(height < 0.3 * 800, `${height} px`);
  });

  test('scrolls a wide matrix in its own frame', async () => {
    const page = await panels.open({ width: 400 });
    await tell(page, () => {
      window.host.prepare({}, 1);
      window.host.showNetwork([3, 14, 2]);
    });
    const scrolls = page.locator('.matrix-scroll').first();
    await scrolls.waitFor();
    assert.ok(await scrolls.evaluate((frame) => frame.scrollWidth > frame.clientWidth));
    const { scrollWidth, clientWidth } = await sizeOf(page);
    assert.ok(scrollWidth <= clientWidth);
  });
});

describe('a wide panel', () => {
  test('has the table beside the curve, no wider than it needs to be, and leaves no quarter empty', async () => {
    const page = await panels.open({ width: 1920, height: 1080 });
    await showRun(page, { kind: 'done' }, 3000);
    const [plot, table] = await Promise.all(['.plot', '.loss-table'].map((part) => page.locator(part).boundingBox()));
    assert.ok(table!.width <= 480, `${table!.width} px`);
    assert.ok(table!.x >= plot!.x + plot!.width);
    assert.ok(plot!.y + plot!.height >= 0.75 * 1080, `${plot!.y + plot!.height}`);
    assert.ok((await sizeOf(page)).scrollWidth <= 1920);
  });

  test('keeps the table narrow below the curve too', async () => {
    const page = await panels.open({ width: 1500, height: 1000 });
    await showRun(page, { kind: 'done' }, 3000);
    assert.ok((await page.locator('.loss-table').boundingBox())!.width <= 480);
  });
});

describe('a running panel', () => {
  test('does not move as digits change', async () => {
    for (const width of [1280, 400]) {
      const page = await panels.open({ width });
      await showRun(page, { kind: 'running' }, 3);
      const places = () =>
        page.evaluate(() =>
          [
            ...document.querySelectorAll(
              'button, .headline p, .plot, .network, .matrix td, .legend span, .figures span',
            ),
          ].map((element) => {
            const { x, y } = element.getBoundingClientRect();
            return `${element.className} ${[x, y].map(Math.round).join(' ')}`;
          }),
        );
      // A table that has grown to its full height grows no more.
      await page.evaluate(() =>
        document.querySelector<HTMLElement>('.loss-table')?.style.setProperty('height', '176px'),
      );
      const before = await places();
      for (const done of [50, 999, 1000, 2400]) {
        await page.evaluate((done) => window.host.progress(done), done);
        await nextFrame(page);
        assert.deepEqual(await places(), before, `after ${done} steps, ${width} px wide`);
      }
      await panels.giveBack();
    }
  });

  test('does not move when one points at something', async () => {
    for (const width of [1280, 400, 320]) {
      const page = await panels.open({ width });
      await showRun(page, { kind: 'done' }, 3000);
      const top = () => page.locator('.matrices').evaluate((element) => element.getBoundingClientRect().top + scrollY);
      const before = await top();
      for (const part of ['.connection', '.unit']) {
        for (const spot of await page.locator(part).all()) {
          await spot.focus();
          assert.equal(await top(), before, `${part}, ${width} px wide`);
        }
      }
      await panels.giveBack();
    }
  });

  test('has no motion of its own under reduced motion', async () => {
    for (const reducedMotion of [true, false]) {
      const page = await panels.open({ reducedMotion });
      await showRun(page, { kind: 'starting' }, 0);
      const moving = await page.evaluate(() => document.getAnimations().length);
      assert.equal(moving > 0, !reducedMotion);
      await panels.giveBack();
    }
  });
});

describe('in Chinese', () => {
  test('every word of the panel is Chinese', async () => {
    const page = await panels.open({ language: 'zh-cn' });
    await showRun(page, 'diverged', 3000, { learningRate: 1 });
    const text = await page.locator('body').innerText();
    for (const word of ['学习率', '优化器', '损失', '极限', '训练', '权重', '发散', '梯度下降']) {
      assert.ok(text.includes(word), word);
    }
    const names = ['Backprop', 'Adam'];
    const words = text.match(/[A-Za-z]{3,}/g) ?? [];
    assert.deepEqual(
      words.filter((word) => !names.includes(word)),
      [],
    );
  });
});
