// Reads a run's spec from a file of JSON. What is no file, too large or in another encoding is refused before any of it is
// taken for JSON.
import * as l10n from '@vscode/l10n';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { parseSpec } from '../../shared/spec/parse.ts';
import { BackpropError } from '../../shared/text/errors.ts';
import { formatCount } from '../../shared/text/numbers.ts';
import type { RunSpec } from '../../shared/spec/spec.ts';

/** Bytes of a file, at most: room for a million numbers with all their digits. What it holds takes some 40 times as much. */
const mostBytes = 16 * 2 ** 20;

/** @throws BackpropError `file.unreadable` where there is no JSON, and what `parseSpec` throws */
export function readSpec(path: string): RunSpec {
  return parseSpec(readJson(path));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(textOf(readBytes(path)));
  } catch (error) {
    throw new BackpropError('file.unreadable', {
      path,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/** @throws Error whose message says why not */
function readBytes(path: string): Uint8Array {
  // A pipe that nobody writes to would be waited for. Windows has no such pipes, and no such flag.
  const nonBlocking = 'O_NONBLOCK' in constants ? constants.O_NONBLOCK : 0;
  const file = openSync(path, constants.O_RDONLY | nonBlocking);
  try {
    const status = fstatSync(file);
    if (status.isDirectory()) throw new Error(l10n.t('it is a folder.'));
    if (!status.isFile()) throw new Error(l10n.t('it is no file but a device or a pipe.'));
    if (status.size > mostBytes) {
      throw new Error(
        l10n.t('it has {0} bytes, and there can be {1} at most.', formatCount(status.size), formatCount(mostBytes)),
      );
    }
    const bytes = new Uint8Array(status.size);
    let read = 0;
    for (let more = -1; more !== 0 && read < bytes.length; read += more) more = readSync(file, bytes, { offset: read });
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** A file's text, without a byte order mark. @throws Error that names the encoding which it should be in */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  // JSON begins with an ASCII character: in UTF-16 one of its two bytes is 0. The others are UTF-16's byte order marks.
  const isUtf16 =
    first === 0 || second === 0 || (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) throw new Error(l10n.t('it is in UTF-16; save it as UTF-8.'));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error(l10n.t('it is not in UTF-8.'));
  }
}
