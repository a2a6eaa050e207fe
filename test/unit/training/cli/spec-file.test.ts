// A spec's file: what is read, and what is refused before it costs time or memory.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { BackpropError } from '../../../../src/shared/text/errors.ts';
import { readSpec } from '../../../../src/training/cli/spec-file.ts';
import { specWith } from '../trained.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'spec-file-'));
after(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Why a file was not read. */
function reasonOf(file: string): string {
  try {
    readSpec(file);
  } catch (error) {
    assert.ok(error instanceof BackpropError);
    assert.equal(error.report.code, 'file.unreadable');
    assert.equal(error.report.args.path, file);
    return error.report.args.reason;
  }
  return assert.fail('it was read');
}

describe("a spec's file", () => {
  const json = JSON.stringify(specWith());
  const bytesOf = (encoding: BufferEncoding, text: string) => new Uint8Array(Buffer.from(text, encoding));

  test('is read, with a byte order mark and without', () => {
    assert.deepEqual(readSpec(fileWith('plain.json', json)), specWith());
    assert.deepEqual(readSpec(fileWith('marked.json', `\ufeff${json}`)), specWith());
  });

  test('in UTF-16 is told so, whatever its byte order', () => {
    const little = bytesOf('utf16le', `\ufeff${json}`);
    const big = new Uint8Array(Buffer.from(little).swap16());
    for (const bytes of [little, little.slice(2), big, big.slice(2)]) {
      assert.equal(reasonOf(fileWith('wide.json', bytes)), 'it is in UTF-16; save it as UTF-8.');
    }
  });

  test('in another encoding is told so', () => {
    assert.equal(reasonOf(fileWith('latin.json', bytesOf('latin1', '{"é": 1}'))), 'it is not in UTF-8.');
  });

  test('that is too large is refused with its size and the limit, before it is read', () => {
    const file = fileWith('large.json', json);
    // A hole on the disk: ten gigabytes that nothing could take for JSON.
    truncateSync(file, 10 ** 10);
    assert.equal(reasonOf(file), 'it has 10,000,000,000 bytes, and there can be 16,777,216 at most.');
    truncateSync(file, 16_777_217);
    assert.equal(reasonOf(file), 'it has 16,777,217 bytes, and there can be 16,777,216 at most.');
    truncateSync(file, 16_777_216);
    assert.match(reasonOf(file), /JSON/);
  });

  test('that is a folder is refused', { skip: process.platform === 'win32' }, () => {
    assert.equal(reasonOf(folder), 'it is a folder.');
  });

  test('that is a pipe or a device is refused, not waited for', { skip: process.platform === 'win32' }, () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const file of [pipe, '/dev/zero']) assert.equal(reasonOf(file), 'it is no file but a device or a pipe.');
  });

  test('that is none, or holds no JSON, is refused with what the machine says', () => {
    assert.match(reasonOf(path.join(folder, 'missing.json')), /^ENOENT/);
    for (const text of ['', '{', '[1,', 'nonsense']) assert.match(reasonOf(fileWith('bad.json', text)), /JSON/);
  });

  test('with deep nesting is refused as any other', () => {
    const depth = 1_000_000;
    assert.throws(() => readSpec(fileWith('deep.json', '['.repeat(depth) + ']'.repeat(depth))), BackpropError);
    const nested = JSON.stringify({ ...specWith(), loss: 'x' }).replace('"x"', '['.repeat(depth) + ']'.repeat(depth));
    assert.throws(() => readSpec(fileWith('deep.json', nested)), BackpropError);
  });
});
