// The panel in each of VS Code's four kinds of theme: axe finds no violation. Takes the README's screenshots when asked to.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { AxeResults } from 'axe-core';
import { root } from '../../scripts/paths.mts';
import { englishWorkbench } from './english.mts';
import { eventually } from '../eventually.mts';

const axe = readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Each theme's setting, its name, and the README's screenshot of it. */
const themes = [
  { id: 'Default High Contrast', name: 'Dark High Contrast' },
  { id: 'Default High Contrast Light', name: 'Light High Contrast' },
  { id: 'Light Modern', name: 'Light Modern', screenshot: 'panel-light.png' },
  { id: 'Dark Modern', name: 'Dark Modern', screenshot: 'panel-dark.png' },
];

for (const { id, name, screenshot } of themes)
  test(`axe finds no violation in ${name}`, async () => {
    const workbench = await englishWorkbench();
    await workbench.runCommand('Backprop: Show Panel');
    await workbench.changeSettings({ 'workbench.colorTheme': id }, async () => (await workbench.panelTheme()) === name);
    await workbench.runCommand('Backprop: Train');
    await eventually(async () => (await workbench.lossTable())['2,500'], '0.390597');
    const frame = await workbench.panelFrame();
    // addScriptTag would be refused by the page's content security policy.
    await frame.evaluate(axe);
    const { violations, passes } = await frame.evaluate<AxeResults>('axe.run(document, { iframes: false })');
    assert.deepEqual(
      violations.flatMap(({ id: rule, nodes }) => nodes.map(({ html }) => `${rule}: ${html}`)),
      [],
    );
    assert.ok(
      passes.some(({ id: rule }) => rule === 'color-contrast'),
      'axe saw no text',
    );
    if (screenshot) await workbench.screenshot(screenshot);
  });
