// How fast the Step view follows, measured in the workbench and printed: `npm run figures -- step`. A figure is no test, for
// it is another on every machine.
import { test } from 'node:test';
import { englishWorkbench } from './english.mts';
import { eventually } from '../eventually.mts';

const print = (what: string, value: string) => console.log(`      ${what}: ${value}`);
const ms = (value: number) => `${value.toFixed(1)} ms`;
const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

/** A run of so many steps, seen in the Step view. */
async function openRun(steps: number) {
  const workbench = await englishWorkbench();
  const { panel } = workbench;
  await workbench.runCommand('Backprop: Train');
  await panel.getByRole('tab', { name: 'Progress' }).click();
  await panel.locator('#field-steps').fill(String(steps));
  await panel.getByRole('button', { name: 'Train', exact: true }).click();
  await panel.locator('.state', { hasText: `${steps.toLocaleString('en')} steps` }).waitFor();
  await panel.getByRole('tab', { name: 'Step' }).click();
  await panel.locator('.stage').first().waitFor();
  return workbench;
}

for (const steps of [3000, 200_000]) {
  test(`opening steps of ${steps}`, async () => {
    const { panel } = await openRun(steps);
    const frame = await (await englishWorkbench()).panelFrame();
    await panel.getByRole('grid', { name: /^W₁:/ }).scrollIntoViewIfNeeded();
    // In random order from here and there, each from the key until the first weight is another.
    const opened = await frame.evaluate(async () => {
      const slider = document.querySelector('.timeline')!;
      const field = document.querySelector<HTMLInputElement>('#step-field')!;
      const weight = () =>
        document.querySelector('[aria-label^="W₁:"] tbody td[data-place]')!.getAttribute('aria-description');
      const settled = () => new Promise((resolve) => setTimeout(resolve, 300));
      const press = (target: Element, key: string) =>
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      const newest = Number(slider.getAttribute('aria-valuemax'));
      const times: number[] = [];
      for (let index = 0; index < 40; index++) {
        field.value = String(Math.floor(newest * ((index * 0.618) % 1)));
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await settled();
        const before = weight();
        const started = performance.now();
        press(field, 'Enter');
        await new Promise<void>((resolve) => {
          const look = () => (weight() === before ? requestAnimationFrame(look) : resolve());
          look();
        });
        times.push(performance.now() - started);
      }
      return times;
    });
    print('from the key to the numbers, median', ms(quantile(opened, 0.5)));
    print('95th percentile', ms(quantile(opened, 0.95)));
    print('longest', ms(Math.max(...opened)));
  });
}

test('playing at 60 steps a second', async () => {
  const { page, panel } = await openRun(3000);
  const workbench = await englishWorkbench();
  const frame = await workbench.panelFrame();
  await panel.getByLabel('Speed').selectOption('60');
  await panel.getByRole('slider').press('Home');
  await eventually(() => panel.getByRole('slider').getAttribute('aria-valuenow'), '0');
  await panel.getByRole('grid', { name: /^W₁:/ }).scrollIntoViewIfNeeded();
  await page.keyboard.press('Space');
  const { gaps, redraws } = await frame.evaluate(async () => {
    const gaps: number[] = [];
    let [redraws, seen] = [0, ''];
    let last = await new Promise<number>(requestAnimationFrame);
    for (const end = last + 5000; last < end;) {
      const at = await new Promise<number>(requestAnimationFrame);
      gaps.push(at - last);
      last = at;
      const cell = document.querySelector('[aria-label^="W₁:"] tbody td[data-place]')!;
      const weight = cell.getAttribute('aria-description')!;
      if (weight !== seen) redraws++;
      seen = weight;
    }
    return { gaps, redraws };
  });
  await page.keyboard.press('Space');
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
  print('frames a second', (gaps.length / seconds).toFixed(1));
  print('from frame to frame, median', ms(quantile(gaps, 0.5)));
  print('95th percentile', ms(quantile(gaps, 0.95)));
  print('steps drawn a second', (redraws / seconds).toFixed(1));
});
