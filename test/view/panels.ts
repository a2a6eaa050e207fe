// The panels that the tests of one file open. Knows nothing of what is in them.
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchPanels, type PanelOptions, type Panels } from './panel-page.ts';

/** A browser that is there from before a file's tests until after them. */
export function panelsOfFile() {
  let panels: Panels;
  before(async () => (panels = await launchPanels()));
  after(() => panels.close());
  const open = (options?: PanelOptions): Promise<Page> => panels.open(options);
  return {
    open,
    /** A test in a panel of its own. */
    inPanel: (name: string, body: (page: Page) => Promise<void>) =>
      test(name, async () => {
        const page = await open();
        await body(page);
        await page.context().close();
      }),
  };
}
