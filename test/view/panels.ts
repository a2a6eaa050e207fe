// The panels that the tests of one file open. Knows nothing of what is in them.
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchPanels, type PanelOptions, type Panels } from './panel-page.ts';

/** A browser that is there from before a file's tests until after them; its pages go from one test to the next. */
export function panelsOfFile() {
  let panels: Panels;
  before(async () => (panels = await launchPanels()));
  afterEach((context) => panels.giveBack('passed' in context && context.passed ? 'known' : 'unknown'));
  after(() => panels.close());
  const open = (options?: PanelOptions): Promise<Page> => panels.open(options);
  return {
    open,
    /** Where one test opens a panel after another. */
    giveBack: () => panels.giveBack('known'),
    /** A test in a panel of its own. */
    inPanel: (name: string, body: (page: Page) => Promise<void>) => test(name, async () => body(await open())),
  };
}
