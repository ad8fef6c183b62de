/** Reads how the writing of one row ended. */
import { WriteOutcome } from '@tandem/domain/ports/record-store';
import { partHeader, PartAnswer } from '../odata/multipart-answer';
import { DataverseError, dataverseError, dataverseFailure, rowVerdictOf } from './errors';

export type WriteKind = 'create' | 'update' | 'remove';

const succeeded = (status: number): boolean => status >= 200 && status < 300;

/** The outcome of one operation of a batch. `id` is null where the service chose it. */
export const outcomeOfPart = (part: PartAnswer, kind: WriteKind, id: string | null): WriteOutcome => {
  if (!succeeded(part.status)) return outcomeOfError(dataverseError(part.status, part.body, partHeader(part, 'Retry-After')), kind, id);
  const written = id ?? /\(([0-9a-f-]{36})\)\s*$/i.exec(partHeader(part, 'OData-EntityId') ?? '')?.[1] ?? '';
  return { kind: 'written', id: written, version: partHeader(part, 'ETag') ?? null };
};

/** The outcome that an error means for the row it was answered for. */
export const outcomeOfError = (error: DataverseError, kind: WriteKind, id: string | null): WriteOutcome => {
  const failure = dataverseFailure(error);
  const verdict = rowVerdictOf(error);
  if (kind === 'create')
    return error.status === 412 || verdict === 'duplicate' ? { kind: 'duplicate', id: null, failure } : { kind: 'failed', failure };
  if (verdict === 'stale') return { kind: 'stale' };
  if (verdict !== 'missing' || !meansThisRow(error, id)) return { kind: 'failed', failure };
  return kind === 'remove' ? { kind: 'written', id: id ?? '', version: null } : { kind: 'missing' };
};

/** "Does not exist" may speak of a row that a lookup names. */
const meansThisRow = (error: DataverseError, id: string | null): boolean => {
  const named = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.exec(error.message)?.[0];
  return !named || named.toLowerCase() === id?.toLowerCase();
};
