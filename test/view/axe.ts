// What axe finds wrong with a page. Knows nothing of what is in it.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { applyTheme } from './panel-page.ts';
import { nextFrame } from './steps.ts';
import { themeNames, themes } from './themes.ts';

/** A line for each element that violates a rule in the page's theme, or that of contrast in another: all that a theme changes. */
export async function violationsInThemes(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await violations(page, {});
  for (const name of themeNames) {
    await page.evaluate(applyTheme, themes[name]);
    await nextFrame(page);
    found.push(...(await violations(page, { runOnly: ['color-contrast'] })).map((line) => `${name}: ${line}`));
  }
  return found;
}

/** @throws where axe found nothing to look at */
async function violations(page: Page, options: axe.RunOptions): Promise<string[]> {
  const { violations, passes } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  if (violations.length + passes.length === 0) throw new Error('axe found nothing to look at');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
