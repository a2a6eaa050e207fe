// The view of a step, with real steps of the lesson: time, numbers, where they come from, and what goes wrong.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { works } from '../../bench/works.ts';
import { parseOptions, type OptionValues } from '../../src/shared/spec/options.ts';
import type { RunStatus } from '../../src/shared/messages/protocol.ts';
import { lessonSpec, type RunSpec } from '../../src/shared/spec/spec.ts';
import { eventually } from '../eventually.mts';
import { violationsInThemes } from './axe.ts';
import type { PanelOptions } from './panel-page.ts';
import { panelsOfFile } from './panels.ts';
import { nextFrame, takeCalls, tell, writtenOtherwise } from './steps.ts';

const panels = panelsOfFile();

const lesson = (options: Partial<OptionValues> = {}) => lessonSpec(parseOptions(options, (name) => name));
const mnist: RunSpec = {
  ...works.digits,
  data: { kind: 'random', samples: 16, inputs: 784, outputs: 10, labels: 'oneHot', seed: 1 },
  optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  training: { steps: 12, batchSize: 8, reportEvery: 4 },
};

const adam = lesson({ optimizer: 'adam' });

/** Its only unit stands at the kink of its activation. */
const kinked: RunSpec = {
  ...lesson(),
  data: { kind: 'inline', inputs: [[0]], labels: [[1]] },
  network: { inputs: 1, layers: [{ units: 1, activation: 'relu', bias: true }], seed: 1 },
  training: { steps: 1, batchSize: 1, reportEvery: 1 },
};

interface Opened extends PanelOptions {
  readonly spec?: RunSpec;
  readonly status?: RunStatus | 'diverged';
  readonly step?: number;
}

/** A panel with a run that has been trained, at a step. */
async function openStep({ spec = lesson(), status = { kind: 'done' }, step = 1500, ...options }: Opened = {}) {
  const page = await panels.open({ ...options, training: true });
  await page.evaluate(([spec, status]) => window.host.trainSpec(spec, status), [spec, status] as const);
  await page.locator('.tabs').waitFor();
  await page.evaluate((step) => window.host.move({ kind: 'to', step }), step);
  await page.locator('.stage').first().waitFor();
  await nextFrame(page);
  return page;
}
const inStep = (name: string, options: Opened, body: (page: Page) => Promise<void>) =>
  test(name, async () => body(await openStep(options)));

const grid = (page: Page, symbol: string) => page.getByRole('grid', { name: new RegExp(`^${symbol}:`) });
const cellAt = (page: Page, symbol: string, row: number, column: number) =>
  grid(page, symbol).locator(`[data-place="${row} ${column}"]`);
const stepShown = (page: Page) => page.getByRole('slider').getAttribute('aria-valuenow');
const place = (page: Page) =>
  page.evaluate(() => {
    const table = document.activeElement?.closest('table')?.getAttribute('aria-label')?.split(':')[0];
    return `${table} ${document.activeElement?.getAttribute('data-place')}`;
  });
/** The corners of what has the focus at which something else is seen. */
const hiddenCorners = (page: Page) =>
  page.evaluate(() => {
    const { top, right, bottom, left } = document.activeElement!.getBoundingClientRect();
    const corners = {
      'top left': [left, top],
      'top right': [right, top],
      'bottom left': [left, bottom],
      end: [right, bottom],
    };
    const inside = (at: number, from: number, to: number) => Math.min(Math.max(at, from + 1), to - 1);
    return Object.entries(corners)
      .filter(([, [x = 0, y = 0]]) => {
        const seen = document.elementFromPoint(inside(x, left, right), inside(y, top, bottom));
        return !seen || !document.activeElement!.contains(seen);
      })
      .map(([name]) => `${name} of ${[left, top, right, bottom].map(Math.round).join(' ')}`);
  });

