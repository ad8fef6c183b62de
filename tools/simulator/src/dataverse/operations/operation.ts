import type { ServiceAnswer } from '../../service/exchange';
import { DataverseError, refusals } from '../dataverse-error';
import type { RequestContext } from '../request-context';
import { queryOptions, type QueryOptions } from '../reading/query-options';
import type { Transaction } from '../storage/transaction';
import { isObject, type JsonObject } from '../writing/payload';
import { RowWrites } from '../writing/row-writes';

/** One request below the service root, alone or as a part of a batch. */
export interface Operation {
  readonly method: string;
  /** Path below the service root, raw. */
  readonly path: string;
  /** Query string, raw. */
  readonly query: string;
  readonly context: RequestContext;
  readonly body: Buffer | string;
  /** The transaction and Content-IDs of the change set around it. */
  readonly changeSet?: ChangeSetScope;
}

export interface ChangeSetScope {
  readonly transaction: Transaction;
  /** `$1` to the entity that part 1 made or changed. */
  readonly references: Map<string, string>;
}

export function optionsOf(operation: Operation): QueryOptions {
  return queryOptions(operation.query);
}

/** The JSON object in the body; refused when there is none. */
export function jsonBody(operation: Operation, entitySet = ''): JsonObject {
  const contentType = operation.context.headers['content-type'];
  if (contentType === undefined)
    throw new DataverseError(
      400,
      '0x0',
      'A missing or empty content type header was found when trying to read a message. The content type header is required.',
    );
  if (!contentType.startsWith('application/json'))
    throw new DataverseError(415, '0x0', `The content type '${contentType}' is not supported.`);
  try {
    const value: unknown = JSON.parse(typeof operation.body === 'string' ? operation.body : operation.body.toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Refused below, as is JSON that is no object.
  }
  throw refusals.payload(entitySet, 'The request body is not a valid JSON object.');
}

/** Runs writes in the change set's transaction, or in one of their own that commits at once. */
export function transact(operation: Operation, work: (writes: RowWrites) => ServiceAnswer): ServiceAnswer {
  const { context, changeSet } = operation;
  const writes = new RowWrites(context, changeSet?.transaction, changeSet?.references);
  if (changeSet !== undefined) return work(writes);
  try {
    const answer = work(writes);
    writes.transaction.commit();
    return { ...answer, rowsWritten: writes.transaction.rowsWritten };
  } catch (error) {
    writes.transaction.rollback();
    throw error;
  }
}

export function methodNotAllowed({ method }: Operation): DataverseError {
  return refusals.method(method);
}
