// Runs test/vscode in one of VS Code's extension hosts: `node scripts/vscode/run-suite.mts node|web|figures EXECUTABLE`.
// Knows nothing of which VS Code that is.
import { runTests } from '@vscode/test-electron';
import path from 'node:path';
import { root } from '../paths.mts';
import { createProfile } from './profile.mts';

const [host, executable] = process.argv.slice(2);
interface Suite {
  tests: string;
  args?: string[];
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
}
const suites: Record<string, Suite> = {
  node: { tests: 'dist-test/vscode/index.js' },
  web: {
    tests: 'dist-test/vscode/index.web.js',
    args: ['--extensionDevelopmentKind=web'],
    // The workbench for browsers drops that argument; this says the same there.
    settings: { 'remote.extensionKind': { 'backprop.backprop': ['web'] } },
  },
  figures: { tests: 'dist-test/vscode/index.js', env: { BACKPROP_SUITE: 'figures' } },
};
const suite = suites[host ?? ''];
if (!suite || !executable) throw new Error('usage: run-suite.mts node|web|figures EXECUTABLE');

// The launcher is a script that finds its Node by the PATH.
process.env['PATH'] = path.dirname(process.execPath) + path.delimiter + process.env['PATH'];
const profile = createProfile(suite.settings);
try {
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, suite.tests),
    launchArgs: [
      profile.workspace,
      '--disable-extensions',
      `--user-data-dir=${profile.userData}`,
      `--extensions-dir=${profile.extensions}`,
      ...(suite.args ?? []),
    ],
    extensionTestsEnv: suite.env ?? {},
  });
} catch (thrown) {
  console.error(String(thrown));
  process.exitCode = 1;
} finally {
  profile.remove();
}