describe('the view of a step', () => {
  inStep(
    'has the sections of the algorithm in order, and every quantity as a table with its formula',
    {},
    async (page) => {
      assert.deepEqual(await page.locator('.stage h2').allInnerTexts(), [
        'Batch',
        'Forward',
        'Backward',
        'Update',
        'Check',
      ]);
      const names = await page
        .locator('.quantity table')
        .evaluateAll((tables) => tables.map((table) => table.getAttribute('aria-label')!.split(':')[0]));
      assert.deepEqual(names, [
        'X',
        'y_',
        'W₁',
        'a',
        'W₂',
        'y',
        'e',
        'l',
        'L',
        '∂L/∂y',
        '∂L/∂W₂',
        '∂L/∂a',
        '∂L/∂W₁',
        'lr',
        'ΔW₁',
        'W₁′',
        'sW₁',
        'ΔW₂',
        'W₂′',
        'sW₂',
      ]);
      assert.equal(await page.locator('.quantity math').count(), names.length);
      assert.equal(await cellAt(page, 'X', 0, 0).innerText(), '0.8349');
      assert.equal(await grid(page, 'X').locator('th[scope="row"]').first().innerText(), '0');
    },
  );

  inStep('shows the first data of the lesson at step 0', { step: 0 }, async (page) => {
    assert.equal(await cellAt(page, 'X', 0, 0).getAttribute('aria-description'), '0.8349432');
    assert.equal(await cellAt(page, 'W₁', 0, 0).getAttribute('aria-description'), '−0.8113182');
    assert.equal(await cellAt(page, 'y_', 0, 0).innerText(), '1.0000');
  });

  inStep('the weights after a step are those before the next', {}, async (page) => {
    const after = await cellAt(page, 'W₁′', 1, 2).getAttribute('aria-description');
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await eventually(() => grid(page, 'X').locator('th[scope="row"]').first().innerText(), '8');
    assert.equal(await cellAt(page, 'W₁', 1, 2).getAttribute('aria-description'), after);
  });

  inStep('what is out of sight is of the step shown too, once that stays', {}, async (page) => {
    const change = () => cellAt(page, 'ΔW₁', 1, 2).getAttribute('aria-description');
    const first = await change();
    await page.getByRole('slider').focus();
    await page.getByRole('heading', { name: 'Update' }).scrollIntoViewIfNeeded();
    await page.keyboard.press('ArrowRight');
    await eventually(async () => (await change()) === first, false);
    const second = await change();
    await page.setViewportSize({ width: 1280, height: 320 });
    await page.getByRole('heading', { name: 'Batch', exact: true }).scrollIntoViewIfNeeded();
    await page.keyboard.press('ArrowLeft');
    await eventually(change, first);
    await page.keyboard.press('ArrowRight');
    await eventually(change, second);
  });

  inStep('time moves by keys: a step, a report, to both ends, and Training is at the same step', {}, async (page) => {
    await page.getByRole('slider').focus();
    const after = async (key: string) => {
      await page.keyboard.press(key);
      return stepShown(page);
    };
    assert.deepEqual(
      [await after('ArrowLeft'), await after('PageUp'), await after('PageDown'), await after('ArrowRight')],
      ['1499', '1000', '1500', '1501'],
    );
    await page.getByRole('tab', { name: 'Step' }).focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.locator('.cursor-place .number').innerText(), 'step 1,501');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('slider').focus();
    assert.deepEqual([await after('Home'), await after('End')], ['0', '2999']);
  });

  inStep('a step is typed, and one that there is not is refused', {}, async (page) => {
    const field = page.getByRole('textbox', { name: 'At step' });
    await field.fill('12');
    await field.press('Enter');
    assert.equal(await stepShown(page), '12');
    await field.fill('3000');
    await field.press('Enter');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await stepShown(page), '12');
  });

  inStep('Space plays and stops, also where less motion is wanted', { step: 100 }, async (page) => {
    await page.getByLabel('Speed').selectOption('30');
    await page.getByRole('slider').focus();
    // From here on the page's time passes by the test's word only.
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
    await page.keyboard.press(' ');
    await page.clock.runFor(1000);
    const step = Number(await stepShown(page));
    assert.ok(step > 120 && step <= 130, `step ${step}`);
    await page.keyboard.press(' ');
    await page.clock.runFor(1000);
    assert.equal(Number(await stepShown(page)), step);
    assert.deepEqual(await takeCalls(page), []);
    await page.context().close();
  });
});

