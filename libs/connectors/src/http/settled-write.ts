/** Sorts what came of a write: done, refused by the service with a reason, or not known. */
import { Failure } from '@tandem/domain/failure';
import { Answer, Exchange } from './exchange';

/** `refused`: nothing was written and the answer says why. */
export type SettledWrite =
  { readonly kind: 'done' | 'refused'; readonly answer: Answer } | { readonly kind: 'failed'; readonly failure: Failure };

/** Something between us and the service gave up; the service may have gone on. */
const unknownAfter = new Set([408, 502, 504]);

/** A request that failed inside the service: one that is all or nothing was rolled back, a batch may have been carried out in part. */
const failedInside = 500;

/** A write whose answer was lost must be looked for before it is sent again. */
export const outcomeUnknown = (because: string, cause?: unknown): Failure =>
  new Failure(
    'transient',
    'write.outcomeUnknown',
    `It is not known whether the write was carried out: ${because}`,
    { help: 'Nothing to do; the record is read before it is written again.' },
    { cause },
  );

/** `allOrNothing`: the request is one transaction. */
export const settle = (exchange: Exchange, allOrNothing = false): SettledWrite => {
  if (exchange.kind === 'unanswered') {
    return {
      kind: 'failed',
      failure: exchange.sent ? outcomeUnknown(exchange.failure.message, exchange.failure) : exchange.failure,
    };
  }
  const { status } = exchange;
  if (status >= 200 && status < 300) return { kind: 'done', answer: exchange };
  const isUnknown = status < 400 || unknownAfter.has(status) || (status === failedInside && !allOrNothing);
  return isUnknown
    ? { kind: 'failed', failure: outcomeUnknown(`The service answered with status ${status}.`) }
    : { kind: 'refused', answer: exchange };
};
