import { createHash } from 'node:crypto';

/** A stable GUID for a thing that has only a name (metadata rows, privileges). */
export function metadataId(name: string): string {
  const hash = createHash('sha1').update(name).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
