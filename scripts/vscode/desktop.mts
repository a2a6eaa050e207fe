// The desktop VS Code: the one that is installed here, or test-electron's download. Knows nothing of what runs in it.
import {
  downloadAndUnzipVSCode,
  ProgressReportStage,
  resolveCliPathFromVSCodeExecutablePath,
  type ProgressReporter,
} from '@vscode/test-electron';
import { cache } from '../paths.mts';
import { findExecutable } from './executables.mts';

/** How a window can be shown: on a display that is there, or on a virtual one that must be started; undefined if not at all. */
export function display(): 'own' | 'virtual' | undefined {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return 'own';
  return findExecutable(['xvfb-run']) ? 'virtual' : undefined;
}

/** The installed VS Code's `code` command; undefined where there is none. */
export function installedCode(): string | undefined {
  // In the terminal of a remote window `code` means the window at the other end, which can't load from here.
  if (process.env['VSCODE_IPC_HOOK_CLI']) return undefined;
  return process.platform === 'win32'
    ? (findExecutable(['code.cmd']) ??
        findExecutable(
          ['Programs/Microsoft VS Code/bin/code.cmd', 'Microsoft VS Code/bin/code.cmd'],
          [process.env['LOCALAPPDATA'], process.env['PROGRAMFILES']],
        ))
    : (findExecutable(['code']) ??
        findExecutable(
          ['Applications/Visual Studio Code.app/Contents/Resources/app/bin/code', 'usr/share/code/bin/code'],
          ['/', process.env['HOME']],
        ));
}

export interface Desktop {
  readonly version: string;
  readonly executable: string;
  /** Its `code` command. */
  readonly code: string;
}

/** Downloads the newest VS Code unless it is there. @throws where there is no network, at most 5 s later */
export async function downloadDesktop(): Promise<Desktop> {
  let version = '';
  const reporter: ProgressReporter = {
    report(report) {
      if (report.stage === ProgressReportStage.ResolvedVersion) version = report.version;
      if (report.stage === ProgressReportStage.ResolvingCDNLocation) console.log(`Downloading VS Code ${version} ...`);
    },
    error: () => undefined,
  };
  const executable = await downloadAndUnzipVSCode({ cachePath: cache, reporter, timeout: 5000 });
  return { version, executable, code: resolveCliPathFromVSCodeExecutablePath(executable) };
}
