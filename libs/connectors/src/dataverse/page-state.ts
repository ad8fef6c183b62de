/** Where the reading of a table stands between two pages; it travels as an opaque token. */
import { createHash } from 'node:crypto';
import { Failure } from '@tandem/domain/failure';
import { ReadPage } from '@tandem/domain/ports/record-store';
import { isJsonObject, parseJson } from '../http/json-answer';
import { entityOf } from './entity-tables';

/**
 * - `tracked`: the first read of a table with change tracking, which ends with a delta link
 * - `closing`: after a tracked read of several pages, what was modified since it began; `delta` is kept for the watermark
 * - `delta`: what a delta link brings
 * - `plain`, `modified`: the first read, and later ones by stamp, of a table without change tracking
 */
export interface PageState {
  readonly kind: 'tracked' | 'closing' | 'delta' | 'plain' | 'modified';
  /** Digest of table and columns: a delta link brings the columns it was made with. */
  readonly columns: string;
  readonly link?: string;
  /** The page size of the first read, which next links must be sent with. */
  readonly size?: number;
  /** The service's time when the run began. */
  readonly startedAt?: string;
  readonly since?: string;
  readonly delta?: string;
}

export const columnsDigest = (page: ReadPage): string =>
  createHash('sha256').update(JSON.stringify([entityOf(page.table).logicalName, [...page.columns].sort()])).digest('base64url').slice(0, 22); // prettier-ignore

export const tokenOf = (state: PageState): string => JSON.stringify(state);

/** The state that a cursor stands for. A watermark of other columns, or one that can't be read, asks for a new baseline. */
export const stateOf = (page: ReadPage): PageState => {
  const columns = columnsDigest(page);
  if (page.from.token === null) {
    if (page.from.kind === 'changes') throw expired('There is no watermark to read changes from.');
    return { kind: entityOf(page.table).changeTracking ? 'tracked' : 'plain', columns, size: page.size };
  }
  const state = parseJson(page.from.token);
  if (!isJsonObject(state) || typeof state.kind !== 'string') throw expired('The watermark can not be read.');
  if (state.columns !== columns) throw expired('The columns that are read have changed since the watermark was made.');
  return { size: page.size, ...(state as unknown as PageState) };
};

const expired = (message: string): Failure =>
  new Failure('rejected', 'watermark.expired', message, { help: 'Everything is read once more; nothing to do.' });
