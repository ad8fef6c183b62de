/** Sorts what came of a write: done, refused by the service with a reason, or not known. */
import { Failure } from '@tandem/domain/failure';
import { Answer, Exchange } from './exchange';

/** `refused`: nothing was written and the answer says why. */
export type SettledWrite =
  { readonly kind: 'done' | 'refused'; readonly answer: Answer } | { readonly kind: 'failed'; readonly failure: Failure };

/** Something between us and the service gave up; the service may have gone on. */
const unknownAfter = new Set([408, 502, 504]);

/** A write whose answer was lost must be looked for before it is sent again. */
export const outcomeUnknown = (because: string, cause?: unknown): Failure =>
  new Failure(
    'transient',
    'write.outcomeUnknown',
    `It is not known whether the write was carried out: ${because}`,
    { help: 'Nothing to do; the record is read before it is written again.' },
    { cause },
  );

export const settle = (exchange: Exchange): SettledWrite => {
  if (exchange.kind === 'unanswered') {
    return { kind: 'failed', failure: exchange.sent ? outcomeUnknown(exchange.failure.message, exchange.failure) : exchange.failure };
  }
  const { status } = exchange;
  if (status >= 200 && status < 300) return { kind: 'done', answer: exchange };
  if (status < 400 || unknownAfter.has(status))
    return { kind: 'failed', failure: outcomeUnknown(`The service answered with status ${status}.`) };
  return { kind: 'refused', answer: exchange };
};
