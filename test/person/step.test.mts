// A learner looks inside a step: by keyboard, forward and back in time, and along the chain rule to the data.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { AxeResults } from 'axe-core';
import { root } from '../../scripts/paths.mts';
import { englishWorkbench } from './english.mts';
import { eventually } from '../eventually.mts';
import type { Workbench } from './workbench.mts';

const axe = readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

const shown = (workbench: Workbench) => workbench.panel.getByRole('slider').getAttribute('aria-valuenow');
const firstRow = (workbench: Workbench) =>
  workbench.panel.getByRole('grid', { name: /^X:/ }).locator('th[scope="row"]').first().innerText();
const number = (workbench: Workbench, symbol: string, row: number, column: number) =>
  workbench.panel.getByRole('grid', { name: new RegExp(`^${symbol}:`) }).locator(`[data-place="${row} ${column}"]`);

test('Ctrl+G goes to step 1500 of a run, and Alt+Shift+arrows a step on and back', async () => {
  const workbench = await englishWorkbench();
  const { page, panel } = workbench;
  await workbench.runCommand('Backprop: Train');
  await eventually(async () => (await workbench.lossTable())['2,500'], '0.390597');
  await panel.getByRole('tab', { name: 'Progress' }).focus();
  await page.keyboard.press('Control+g');
  const box = page.locator('.quick-input-widget:visible .quick-input-box input');
  await box.fill('3000');
  await page.locator('.quick-input-widget:visible .quick-input-message', { hasText: 'from 0 to 2,999' }).waitFor();
  await box.fill('1500');
  await page.keyboard.press('Enter');
  await eventually(() => shown(workbench), '1500');
  await eventually(() => firstRow(workbench), '0');
  await panel.getByRole('slider').focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await eventually(() => shown(workbench), '1501');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await eventually(() => shown(workbench), '1499');
  await eventually(() => firstRow(workbench), '24');
  await page.keyboard.press('ArrowRight');
  await eventually(() => shown(workbench), '1500');
});

test('a number tells where it comes from, and Enter goes there', async () => {
  const workbench = await englishWorkbench();
  const { page, panel } = workbench;
  await eventually(() => firstRow(workbench), '0');
  assert.equal(await number(workbench, 'X', 0, 0).innerText(), '0.8349');
  await number(workbench, 'ΔW₁', 0, 1).focus();
  await eventually(() => panel.locator('.explanation h3').innerText(), 'ΔW₁ x0, a1 = −0.00016174176');
  for (const next of ['∂L/∂W₁ x0, a1', '∂L/∂a row 7, a1', '∂L/∂y row 7']) {
    await page.keyboard.press('Enter');
    await eventually(async () => (await panel.locator('.explanation h3').innerText()).split(' = ')[0], next);
  }
  assert.equal(await panel.locator('.trail li').count(), 4);
  await page.keyboard.press('Backspace');
  await eventually(async () => (await panel.locator('.explanation h3').innerText()).split(' = ')[0], '∂L/∂a row 7, a1');
  await workbench.screenshot('step-dark.png');
});

test('the three gradients agree, and axe finds no violation', async () => {
  const workbench = await englishWorkbench();
  const { panel } = workbench;
  await panel.locator('.check').scrollIntoViewIfNeeded();
  await panel.locator('.verdict.good').waitFor();
  const frame = await workbench.panelFrame();
  await frame.evaluate(axe);
  const { violations } = await frame.evaluate<AxeResults>('axe.run(document, { iframes: false })');
  assert.deepEqual(
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    [],
  );
});

test('a reload of the window comes back to the step, and goes on from there', async () => {
  const workbench = await englishWorkbench();
  await workbench.reload();
  await eventually(() => shown(workbench), '1500');
  await eventually(() => firstRow(workbench), '0');
  await workbench.panel.getByRole('button', { name: 'Step back' }).click();
  await eventually(() => firstRow(workbench), '24');
  await workbench.panel.getByRole('tab', { name: 'Progress' }).click();
});
