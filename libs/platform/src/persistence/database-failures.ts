/** What PostgreSQL's errors mean: those of the moment become transient failures, the others stay bugs. */
import { Failure } from '@tandem/domain/failure';

/** SQLSTATE of a serialization failure, a deadlock. */
const contended = new Set(['40001', '40P01']);

/** Connection exceptions, shutdown, too many connections, lock not available, statement cancelled. */
const unavailable = /^(08...|57P0[1-5]|53[0-4]..|55P03|57014|25P03)$/;

const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const lostConnection =
  /connection terminated|client has encountered a connection error|timeout exceeded when trying to connect|not queryable|server closed the connection|already released|connection is closed/i;

/** SQLSTATE or system code of an error, looked for through TypeORM's wrapper and causes. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError, cause } = error as { code?: unknown; driverError?: unknown; cause?: unknown };
  return codeOf(driverError) ?? (typeof code === 'string' ? code : codeOf(cause));
}

/** Whether running the same transaction again may succeed. */
export const isContention = (error: unknown): boolean => contended.has(codeOf(error) ?? '');

/** The error as a Failure where the database is to blame, else the error itself. */
export function asDatabaseFailure(error: unknown): unknown {
  if (error instanceof Failure) return error;
  const code = codeOf(error) ?? '';
  if (contended.has(code)) return transient('database.contended', 'Too many transactions want the same rows at the same time.', error);
  const message = error instanceof Error ? error.message : '';
  if (unavailable.test(code) || network.has(code) || lostConnection.test(message))
    return transient('database.unavailable', 'The database does not answer at the moment.', error);
  return error;
}

const transient = (code: string, message: string, cause: unknown): Failure =>
  new Failure('transient', code, message, { retryAfterMs: 1_000 }, { cause });
