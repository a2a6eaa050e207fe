import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { checksum } from '../../../../src/shared/run/checksum.ts';

test('the checksum is zlib’s CRC-32', () => {
  // The check value of the algorithm’s catalogues.
  assert.equal(checksum(new TextEncoder().encode('123456789')), 0xcbf43926);
  for (const length of [0, 1, 255, 4096]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 167 + length) % 256);
    assert.equal(checksum(bytes), crc32(bytes));
  }
});
