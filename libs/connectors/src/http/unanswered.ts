/** Turns what the network does to a request into a Failure, and says whether the service may have seen the request. */
import { Failure } from '@tandem/domain/failure';
import { Unanswered } from './exchange';

/** Errors that come before the first byte of a request is written. */
const beforeSending = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED',
  'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID',
]); // prettier-ignore

const timeouts = new Set(['TimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
};

/** An AggregateError (several addresses tried) stands for its first member. */
const causeOf = (error: unknown): unknown => (error instanceof AggregateError && error.errors.length ? error.errors[0] : error);

/** What to report when sending or reading ended with an error. */
export const unansweredBecause = (thrown: unknown, host: string): Unanswered => {
  const error = causeOf(thrown);
  if (error instanceof Failure) return { kind: 'unanswered', sent: false, failure: error };
  const code = codeOf(error);
  if (beforeSending.has(code)) return { kind: 'unanswered', sent: false, failure: unreachable(host, code, thrown) };
  return { kind: 'unanswered', sent: true, failure: timeouts.has(code) ? timedOut(host, thrown) : connectionLost(host, code, thrown) };
};

const unreachable = (host: string, cause: string, thrown: unknown): Failure =>
  new Failure(
    'transient',
    'service.unreachable',
    `${host} could not be reached (${cause}).`,
    { help: 'Check the address of the connection and the network.' },
    { cause: thrown },
  );

const timedOut = (host: string, thrown: unknown): Failure =>
  new Failure(
    'transient',
    'service.timeout',
    `${host} did not answer in time.`,
    { help: 'Tried again by itself; if it lasts, look at the state of the service.' },
    { cause: thrown },
  );

const connectionLost = (host: string, cause: string, thrown: unknown): Failure =>
  new Failure(
    'transient',
    'service.connectionLost',
    `The connection to ${host} broke before the answer was complete (${cause}).`,
    { help: 'Tried again by itself.' },
    { cause: thrown },
  );
