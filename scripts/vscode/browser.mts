// Finds a browser of Chromium's kind, or gets Debian's. Knows nothing of what it shows.
import { spawnSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';
import { findExecutable, isExecutable } from './executables.mts';

/** The browser's executable: what CHROMIUM or CHROME names, else an installed one; undefined where there is none. */
export function findBrowser(): string | undefined {
  return process.env['CHROMIUM'] ?? process.env['CHROME'] ?? find[process.platform]?.();
}

const find: Partial<Record<NodeJS.Platform, () => string | undefined>> = {
  linux: () => findExecutable(['chromium', 'google-chrome', 'chromium-browser', 'microsoft-edge']),
  darwin: () =>
    findExecutable(
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((app) => `Applications/${app}.app/Contents/MacOS/${app}`),
      ['/', process.env['HOME']],
    ),
  win32: () =>
    findExecutable(
      ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'],
      [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']],
    ),
};

/** An installed browser, else Debian's, installed now. @throws Error that says what to install */
export function getBrowser(): string {
  const installed = findBrowser() ?? installDebians();
  if (installed) return installed;
  throw new Error('There is no browser. Install Chromium, Google Chrome or Microsoft Edge, or name one in CHROMIUM.');
}

/** Chromium with fonts for Chinese, where root asks for it on a Debian. */
function installDebians(): string | undefined {
  const aptGet = '/usr/bin/apt-get';
  if (process.getuid?.() !== 0 || !isExecutable(aptGet)) return undefined;
  console.log('Installing Chromium and fonts for Chinese from Debian ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(aptGet, ['update'], { env });
  const packages = ['chromium', 'fonts-noto-cjk'];
  const { status, stderr } = spawnSync(aptGet, ['install', '-y', '--no-install-recommends', ...packages], { env });
  if (status !== 0) console.error(stderr.toString());
  return findBrowser();
}

/** A headless browser that a program drives, and in which nothing goes on by itself. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: getBrowser(),
    args: [
      // Chromium's sandbox is refused to root, and to anyone in most containers. It only shows our own server.
      ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
      ...['--disable-renderer-backgrounding', '--disable-background-timer-throttling'],
    ],
  });
}
