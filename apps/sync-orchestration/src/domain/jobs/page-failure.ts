/** What becomes of a page that could not be done. */
import { FailureKind } from '@tandem/domain/failure';
import { Page } from './page';

export interface PageFailure {
  readonly kind: FailureKind;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number;
  /** The records that had been read, where the failure came after the read. */
  readonly recordIds?: readonly string[];
}

/** How patient the orchestrator is; milliseconds. */
export interface Patience {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** How many times a page that fails for no passing reason is tried as it is. */
  readonly mostFailures: number;
}

export type Verdict =
  /** The same page later. */
  | { readonly kind: 'again'; readonly delayMs: number }
  /** The set-up is wrong: the connection is paused, the page stays. */
  | { readonly kind: 'attention' }
  /** The change feed does not reach back so far: a new baseline takes the job's place. */
  | { readonly kind: 'supersede' }
  /** Smaller pages, so that the one record that breaks it is found. */
  | { readonly kind: 'split'; readonly parts: readonly (readonly string[])[] }
  /** The record that breaks it has been found. */
  | { readonly kind: 'park'; readonly recordId: string }
  /** Nothing smaller to try. */
  | { readonly kind: 'failJob' };

/** The pause before another try: doubled each time, never shorter than the service asked for. */
export function pauseBefore(tries: number, patience: Patience, retryAfterMs = 0): number {
  const doubled = patience.firstPauseMs * 2 ** Math.min(tries, 20);
  return Math.max(retryAfterMs, Math.min(doubled, patience.longestPauseMs));
}

/** Decides by the failure's kind. */
export function verdictOn(
  page: Pick<Page, 'start' | 'tries' | 'failures' | 'handedOn'>,
  failure: PageFailure,
  patience: Patience,
): Verdict {
  if (failure.code === 'watermark.expired') return { kind: 'supersede' };
  if (isPassing(failure)) return { kind: 'again', delayMs: pauseBefore(page.tries, patience, failure.retryAfterMs) };
  if (failure.kind === 'misconfigured') return { kind: 'attention' };
  if (page.failures + 1 < patience.mostFailures) return { kind: 'again', delayMs: pauseBefore(page.failures, patience) };
  return smaller(page.start.kind === 'ids' ? page.start.ids : page.handedOn ? (failure.recordIds ?? []) : []);
}

/** Nothing is wrong with the page: the world hiccupped, or the connection was disabled while the page was in hand. */
export const isPassing = ({ kind, code }: Pick<PageFailure, 'kind' | 'code'>): boolean =>
  kind === 'transient' || code === 'connection.notEnabled';

/** A page whose successor is not known yet can't be cut: the rest of the source would be lost. */
function smaller(ids: readonly string[]): Verdict {
  if (ids.length === 0) return { kind: 'failJob' };
  if (ids.length === 1) return { kind: 'park', recordId: ids[0]! };
  const middle = Math.ceil(ids.length / 2);
  return { kind: 'split', parts: [ids.slice(0, middle), ids.slice(middle)] };
}
