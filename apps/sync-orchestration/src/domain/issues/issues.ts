/** Issues: records that can't go on, or did in a way that somebody should know, with code and reason. */
import { DueScope } from '../due/due-records';
import { Need } from '../due/needs';
import { FieldChoices } from '../jobs/page';
import { Outcome } from '../jobs/run-counters';

export type IssueKind = 'waiting' | 'parked' | 'conflict' | 'skipped' | 'ambiguous' | 'overwritten';
export type IssueState = 'open' | 'settled' | 'dismissed';

/** The outcome under which a record with such an issue is counted; an overwritten value is a mark beside the outcome of the write. */
export const outcomeOf: Readonly<Record<IssueKind, Outcome | null>> = {
  waiting: 'waiting',
  parked: 'failed',
  conflict: 'conflict',
  skipped: 'skipped',
  ambiguous: 'skipped',
  overwritten: null,
};

export interface FoundIssue {
  readonly recordId: string;
  readonly kind: IssueKind;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly needs: readonly Need[];
  readonly label: string | null;
}

/** Where an issue was found. */
export interface IssueOrigin extends DueScope {
  readonly jobId: string;
  readonly reviewId: string | null;
  readonly createUncoupled: boolean;
}

/** Issues to act on, all conditions together; only open ones where `state` is absent. */
export interface IssueFilter {
  readonly ids?: readonly string[];
  readonly kind?: IssueKind;
  readonly kinds?: readonly IssueKind[];
  readonly code?: string;
  readonly mapping?: string;
  readonly direction?: DueScope['direction'];
  readonly state?: IssueState;
  readonly recordId?: string;
  readonly jobId?: string;
  readonly reviewId?: string;
  readonly assignee?: string;
  readonly text?: string;
}

export abstract class Issues {
  /** Opens issues, or says that they were seen again. One per record and direction, and one more for what was overwritten. */
  abstract open(origin: IssueOrigin, found: readonly FoundIssue[]): Promise<void>;
  /** The records went well. */
  abstract settle(scope: DueScope, recordIds: readonly string[]): Promise<void>;
  /** Records of a mapping and direction that were listed when an undo of the review looked at them. */
  abstract keptByUndo(scope: DueScope & { readonly reviewId: string }): Promise<ReadonlySet<string>>;
  /** Makes the records of issues due; answers how many. */
  abstract makeDue(connectionId: string, filter: IssueFilter): Promise<number>;
  abstract dismiss(connectionId: string, filter: IssueFilter): Promise<number>;
  abstract assign(connectionId: string, filter: IssueFilter, assignee: string | null): Promise<number>;
  /** Stores a person's choices for a conflict. */
  abstract choose(issueId: string, choices: FieldChoices): Promise<void>;
}
