/** Where the next page begins: after the last row of this one, so that rows which come and go meanwhile neither shift nor repeat it. */
import { badRequest } from '../http/wire-error';
import type { Value } from '../store/column';

export interface SkipToken {
  /** Key order: the key of the last row. */
  readonly key?: string;
  /** Version order: the version of the last row, and how many rows with that version were given. */
  readonly version?: number;
  readonly given?: number;
  /** Any other order: the values that it sorts by, beside `key`. */
  readonly values?: readonly Value[];
  /** What is left of $top. */
  readonly left?: number;
}

export function writeSkipToken(token: SkipToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

export function readSkipToken(text: string): SkipToken {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof token === 'object' && token !== null) return token;
  } catch {
    // falls through to the refusal
  }
  throw badRequest('The $skiptoken is not valid.', 'BadRequest_InvalidRequestUrl');
}
