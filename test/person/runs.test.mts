// The runs that have been: a person finds them after a reload, opens one, deletes one and brings it back.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.mts';
import { openSession, type Session } from './session.mts';

let session: Session | undefined;
after(() => session?.close());

test('three runs are found after a reload, the first opens whole, and a deleted one comes back', async () => {
  session = await openSession();
  const { workbench } = session;
  const { page, panel } = workbench;
  const rows = rowsIn(page);
  const labels = () => labelsOf(rows);
  const optimizers = () => optimizersOf(rows);

  await workbench.runCommand('Backprop: Train');
  await eventually(async () => (await workbench.lossTable())['2,500'], '0.390597');
  for (const [name, loss] of [
    ['momentum', '0.383561'],
    ['adam', '0.383676'],
  ] as const) {
    await panel.getByRole('combobox', { name: 'Optimizer' }).selectOption(name);
    await panel.getByRole('button', { name: 'Train', exact: true }).click();
    await eventually(async () => (await workbench.lossTable())['2,500'], loss);
  }
  await workbench.runCommand('Backprop: Focus on Runs View');
  const all = ['Adam', 'Momentum', 'Gradient descent'];
  await eventually(optimizers, all);

  // VS Code gives another window of the workspace, as one that is reloaded while its old host still ends, other storage.
  const another = await workbench.openAnotherWindow();
  await another.runCommand('Backprop: Focus on Runs View');
  await eventually(() => optimizersOf(rowsIn(another.page)), all);
  await another.page.close();

  await workbench.reload();
  await workbench.runCommand('Backprop: Focus on Runs View');
  await eventually(optimizers, all);
  await rows.nth(2).click();
  await page.keyboard.press('Enter');
  await eventually(async () => (await workbench.lossTable())['2,500'], '0.390597');

  await workbench.runCommand('Backprop: Focus on Runs View');
  await rows.nth(1).click();
  await eventually(async () => (await workbench.lossTable())['2,500'], '0.383561');
  // Opening the same one twice, and another before the first is all there, is nothing to complain of.
  assert.equal(await workbench.message('').count(), 0);
  await workbench.runCommand('Backprop: Focus on Runs View');
  await page.keyboard.press('Delete');
  await eventually(optimizers, ['Adam', 'Gradient descent']);
  await workbench.message('The run is deleted.').getByRole('button', { name: 'Undo' }).click();
  await eventually(optimizers, all);
  const [adam, momentum, descent] = await labels();
  assert.match(adam ?? '', /^0\.3835\d+ · Adam · 0\.001 · 3,000 steps$/);
  assert.match(momentum ?? '', /^0\.3835\d+ · Momentum · 0\.001 · 3,000 steps$/);
  assert.equal(descent, '0.388334 · Gradient descent · 0.001 · 3,000 steps');
});

const rowsIn = (page: Page) => page.getByRole('tree', { name: 'Runs' }).getByRole('treeitem');
const labelsOf = (rows: Locator) => rows.locator('.label-name').allInnerTexts();
const optimizersOf = async (rows: Locator) => (await labelsOf(rows)).map((label) => label.split(' · ')[1]);
