// The workbench as a person uses it: the palette, the panel, messages, settings, the output. The selectors are those of
// the pinned version of VS Code's server. Knows nothing of what is in the panel.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { root } from '../../scripts/paths.mts';
import type { Profile } from '../../scripts/vscode/profile.mts';
import type { Server } from '../../scripts/vscode/server.mts';
import { patienceMs } from '../eventually.mts';

export class Workbench {
  readonly page: Page;
  readonly #server: Server;
  readonly #profile: Profile;

  static async open(page: Page, server: Server, profile: Profile): Promise<Workbench> {
    await page.goto(server.address(profile.workspace));
    const workbench = new Workbench(page, server, profile);
    await workbench.#ready();
    return workbench;
  }

  private constructor(page: Page, server: Server, profile: Profile) {
    this.page = page;
    this.#server = server;
    this.#profile = profile;
  }

  /** By the command: unlike the browser's own reload it lets the workbench write down what is open. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.#ready();
  }

  /** The same folder in a window more, which must be closed by its page. */
  async openAnotherWindow(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    page.setDefaultTimeout(patienceMs);
    return Workbench.open(page, this.#server, this.#profile);
  }

  async #ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.locator('.statusbar-item').first().waitFor();
  }

  /** F1, a command's title such as `Backprop: Train`, and a click on its row. */
  async runCommand(title: string): Promise<void> {
    const row = this.#rows.and(this.page.locator(`[aria-label="${title}"], [aria-label^="${title}, "]`));
    await this.#inPalette(title, (timeout) => row.first().click({ timeout }));
    await row.first().waitFor({ state: 'hidden' });
  }

  /** The titles that the palette offers in a category, sorted. */
  async commandsOf(category: string): Promise<string[]> {
    const ours = new RegExp(`^${category}: ([^,]*)`);
    const labels = await this.#inPalette(`${category}: `, async (timeout) => {
      await this.#rows.first().waitFor({ timeout });
      return this.#rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
    });
    await this.page.keyboard.press('Escape');
    return labels.flatMap((label) => ours.exec(label)?.[1] ?? []).sort();
  }

  get #palette(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  get #rows(): Locator {
    return this.#palette.locator('.monaco-list-row');
  }

  /** Opens the palette with a text and acts there within a time; all of it anew, and with more time, where that fails. */
  async #inPalette<Result>(text: string, act: (timeout: number) => Promise<Result>): Promise<Result> {
    // A workbench that still settles closes the palette again, and a host that still starts has no commands yet.
    for (let timeout = 500; ; timeout *= 2) {
      try {
        await this.page.keyboard.press('F1');
        await this.#palette.locator('.quick-input-box input').fill(`>${text}`, { timeout });
        return await act(timeout);
      } catch (thrown) {
        if (timeout > 60_000) throw thrown;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** The panel's document. */
  get panel(): FrameLocator {
    return panelOf(this.page);
  }

  /** The same as a frame, in which scripts can be evaluated. */
  async panelFrame(): Promise<Frame> {
    const body = await this.panel.locator('body').elementHandle();
    return (await body.ownerFrame())!;
  }

  /** The panel's loss table as it is read: each step with its loss. */
  async lossTable(): Promise<Record<string, string>> {
    const rows = await this.panel.locator('.loss-table').getByRole('row').allInnerTexts();
    const cells = rows.slice(1).map((row) => row.split('\t').map((cell) => cell.trim()));
    return Object.fromEntries(cells.map(([step = '', loss = '']) => [step, loss] as const));
  }

  /** The name of the colour theme that the panel has. */
  async panelTheme(): Promise<string | null> {
    return await this.panel.locator('body').getAttribute('data-vscode-theme-name');
  }

  /** Takes a picture for the README where `--screenshots` asks for it: the panel without the side bar. */
  async screenshot(name: string): Promise<void> {
    if (!process.env['BACKPROP_SCREENSHOTS']) return;
    if (await this.page.locator('.part.sidebar').isVisible())
      await this.runCommand('View: Toggle Primary Side Bar Visibility');
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page.screenshot({ path: path.join(root, 'media', name), animations: 'disabled' });
  }

  /** A message that is shown to the person and holds a text. */
  message(text: string): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  /** Makes these the settings of this machine while VS Code runs, and waits until the effect is seen. */
  async changeSettings(settings: Readonly<Record<string, unknown>>, seen: () => Promise<boolean>): Promise<void> {
    const file = this.#server.liveSettings;
    // A watcher that isn't up yet misses a change: so it is written anew, and differently, until it is seen.
    const end = Date.now() + patienceMs;
    for (let tries = 1; Date.now() < end; tries++) {
      writeFileSync(file, JSON.stringify(settings) + '\n'.repeat(tries));
      for (let waits = 0; waits < 10; waits++) {
        if (await seen()) return;
        await this.page.waitForTimeout(100);
      }
    }
    throw new Error(`the change was not seen: ${JSON.stringify(settings)}`);
  }

  /** Everything that was written to an output channel of an extension in the node host, over all reloads. */
  output(channel: string): string {
    return globSync(`logs/*/exthost*/output_logging_*/*-${channel}.log`, { cwd: this.#profile.userData })
      .sort()
      .map((file) => readFileSync(path.join(this.#profile.userData, file), 'utf8'))
      .join('');
  }
}

/** The document that the extension wrote: inside the workbench's outer frame and an inner one. */
export function panelOf(page: Page): FrameLocator {
  return page
    .frameLocator('iframe.webview.ready[src*="extensionId=backprop.backprop"]')
    .last()
    .frameLocator('iframe#active-frame');
}
