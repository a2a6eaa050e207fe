// The language of the command line: Simplified Chinese where the terminal's locale says so, else English.
import * as l10n from '@vscode/l10n';
import chinese from '../../../l10n/bundle.l10n.zh-cn.json';

/** @param environment the process's variables; POSIX asks them in this order and takes the first that is set */
export function speakLanguageOf({ LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>): void {
  const locale = LC_ALL || LC_MESSAGES || LANG || '';
  l10n.config({ contents: locale.toLowerCase().startsWith('zh') ? chinese : {} });
}
