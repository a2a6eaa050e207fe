// A VS Code of their own for tests: a profile, the server, a browser and the workbench open in it.
// Knows nothing of what the tests do there.
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/paths.mts';
import { launchBrowser } from '../../scripts/vscode/browser.mts';
import { createProfile, writeJson } from '../../scripts/vscode/profile.mts';
import { installExtension, startServer } from '../../scripts/vscode/server.mts';
import { patienceMs } from '../eventually.mts';
import { Workbench } from './workbench.mts';

export interface SessionOptions {
  /** The display language of extensions; English unless given. */
  readonly locale?: string;
  /** A packed extension to install; the project's folder unless given. */
  readonly vsix?: string;
  /** What stands in the settings of the folder that is opened, which is then in Restricted Mode: nobody trusts it. */
  readonly untrustedSettings?: Readonly<Record<string, unknown>>;
}

export interface Session {
  readonly workbench: Workbench;
  /** The folder with its installed extensions. */
  readonly extensions: string;
  close(): Promise<void>;
}

/** Opens an ordinary workbench, as a person has it: no development path, no driver inside; messages and dialogs come. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const { locale, vsix, untrustedSettings } = options;
  const opened: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const profile = createProfile({
      'workbench.colorTheme': 'Dark Modern',
      'workbench.reduceMotion': 'on',
      'security.workspace.trust.startupPrompt': 'never',
    });
    opened.push(() => profile.remove());
    if (vsix) installExtension(profile, vsix);
    else symlinkSync(root, path.join(profile.extensions, 'backprop'));
    if (untrustedSettings) writeJson(path.join(profile.workspace, '.vscode/settings.json'), untrustedSettings);
    const server = await startServer({ profile, locale, restricted: untrustedSettings !== undefined });
    opened.push(() => server.stop());
    const browser = await launchBrowser();
    opened.push(() => browser.close());
    // A context of its own, in which there can be another window.
    const context = await browser.newContext({ viewport: { width: 1280, height: 780 } });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    return { workbench: await Workbench.open(page, server, profile), extensions: profile.extensions, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
