/** Reads how the writing of one row ended. */
import { WriteOutcome } from '@tandem/domain/ports/record-store';
import { isJsonObject } from '../http/json-answer';
import { outcomeUnknown } from '../http/settled-write';
import { BusinessCentralError, businessCentralError, businessCentralFailure, rowVerdictOf } from './errors';
import { OperationAnswer } from './json-batch';
import { SetRows } from './set-rows';

/** What was to be written; `rows` reads what the server made of it. `id` is null where the service chooses it. */
export interface RowWrite {
  readonly kind: 'create' | 'update' | 'remove';
  readonly id: string | null;
  readonly rows?: SetRows;
}

/** The service or the gateway before it gave up; the row may have been written. */
const unknownAfter = new Set([408, 502, 504]);

export const outcomeOf = (answer: OperationAnswer, write: RowWrite): WriteOutcome => {
  if (answer.status >= 200 && answer.status < 300) return writtenAs(answer, write);
  if (unknownAfter.has(answer.status))
    return { kind: 'failed', failure: outcomeUnknown(`The service answered with status ${answer.status}.`) };
  const error = businessCentralError(answer.status, answer.body, answer.headers['retry-after'] as string | undefined);
  return refusedWith(error, write);
};

const writtenAs = ({ body }: OperationAnswer, { id, rows }: RowWrite): WriteOutcome => {
  if (!isJsonObject(body) || !rows) return { kind: 'written', id: id ?? '', version: null };
  const record = rows.read(body);
  return { kind: 'written', id: record.id ?? id ?? '', version: record.version ?? null, values: record.values };
};

const refusedWith = (error: BusinessCentralError, { kind, id }: RowWrite): WriteOutcome => {
  const failure = businessCentralFailure(error);
  const verdict = rowVerdictOf(error);
  if (kind === 'create') return verdict === 'duplicate' ? { kind: 'duplicate', id: null, failure } : { kind: 'failed', failure };
  if (verdict === 'stale') return { kind: 'stale' };
  if (verdict !== 'missing') return { kind: 'failed', failure };
  return kind === 'remove' ? { kind: 'written', id: id ?? '', version: null } : { kind: 'missing' };
};
