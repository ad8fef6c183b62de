import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive by path, read by its central directory; undefined when the archive is broken. */
export function filesOfArchive(archive: Buffer): ReadonlyMap<string, string> | undefined {
  try {
    return filesIn(archive);
  } catch {
    return undefined;
  }
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

function filesIn(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== endOfDirectory) end -= 1;
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('The directory of the archive is broken.');
    const nameLength = archive.readUInt16LE(at + 28);
    files.set(archive.toString('utf8', at + 46, at + 46 + nameLength), contentAt(archive, at));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

function contentAt(archive: Buffer, entry: number): string {
  const local = archive.readUInt32LE(entry + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + archive.readUInt32LE(entry + 20));
  const content = archive.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed);
  if (crc32(content) !== archive.readUInt32LE(entry + 16)) throw new Error('A file of the archive is broken.');
  return content.toString('utf8');
}
