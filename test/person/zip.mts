// Reads a zip file, as a .vsix is one. Knows nothing of what is in it.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** Name → contents, by the directory at the file's end (APPNOTE.TXT, 4.3.12). */
export function unzip(file: string): Map<string, Buffer> {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const header = bytes.readUInt32LE(at + 42);
    const data = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const packed = bytes.subarray(data, data + bytes.readUInt32LE(at + 20));
    const contents = bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    entries.set(bytes.toString('utf8', at + 46, at + 46 + name), contents);
    at += 46 + name + extra + comment;
  }
  return entries;
}
