/** If-Match: needed on PATCH, checked on DELETE when sent; a stale one is 409 Request_EntityChanged. */
import type { EntitySet } from '../catalogue/entity-set';
import { etagOf } from '../json/etag';
import type { Row } from '../store/column';
import { badRequest, entityChanged } from './wire-error';

const readable = /^(W\/)?"[^"]+"$/;

export function checkIfMatch(header: string | undefined, row: Row, set: EntitySet, method: 'PATCH' | 'DELETE'): void {
  if (header === undefined) {
    if (method === 'DELETE') return;
    throw badRequest('The concurrency token (If-Match) is missing.', 'BadRequest_InvalidToken');
  }
  if (header === '*') return;
  if (!readable.test(header)) throw badRequest(`The concurrency token '${header}' cannot be read.`, 'BadRequest_InvalidToken');
  if (header.replace(/^W\//, '') !== etagOf(row, set).slice(2)) throw entityChanged();
}
