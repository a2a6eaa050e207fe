// Settings, written while VS Code runs.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { englishWorkbench, offeredForARun } from './english.mts';
import { eventually } from '../eventually.mts';
import type { Workbench } from './workbench.mts';

/** What the panel shows as the number of steps: it follows the settings. */
const shownSteps = (workbench: Workbench) => workbench.panel.getByRole('textbox', { name: 'Steps' }).inputValue();

async function writeSettings(workbench: Workbench, settings: Record<string, unknown>): Promise<void> {
  await workbench.runCommand('Backprop: Show Panel');
  const steps = String(settings['backprop.steps']);
  await workbench.changeSettings(settings, async () => (await shownSteps(workbench)) === steps);
}

describe('settings that are written while VS Code runs', () => {
  after(async () => {
    const workbench = await englishWorkbench();
    if ((await offeredForARun(workbench)).includes('Stop')) await workbench.runCommand('Backprop: Stop');
    await workbench.runCommand('Backprop: Show Panel');
    await workbench.changeSettings({}, async () => (await shownSteps(workbench)) === '3000');
  });

  test('a run trains what settings.json says', async () => {
    const workbench = await englishWorkbench();
    await workbench.runCommand('Backprop: Show Panel');
    await writeSettings(workbench, {
      'backprop.optimizer': 'momentum',
      'backprop.steps': 101,
      'backprop.reportEvery': 50,
    });
    await workbench.runCommand('Backprop: Train');
    await eventually(async () => Object.keys(await workbench.lossTable()), ['0', '50', '100']);
    await workbench.panel.getByText('101 / 101 steps').waitFor();
  });

  test('a bad setting trains nothing, and its one message opens that setting', async () => {
    const workbench = await englishWorkbench();
    await writeSettings(workbench, { 'backprop.learningRate': 0, 'backprop.steps': 102 });
    await workbench.runCommand('Backprop: Train');
    const message = workbench.message('backprop.learningRate is 0. It must be a number above 0, up to 1000.');
    await message.waitFor();
    assert.equal(await workbench.message('').count(), 1);
    assert.deepEqual(Object.keys(await workbench.lossTable()), ['0', '50', '100']);
    await message.getByRole('button', { name: 'Open Setting' }).click();
    const setting = workbench.page.locator('.settings-editor .setting-item-contents');
    await setting.filter({ hasText: 'Learning Rate' }).waitFor();
    assert.equal(await setting.count(), 1);
    await workbench.runCommand('View: Close Editor');
  });

  test('Train ends a run that is alive, and trains anew', async () => {
    const workbench = await englishWorkbench();
    await writeSettings(workbench, {
      'backprop.engine': 'tfjs',
      'backprop.learningRate': 0.001,
      'backprop.steps': 100_000_000,
    });
    await workbench.runCommand('Backprop: Train');
    await eventually(() => offeredForARun(workbench), ['Pause', 'Stop']);
    await writeSettings(workbench, { 'backprop.learningRate': 0.001, 'backprop.steps': 103 });
    await workbench.runCommand('Backprop: Train');
    await workbench.panel.getByText('103 / 103 steps').waitFor();
  });
});
