/** Digests: short texts that tell without the values whether something has changed. */
import { hash } from 'node:crypto';
import { Side, Value } from '../value';

const longest = 256;

/** A long text as it is kept: its digest and its beginning, for people. */
export interface LongText {
  readonly digest: string;
  readonly head: string;
}

/** A value as agreed pairs keep it. */
export type KeptValue = Value | LongText;

/** 96 bits of SHA-256, enough that two different records never meet by chance. */
const digestOfText = (text: string): string => hash('sha256', text, 'base64url').slice(0, 16);

/** The form in which a value is kept: texts over 256 characters shrink. */
export const kept = (value: Value): KeptValue =>
  typeof value === 'string' && value.length > longest ? { digest: digestOfText(value), head: value.slice(0, longest) } : value;

const isLongText = (value: unknown): value is LongText => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value equals one that was kept. */
export const equalsKept = (value: Value, other: KeptValue): boolean =>
  isLongText(other) ? typeof value === 'string' && value.length > longest && digestOfText(value) === other.digest : value === other;

/** A value as a digest reads it: no two values read the same, and a long text reads like what is kept of it. */
function asRead(value: KeptValue): string {
  if (isLongText(value)) return `~${value.digest}`;
  if (typeof value !== 'string') return String(value);
  return value.length > longest ? `~${digestOfText(value)}` : `"${value.length}:${value}`;
}

/** A digest in the making. One text grows, since thousands are made each second. */
export class Digest {
  private text = '';

  add(name: string, value: KeptValue): void {
    this.text += `${name}=${asRead(value)};`;
  }

  /** Absent while nothing was added. */
  get value(): string | undefined {
    return this.text === '' ? undefined : digestOfText(this.text);
  }
}

/** Digest of named values in the order given; absent for none. */
export function digestOf(entries: readonly (readonly [name: string, value: KeptValue])[]): string | undefined {
  const digest = new Digest();
  for (const [name, value] of entries) digest.add(name, value);
  return digest.value;
}

/** A pair as it is kept: one value where both sides hold the same. Order: Business Central, Sales. */
export function keptPair(businessCentral: KeptValue, sales: KeptValue): unknown {
  return businessCentral === sales ? businessCentral : [businessCentral, sales];
}

/** One side's member of a kept pair. */
export const memberOf = (pair: unknown, side: Side): KeptValue =>
  (Array.isArray(pair) ? pair[side === 'businessCentral' ? 0 : 1] : pair) as KeptValue;

/** Both members of a kept pair. */
export function membersOf(pair: unknown): { businessCentral: KeptValue; sales: KeptValue } {
  return { businessCentral: memberOf(pair, 'businessCentral'), sales: memberOf(pair, 'sales') };
}

/** Whether two kept pairs hold the same. */
export function isSamePair(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return isSameKept(one[0] as KeptValue, other[0] as KeptValue) && isSameKept(one[1] as KeptValue, other[1] as KeptValue);
  return isSameKept(one as KeptValue, other as KeptValue);
}

const isSameKept = (one: KeptValue, other: KeptValue): boolean =>
  one === other || (isLongText(one) && isLongText(other) && one.digest === other.digest);
