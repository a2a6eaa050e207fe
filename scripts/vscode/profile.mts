// The folder in which one VS Code keeps its user's settings and state: fresh for every run, gone after it.
// Knows nothing of who reads it.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A workbench without greetings, look-ups or questions. Spelt as this version's migrations leave them: else it rewrites
 * the file 3 s after its start.
 */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.confirmBeforeClose': 'never',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

export interface Profile {
  /** Holds the others. */
  readonly folder: string;
  readonly userData: string;
  readonly extensions: string;
  /** A folder to open, with an empty `.vscode/settings.json`. */
  readonly workspace: string;
  remove(): void;
}

/** A new profile. Its path is short: VS Code makes sockets in it, whose paths may have 103 characters. */
export function createProfile(settings: Readonly<Record<string, unknown>> = {}): Profile {
  const folder = mkdtempSync(path.join(tmpdir(), 'backprop-'));
  const userData = path.join(folder, 'data');
  const extensions = path.join(folder, 'extensions');
  const workspace = path.join(folder, 'lesson');
  mkdirSync(extensions);
  writeJson(path.join(workspace, '.vscode/settings.json'), {});
  writeJson(path.join(userData, 'User/settings.json'), { ...quietSettings, ...settings });
  return {
    folder,
    userData,
    extensions,
    workspace,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

/**
 * Makes a display language known without its language pack: extensions get their own translations for it, and the
 * workbench itself stays English.
 */
export function addLanguage({ userData }: Pick<Profile, 'userData'>, locale: string): void {
  const translations = path.join(userData, `${locale}.i18n.json`);
  const contents = { version: '1.0.0', contents: {} };
  writeJson(translations, contents);
  writeJson(path.join(userData, 'languagepacks.json'), {
    [locale]: {
      hash: createHash('sha256').update(locale).digest('hex'),
      label: locale,
      extensions: [{ extensionIdentifier: { id: `backprop.${locale}` }, version: '1.0.0' }],
      translations: { vscode: translations },
    },
  });
}

export function writeJson(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value, null, 2));
}
