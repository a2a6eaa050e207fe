// Opens the built panel in a headless Chromium, on the page that the extension makes for it, with a host that a test
// plays. A page that is given back is opened again for the next test. Knows nothing of what the panel should do.
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.mts';
import { patienceMs } from '../eventually.mts';
import { servePanel, type PanelServer } from './panel-server.ts';
import { themes, type ThemeName, type ThemeVariables } from './themes.ts';

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'en' | 'zh-cn';
  readonly reducedMotion?: boolean;
  /** The page's host can train and look into steps. */
  readonly training?: boolean;
}

export interface Panels {
  open(options?: PanelOptions): Promise<Page>;
  /** Gives back the pages that are open: the next test may have them, unless this one left them in a state unknown. */
  giveBack(state: 'known' | 'unknown'): Promise<void>;
  /** @throws where a page reported an error */
  close(): Promise<void>;
}

export async function launchPanels(): Promise<Panels> {
  const [browser, server] = await Promise.all([launchBrowser(), servePanel()]);
  const errors: string[] = [];
  const open: Page[] = [];
  /** A page with another policy needs another context. */
  const idle = { training: [] as Page[], plain: [] as Page[] };
  const kindOf = new WeakMap<Page, keyof typeof idle>();

  async function freshPage(kind: keyof typeof idle): Promise<Page> {
    const page = await newPage(browser, kind === 'training', (error) => errors.push(error));
    kindOf.set(page, kind);
    return page;
  }
  return {
    async open({ theme = 'dark', width = 1280, height = 900, reducedMotion = true, ...shown } = {}) {
      const kind = shown.training ? 'training' : 'plain';
      const page = idle[kind].pop() ?? (await freshPage(kind));
      open.push(page);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ reducedMotion: reducedMotion ? 'reduce' : 'no-preference' });
      await page.goto(addressOf(server, theme, shown));
      await page.locator('.control-bar').waitFor();
      return page;
    },
    async giveBack(state) {
      for (const page of open.splice(0)) {
        if (page.isClosed()) continue;
        if (state === 'unknown') {
          await page.context().close();
          continue;
        }
        await page.evaluate(() => sessionStorage.clear());
        await page.mouse.move(-1, -1);
        await page.goto('about:blank');
        idle[kindOf.get(page)!].push(page);
      }
    },
    async close() {
      await browser.close();
      await server.close();
      if (errors.length > 0) throw new Error(`Pages reported errors:\n${errors.join('\n')}`);
    },
  };
}

function addressOf(server: PanelServer, theme: ThemeName, { language = 'en', training = false }: PanelOptions): string {
  return `${server.origin}/?${new URLSearchParams({ theme, language, host: training ? 'training' : 'playing' })}`;
}

/** A page in a context of its own. Each of its documents has the theme that its address names. */
async function newPage(browser: Browser, training: boolean, onError: (error: string) => void): Promise<Page> {
  const context = await browser.newContext({
    // The page's own policy allows no WebAssembly: in VS Code the training room has a worker of its own.
    bypassCSP: training,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  page.on('pageerror', (error) => onError(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') onError(message.text());
  });
  await page.addInitScript(`{
    const theme = ${JSON.stringify(themes)}[new URLSearchParams(location.search).get('theme')];
    if (theme) (${String(applyTheme)})(theme);
  }`);
  return page;
}

/** Runs in the page before its own scripts, and again at will: what VS Code does with a theme. */
export function applyTheme({ classes, variables }: ThemeVariables): void {
  const apply = () => {
    document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    document.body.className = classes;
    document.body.dataset['vscodeThemeKind'] = classes.split(' ').at(-1);
  };
  if (document.body) apply();
  else
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      apply();
    }).observe(document, { childList: true, subtree: true });
}
