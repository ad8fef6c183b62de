/** One segment of a resource path: a name and perhaps a key in parentheses. */
import { badRequest } from './wire-error';

export interface Segment {
  readonly name: string;
  /** Text between the parentheses; absent without parentheses. */
  readonly key?: string;
}

export function parseSegment(text: string): Segment {
  const open = text.indexOf('(');
  if (open < 0) return { name: text };
  if (!text.endsWith(')')) throw badRequest(`Syntax error in the key of '${text}'.`, 'BadRequest_NotFound');
  return { name: text.slice(0, open), key: text.slice(open + 1, -1) };
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An unquoted GUID, perhaps as `id=…`. */
export function guidKey(key: string): string {
  const value = key.startsWith('id=') ? key.slice(3) : key;
  if (!guid.test(value)) throw badRequest(`')' or ',' expected at position ${firstOffence(value)} in (${key}).`, 'BadRequest_NotFound');
  return value.toLowerCase();
}

const firstOffence = (value: string): number => value.search(/[^0-9a-f-]/i) + 1;

/** Parts of a composed key: `itemId=<guid>,locationCode='GREEN'`. */
export function namedKey(key: string, names: readonly string[]): string[] {
  const values = new Map<string, string>();
  for (const [, name = '', quoted, bare] of key.matchAll(/([A-Za-z]+)=(?:'((?:[^']|'')*)'|([^,]*))/g))
    values.set(name, quoted?.replaceAll("''", "'") ?? bare ?? '');
  const missing = names.find((name) => !values.has(name));
  if (missing !== undefined || values.size !== names.length)
    throw badRequest(
      `The number of keys specified in the URI does not match number of key properties for the resource: ${names.join(',')}.`,
      'BadRequest_NotFound',
    );
  return names.map((name) => values.get(name) as string);
}
