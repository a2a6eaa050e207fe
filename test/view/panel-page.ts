// Opens the built panel in a headless Chromium, on the page that the extension makes for it, with a host that a test
// plays. Knows nothing of what the panel should do.
import { build } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.mts';
import { page as pageOf } from '../../src/host/page.ts';
import { patienceMs } from '../eventually.mts';
import { themes, type ThemeName, type ThemeVariables } from './themes.ts';

const root = process.cwd();
const origin = 'http://panel.test';

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
  /** @throws where a page reported an error */
  close(): Promise<void>;
}

export async function launchPanels(): Promise<Panels> {
  const browser = await launchBrowser();
  const files = await filesOfPage();
  const errors: string[] = [];
  return {
    async open(options = {}) {
      const page = await open(browser, files, options, (error) => errors.push(error));
      await page.locator('.control-bar').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      if (errors.length > 0) throw new Error(`Pages reported errors:\n${errors.join('\n')}`);
    },
  };
}

/** The built view, and the page's host bundled for the browser. */
async function filesOfPage(): Promise<Map<string, { body: string; contentType: string }>> {
  const host = await build({
    absWorkingDir: root,
    entryPoints: ['test/view/page-host.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    mainFields: ['browser', 'module', 'main'],
  });
  const training = path.join(root, 'dist-test/view/page-training.js');
  const built = (name: string) => readFileSync(path.join(root, 'dist', name), 'utf8');
  return new Map([
    ['/webview.js', { body: `${host.outputFiles[0]!.text}\n${built('webview.js')}`, contentType: 'text/javascript' }],
    ['/training.js', { body: readFileSync(training, 'utf8'), contentType: 'text/javascript' }],
    ['/webview.css', { body: built('webview.css'), contentType: 'text/css' }],
  ]);
}

async function open(
  browser: Browser,
  files: Map<string, { body: string; contentType: string }>,
  { theme = 'dark', width = 1280, height = 900, language = 'en', reducedMotion = true, training = false }: PanelOptions,
  onError: (error: string) => void,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    // The page's own policy allows no WebAssembly: in VS Code the training room has a worker of its own.
    bypassCSP: training,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  page.on('pageerror', (error) => onError(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') onError(message.text());
  });
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = files.get(pathname);
    await route.fulfill(file ?? { body: htmlOf(language), contentType: 'text/html; charset=utf-8' });
  });
  await page.addInitScript(applyTheme, themes[theme]);
  await page.goto(`${origin}/`);
  if (training) await page.evaluate(files.get('/training.js')!.body);
  return page;
}

function htmlOf(language: 'en' | 'zh-cn'): string {
  const bundle = path.join(root, `l10n/bundle.l10n.${language}.json`);
  return pageOf({
    scriptUri: `${origin}/webview.js`,
    styleUri: `${origin}/webview.css`,
    cspSource: origin,
    nonce: 'nonce',
    language,
    title: 'Backprop',
    translations: existsSync(bundle) ? (JSON.parse(readFileSync(bundle, 'utf8')) as Record<string, unknown>) : {},
  });
}

/** Runs in the page before its own scripts, and again at will: what VS Code does with a theme. */
export function applyTheme({ classes, variables }: ThemeVariables): void {
  const apply = () => {
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
