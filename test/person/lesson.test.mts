// A student's first quarter of an hour.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { root } from '../../scripts/paths.mts';
import { englishWorkbench, offeredForARun } from './english.mts';
import { eventually } from '../eventually.mts';

/** The lesson's published loss at step 2500, by optimizer. */
const published = { sgd: '0.390597', momentum: '0.383561', adam: '0.383676' };

test('F1, “Backprop: Train” shows the lesson’s losses in the panel', async () => {
  const workbench = await englishWorkbench();
  await workbench.runCommand('Backprop: Train');
  await eventually(() => workbench.lossTable(), {
    '0': '5.13118',
    '500': '0.429111',
    '1,000': '0.409789',
    '1,500': '0.399923',
    '2,000': '0.394146',
    '2,500': published.sgd,
  });
  await workbench.panel.getByRole('region', { name: 'Run' }).getByText('3,000 steps: loss 0.388334').waitFor();
});

test('the output channel says what the command line prints', async () => {
  const workbench = await englishWorkbench();
  const printed = execFileSync(process.execPath, ['dist/cli.js', 'train'], { cwd: root, encoding: 'utf8' });
  assert.match(printed, /After 2500 training step\(s\), loss on all data is 0\.390597/);
  await eventually(() => workbench.output('Backprop'), printed);
});

for (const [optimizer, label] of [
  ['momentum', 'Momentum'],
  ['adam', 'Adam'],
] as const)
  test(`${label}, chosen in the panel, trains with the next click`, async () => {
    const workbench = await englishWorkbench();
    await workbench.panel.getByRole('combobox', { name: 'Optimizer' }).selectOption(label);
    await workbench.panel.getByRole('button', { name: 'Train' }).click();
    await eventually(async () => (await workbench.lossTable())['2,500'], published[optimizer]);
  });

test('Enter in a field, and on Train, trains and leaves the focus where it is', async () => {
  const workbench = await englishWorkbench();
  const { page, panel } = workbench;
  const field = panel.getByRole('textbox', { name: 'Learning rate' });
  const button = panel.getByRole('button', { name: 'Train', exact: true });
  const rates = panel.getByRole('region', { name: 'Run' });
  for (const [rate, control] of [
    ['0.0005', field],
    ['0.001', button],
  ] as const) {
    await field.fill(rate);
    await control.focus();
    await page.keyboard.press('Enter');
    await rates.getByText(`learning rate ${rate}`).waitFor();
    await rates.getByText('3,000 steps: loss').waitFor();
    assert.ok(await control.evaluate((element) => element === document.activeElement && document.hasFocus()));
  }
});

test('a reload of the window brings the run back', async () => {
  const workbench = await englishWorkbench();
  const before = await workbench.lossTable();
  await workbench.reload();
  await eventually(() => workbench.lossTable(), before);
});

test('the palette offers no Pause, Resume or Stop where no run is alive', async () => {
  const workbench = await englishWorkbench();
  await eventually(() => offeredForARun(workbench), []);
});
