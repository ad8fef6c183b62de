import { inflateRawSync } from 'node:zlib';

/** The text of one file of a ZIP archive, read by its central directory; undefined when it is not there or the archive is broken. */
export function zipEntry(archive: Buffer, name: string): string | undefined {
  try {
    return textOf(archive, name);
  } catch {
    return undefined;
  }
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

function textOf(archive: Buffer, name: string): string | undefined {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== endOfDirectory) end -= 1;
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < count && archive.readUInt32LE(at) === directoryEntry; entry += 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) return contentAt(archive, at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return undefined;
}

function contentAt(archive: Buffer, entry: number): string {
  const local = archive.readUInt32LE(entry + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const content = archive.subarray(start, start + archive.readUInt32LE(entry + 20));
  return (archive.readUInt16LE(entry + 10) === 0 ? content : inflateRawSync(content)).toString('utf8');
}