describe('where a number comes from', () => {
  inStep('its terms, what it reads, and the network light up', {}, async (page) => {
    await cellAt(page, '∂L/∂W₁', 0, 1).focus();
    const pane = page.locator('.explanation');
    assert.equal(await pane.locator('.ledger tbody tr').count(), 8);
    assert.equal(await grid(page, 'X').locator('td.read').count(), 8);
    assert.equal(await grid(page, '∂L/∂a').locator('td.read').count(), 8);
    assert.equal(await page.locator('.step-network .line.at').count(), 1);
    const values = await pane.locator('.ledger tbody td.value').allInnerTexts();
    const sum = values.reduce((total, text) => total + Number(text.replace('−', '-')), 0);
    const total = Number((await pane.locator('tfoot td.value').innerText()).replace('−', '-'));
    assert.ok(Math.abs(sum - total) < 5e-6, `${sum}, ${total}`);
    await eventually(
      async () => /^∂L\/∂W₁ x0, a1 is .* which is /.test(await pane.locator('[role="status"]').innerText()),
      true,
    );
  });

  inStep('Enter follows a weight’s change to the data, and Backspace comes back', {}, async (page) => {
    await cellAt(page, 'ΔW₁', 0, 1).focus();
    const way = [await place(page)];
    for (let steps = 0; steps < 12; steps++) {
      await page.keyboard.press('Enter');
      const now = await place(page);
      if (now === way.at(-1)) break;
      way.push(now);
    }
    const quantities = way.map((text) => text.split(' ')[0]);
    assert.deepEqual(quantities, ['ΔW₁', '∂L/∂W₁', '∂L/∂a', '∂L/∂y', 'e', 'y', 'a', 'X']);
    assert.equal(await page.locator('.trail li').count(), way.length);
    for (const before of way.slice(0, -1).reverse()) {
      await page.keyboard.press('Backspace');
      assert.equal(await place(page), before);
    }
  });

  for (const [width, height] of [
    [1200, 800],
    [900, 700],
    [853, 533],
    [420, 800],
  ] as const)
    inStep(`a number that is followed to is wholly in sight at ${width}×${height}`, { width, height }, async (page) => {
      await cellAt(page, 'ΔW₂', 1, 0).focus();
      const way: string[] = [];
      for (let steps = 0; steps < 6; steps++) {
        await page.keyboard.press('Enter');
        await nextFrame(page);
        way.push(await place(page));
        assert.deepEqual(await hiddenCorners(page), [], `${way.at(-1)}, after ${steps + 1}`);
      }
      while (way.length > 0) {
        assert.equal(await place(page), way.pop());
        assert.deepEqual(await hiddenCorners(page), []);
        await page.keyboard.press('Backspace');
        await nextFrame(page);
      }
      assert.equal(await place(page), 'ΔW₂ 1 0');
      assert.deepEqual(await hiddenCorners(page), []);
    });

  inStep('the mouse shows, and leaves no trace', {}, async (page) => {
    await cellAt(page, 'a', 2, 1).hover();
    assert.match(await page.locator('.explanation h3').innerText(), /^a row 2, a1 = /);
    await page.locator('.stage h2').first().hover();
    await eventually(() => page.locator('.explanation h3').count(), 0);
  });

  inStep('what was pointed at stays on the way to its terms', {}, async (page) => {
    await page.clock.install({ time: 0 });
    const explained = () => page.locator('.explanation h3').innerText();
    await cellAt(page, 'a', 2, 1).hover();
    assert.match(await explained(), /^a row 2, a1 = /);
    const [from, to] = await Promise.all([
      cellAt(page, 'a', 2, 1).boundingBox(),
      page.locator('.ledger button').first().boundingBox(),
    ]);
    await page.clock.pauseAt(1000);
    for (let share = 0.1; share < 1; share += 0.1) {
      const along = (a: number, b: number) => a + (b - a) * share;
      await page.mouse.move(along(from!.x, to!.x), along(from!.y, to!.y));
      await page.clock.runFor(20);
    }
    await page.locator('.ledger button').first().hover();
    await page.clock.runFor(10_000);
    assert.match(await explained(), /^a row 2, a1 = /);
    await page.locator('.ledger button').first().click();
    await page.clock.resume();
    await eventually(() => place(page), 'X 2 0');
    assert.equal(await page.locator('.trail li').count(), 2);
    await page.context().close();
  });

  inStep('every term has a name, and each of its numbers is followed by mouse and by keyboard', {}, async (page) => {
    await cellAt(page, '∂L/∂W₁', 0, 1).focus();
    const rows = page.locator('.ledger tbody tr');
    assert.deepEqual(
      await rows.locator('th').allInnerTexts(),
      Array.from({ length: 8 }, (_, row) => `row ${row}`),
    );
    assert.equal(await rows.locator('button').count(), 16);
    await rows.nth(3).locator('button').first().click();
    assert.equal(await place(page), 'X 3 0');
    await page.keyboard.press('Backspace');
    assert.equal(await place(page), '∂L/∂W₁ 0 1');
    // To the term that Enter follows, a row up, to its other number.
    await page.keyboard.press('Shift+ArrowRight');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    assert.match((await focused()) ?? '', /: ∂L\/∂a row 7, a1$/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    assert.match((await focused()) ?? '', /: X row 6, x0$/);
    assert.match(await page.locator('.explanation h3').innerText(), /^∂L\/∂W₁ x0, a1 = /);
    await page.keyboard.press('Shift+ArrowLeft');
    assert.equal(await place(page), '∂L/∂W₁ 0 1');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.equal(await place(page), '∂L/∂a 6 1');
    assert.equal(await page.locator('.trail li').count(), 2);
  });

  inStep('a term that is no line names the numbers that are put into it', { spec: adam }, async (page) => {
    await cellAt(page, 'ΔW₁', 0, 1).focus();
    assert.deepEqual(
      (await page.locator('.ledger li').allInnerTexts()).map((text) => text.split(/\s/)[0]),
      ['α', 'mW₁′', 'vW₁′'],
    );
    await page.locator('.ledger li button').last().click();
    assert.equal(await place(page), 'vW₁′ 0 1');
  });

  inStep('the optimizer’s slots have their names, and the known answers theirs', { spec: adam }, async (page) => {
    const nameOf = (symbol: string) =>
      page
        .locator('.quantity', { has: grid(page, symbol) })
        .locator('.quantity-name')
        .innerText();
    assert.match(await nameOf('mW₁'), /^mean gradient, before/);
    assert.match(await nameOf('vW₁'), /^mean squared gradient, before/);
    assert.match(await nameOf('vW₁′'), /^mean squared gradient, after/);
    const heard = await page.locator('.quantity table').evaluateAll((all) => all.map((table) => table.ariaLabel));
    const seen = await page
      .locator('.quantity-name')
      .evaluateAll((all) => all.map((name) => name.firstChild!.textContent));
    assert.deepEqual(
      heard.map((name) => name!.split(': ')[1]),
      seen,
    );
    assert.equal(await grid(page, 'y_').locator('th[scope="col"]').innerText(), 'y_');
    await cellAt(page, 'y_', 2, 0).focus();
    assert.match(await page.locator('.explanation h3').innerText(), /^y_ row 2 = /);
    assert.doesNotMatch(await page.locator('main').innerText(), /[WwbzΔ]\d/);
  });

  inStep('Enter does what the hint says, whatever the mouse is at', {}, async (page) => {
    const hint = page.locator('.follow');
    await cellAt(page, 'a', 2, 1).focus();
    assert.match(await hint.innerText(), /^Follow to X row 2, x\d \(Enter\)$/);
    await cellAt(page, 'y', 3, 0).hover();
    await eventually(() => hint.innerText(), 'Follow to a row 3, a1');
    await hint.click();
    assert.equal(await place(page), 'a 3 1');
  });

  inStep('arrows go from number to number, one stop a matrix', {}, async (page) => {
    await cellAt(page, 'W₁', 0, 0).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.equal(await place(page), 'W₁ 1 1');
    await page.keyboard.press('End');
    assert.equal(await place(page), 'W₁ 1 2');
    assert.equal(await grid(page, 'W₁').locator('[tabindex="0"]').count(), 1);
  });
});

describe('the way to a matrix', () => {
  inStep('takes a few keys: a section, then a group of it', {}, async (page) => {
    // What comes last before the sections.
    await page.getByRole('slider').focus();
    let keys = 0;
    const press = async (key: string) => {
      keys++;
      await page.keyboard.press(key);
    };
    await press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Batch');
    for (let section = 0; section < 3; section++) await press('ArrowRight');
    await press('Enter');
    assert.equal(await place(page), 'lr 0 0');
    assert.deepEqual(await hiddenCorners(page), []);
    await press('Shift+ArrowDown');
    assert.equal(await place(page), 'ΔW₁ 0 0');
    await press('Shift+ArrowDown');
    assert.equal(await place(page), 'ΔW₂ 0 0');
    assert.deepEqual(await hiddenCorners(page), []);
    assert.equal(keys, 7);
    for (let group = 0; group < 3; group++) await page.keyboard.press('Shift+ArrowUp');
    assert.equal(await place(page), '∂L/∂a 0 0');
  });

  inStep('has one stop a section, a matrix and the terms for the Tab key', {}, async (page) => {
    assert.equal(await page.getByRole('toolbar', { name: 'Sections' }).locator('[tabindex="0"]').count(), 1);
    const matrices = await page.locator('.quantity').count();
    await cellAt(page, 'X', 0, 0).focus();
    const stops = [];
    do {
      stops.push(await place(page));
      await page.keyboard.press('Tab');
    } while (/ \d+ \d+$/.test(await place(page)) && stops.length < 40);
    assert.equal(stops.length, matrices);
  });

  inStep('every section, group and matrix has a heading', {}, async (page) => {
    const headings = await page
      .locator('.stage :is(h2, h3, h4)')
      .evaluateAll((all) => all.map(({ localName, textContent }) => `${localName} ${textContent}`));
    assert.deepEqual(headings.slice(0, 6), [
      'h2 Batch',
      'h3 inputs8×2',
      'h3 known answers8×1',
      'h2 Forward',
      'h3 Layer 1',
      'h4 weights2×3',
    ]);
    assert.equal(await page.locator('.quantity :is(h3, h4)').count(), await page.locator('.quantity').count());
  });

  inStep('leads to each section by mouse, its heading in sight', {}, async (page) => {
    for (const name of ['Backward', 'Check', 'Forward', 'Batch']) {
      await page.getByRole('button', { name, exact: true }).click();
      const heading = page.locator('.stage').getByRole('heading', { name, exact: true });
      assert.ok(
        await heading.evaluate((heading) => {
          const { left, top, bottom } = heading.getBoundingClientRect();
          return [top + 1, bottom - 1].every((y) => heading.contains(document.elementFromPoint(left + 1, y)));
        }),
        name,
      );
      await eventually(() => page.locator('.section-button[aria-current="true"]').innerText(), name);
    }
  });
});

describe('the check', () => {
  inStep('is made once it is in sight, and finds the three ways agree', {}, async (page) => {
    await page.locator('.check').scrollIntoViewIfNeeded();
    await page.locator('.verdict.good').waitFor();
    assert.match(await page.locator('.verdict').innerText(), /The three ways agree\. Largest relative difference/);
    assert.equal(await page.locator('.check tbody tr').count(), 9);
    assert.match(await page.locator('.check tbody td:last-child').first().innerText(), / ok$/);
  });
});

describe('the numbers of a step', () => {
  inStep('have a plus where their direction is what one reads', {}, async (page) => {
    const first = (symbol: string) => cellAt(page, symbol, 0, 0).innerText();
    for (const symbol of ['X', 'y_', 'a', 'y', 'l', 'L']) assert.match(await first(symbol), /^−?\d/, symbol);
    for (const symbol of ['W₁', 'e', '∂L/∂W₁', 'ΔW₁', 'W₁′']) assert.match(await first(symbol), /^[+−]\d/, symbol);
    assert.match(await page.locator('.outcome').innerText(), /changes by [+−]\d.* promise [+−]\d/);
    await page.locator('.check').scrollIntoViewIfNeeded();
    await page.locator('.verdict.good').waitFor();
    assert.match(await page.locator('.verdict').innerText(), /difference \d\.\de−\d+; up to 0\.001 is/);
    for (const row of await page.locator('.check tbody tr').all())
      for (const cell of (await row.locator('td').all()).slice(0, 3)) assert.match(await cell.innerText(), /^[+−]\d/);
    assert.deepEqual(writtenOtherwise(await page.locator('main').innerText()), []);
  });
});

describe('what is not as usual', () => {
  inStep(
    'a run that diverged tells where and how it broke',
    { spec: lesson({ learningRate: 1 }), step: 1 },
    async (page) => {
      assert.match(await page.locator('.broken').innerText(), /The run broke at step 3/);
      await page.getByRole('button', { name: 'Go to step 3' }).click();
      await eventually(
        async () =>
          /Each update went at least [\d.]+ times as far as to the minimum/.test(
            await page.locator('.broken').innerText(),
          ),
        true,
      );
      assert.equal(await stepShown(page), '3');
      assert.ok((await page.locator('.broken tbody tr').count()) > 3);
      assert.deepEqual(writtenOtherwise(await page.locator('main').innerText()), []);
    },
  );

  inStep(
    'a wide matrix is a picture with a readable part that the arrow keys move',
    { spec: mnist, step: 5 },
    async (page) => {
      assert.ok((await page.evaluate(() => document.querySelectorAll('*').length)) < 8000);
      assert.match(await page.locator('.state').innerText(), /^12 steps: loss 0\.\d+$/);
      assert.equal(await grid(page, 'W₁').locator('tbody td').count(), 80);
      assert.equal(await grid(page, 'W₁').getAttribute('aria-rowcount'), '785');
      await cellAt(page, 'W₁', 0, 0).focus();
      await page.keyboard.press('PageDown');
      await page.keyboard.press('End');
      assert.equal(await place(page), 'W₁ 783 127');
      await page.keyboard.press('ArrowUp');
      assert.equal(await place(page), 'W₁ 782 127');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    },
  );

  inStep(
    'in the picture of a wide matrix too the row and the column light up',
    { spec: mnist, step: 5 },
    async (page) => {
      await cellAt(page, 'z₁', 3, 5).focus();
      /** Where a lit part of a matrix's picture is, in its rows and columns. */
      const lit = (symbol: string, [rows, columns]: [number, number], kind: string) =>
        page
          .locator('.quantity', { has: grid(page, symbol) })
          .locator(`.overview-lit.${kind}`)
          .evaluate(
            (element, [rows, columns]) => {
              const { style } = element as HTMLElement;
              const of = (share: string, count: number) => Math.round((Number.parseFloat(share) / 100) * count);
              return [
                [of(style.top, rows), of(style.height, rows)],
                [of(style.left, columns), of(style.width, columns)],
              ];
            },
            [rows, columns] as const,
          );
      const one = (at: number) => [at, 1];
      const all = (count: number) => [0, count];
      assert.deepEqual(await lit('X', [8, 784], 'read'), [one(3), all(784)]);
      assert.deepEqual(await lit('W₁', [784, 128], 'read'), [all(784), one(5)]);
      assert.deepEqual(await lit('z₁', [8, 128], 'at'), [one(3), one(5)]);
    },
  );

  inStep('the check says of how many slopes float32 knows nothing', { spec: kinked, step: 0 }, async (page) => {
    await page.locator('.check').scrollIntoViewIfNeeded();
    await page.locator('.verdict.good').waitFor();
    assert.match(
      await page.locator('.check-table', { hasText: '∂L/∂b₁' }).innerText(),
      /float32 can’t tell 1 of the slopes/,
    );
    assert.doesNotMatch(await page.locator('.check-table', { hasText: '∂L/∂W₁' }).innerText(), /can’t tell/);
  });

  inStep('a worker that died is told, and another tried', {}, async (page) => {
    await tell(page, () => window.host.breakStepper(true));
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.step-error').waitFor();
    assert.match(await page.locator('.step-error').innerText(), /exit code 137/);
    await tell(page, () => window.host.breakStepper(false));
    await page.getByRole('button', { name: 'Try again' }).click();
    await eventually(() => grid(page, 'X').locator('th[scope="row"]').first().innerText(), '8');
    assert.equal(await page.locator('.step-error').count(), 0);
  });

  test('a run that waits before its first step offers to make it', async () => {
    const page = await panels.open();
    await page.evaluate(() => {
      window.host.prepare({}, 0);
      window.host.show({ kind: 'paused' });
      window.host.move({ kind: 'latest' });
    });
    await page.getByRole('button', { name: 'Make step 0' }).click();
    assert.deepEqual(await takeCalls(page), [['advance']]);
  });
});

describe('the room there is', () => {
  const boxes = (page: Page, ...parts: string[]) =>
    Promise.all(parts.map(async (part) => (await page.locator(part).first().boundingBox())!));

  inStep('is for backward beside forward where it is wide', { width: 1920, height: 1080 }, async (page) => {
    const [forward, backward, update] = await boxes(page, '#section-forward', '#section-backward', '#section-update');
    assert.ok(backward!.x >= forward!.x + forward!.width);
    assert.ok(backward!.y < forward!.y + forward!.height && update!.y > backward!.y);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  });

  for (const [width, height] of [
    [760, 600],
    [853, 480],
  ] as const)
    inStep(`is for numbers beside the explanation at ${width}×${height}`, { width, height }, async (page) => {
      const [sections, aside, first] = await boxes(page, '.step-sections', '.step-aside', '.quantity td[data-place]');
      assert.ok(aside!.x >= sections!.x + sections!.width);
      assert.ok(first!.y + first!.height <= height, `the first number ends at ${first!.y + first!.height}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    });
});

describe('in high contrast', () => {
  for (const theme of ['high-contrast', 'high-contrast-light'] as const)
    inStep(`the number pointed at is inverted, what it is made of is dashed in ${theme}`, { theme }, async (page) => {
      await cellAt(page, '∂L/∂W₁', 0, 1).focus();
      const styleOf = (symbol: string) =>
        cellAt(page, symbol, 0, 1).evaluate((cell) => {
          const { color, backgroundColor, outlineStyle } = getComputedStyle(cell);
          const page = getComputedStyle(document.body);
          return {
            inverted: color === page.backgroundColor && backgroundColor === page.color,
            outlineStyle,
          };
        });
      assert.deepEqual(await styleOf('∂L/∂W₁'), { inverted: true, outlineStyle: 'solid' });
      assert.deepEqual(await styleOf('∂L/∂a'), { inverted: false, outlineStyle: 'dashed' });
      assert.deepEqual(await styleOf('a'), { inverted: false, outlineStyle: 'none' });
    });
});

describe('for everyone', () => {
  inStep('axe finds no violation in any theme', {}, async (page) => {
    await cellAt(page, '∂L/∂W₁', 0, 1).focus();
    await page.locator('.check').scrollIntoViewIfNeeded();
    await page.locator('.verdict.good').waitFor();
    assert.deepEqual(await violationsInThemes(page), []);
  });

  inStep('nothing scrolls sideways at 400 pixels, nor in Chinese', { width: 400, language: 'zh-cn' }, async (page) => {
    await cellAt(page, 'a', 0, 1).focus();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    assert.deepEqual(await page.locator('.stage h2').allTextContents(), [
      '批次',
      '前向传播',
      '反向传播',
      '更新',
      '检验',
    ]);
  });

  inStep('the same step is there after the panel was hidden', {}, async (page) => {
    assert.deepEqual(await page.evaluate(() => JSON.parse(sessionStorage.getItem('state')!) as unknown), {
      runId: 'run 1',
      cursor: { kind: 'step', step: 1500 },
      scale: 'log',
      tab: 'step',
    });
  });
});
