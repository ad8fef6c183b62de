/** The one table that says what each kind of failure means to a caller over REST, to a stored message and to the log. */
import { FailureKind } from '@tandem/domain/failure';

/** What becomes of a stored wake-up whose work failed. */
export type MessageFate =
  /** Done with: trying again would end the same way. */
  | 'terminate'
  /** Comes back after the failure's `retryAfterMs`, else after a growing delay. */
  | 'deliverAgain'
  /** Comes back a few times, then it is a dead letter. */
  | 'deliverFewTimes';

export interface FailureBehaviour {
  /** HTTP status of the gateway's answer. */
  readonly status: number;
  /** Title of the problem document. */
  readonly title: string;
  readonly message: MessageFate;
  readonly logLevel: 'info' | 'warn' | 'error';
}

export const failureBehaviour: Readonly<Record<FailureKind, FailureBehaviour>> = {
  rejected: { status: 422, title: 'A rule says no', message: 'terminate', logLevel: 'info' },
  blocked: { status: 409, title: 'Something must come first', message: 'terminate', logLevel: 'info' },
  conflict: { status: 409, title: 'Both sides have changed', message: 'terminate', logLevel: 'info' },
  transient: { status: 503, title: 'Not available at the moment', message: 'deliverAgain', logLevel: 'warn' },
  misconfigured: { status: 424, title: 'The set-up needs attention', message: 'terminate', logLevel: 'warn' },
  bug: { status: 500, title: 'Something unexpected happened', message: 'deliverFewTimes', logLevel: 'error' },
};
