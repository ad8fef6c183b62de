/** The deletion guard's memory: every deletion that something was about to follow from, and the questions that people were asked about many at a time. */
import { DueScope } from '../due/due-records';

export type GuardVerdict = 'passed' | 'held' | 'rejected';
export type GuardState = 'open' | 'approved' | 'rejected';
export type GuardedPolicy = 'restore' | 'removeCoupling' | 'deleteCounterpart';

export interface GuardedDeletion {
  readonly recordId: string;
  readonly label: string | null;
}

/** What a deletion was answered; with the question that it belongs to, if any. */
export interface GivenVerdict {
  readonly verdict: GuardVerdict;
  readonly guardId: string | null;
}

/** A question before it is asked. */
export interface NewGuard extends DueScope {
  readonly policy: GuardedPolicy;
  readonly couplings: number;
  /** The job in which the limit was passed. */
  readonly jobId: string;
}

export interface Guard extends NewGuard {
  readonly id: string;
  readonly state: GuardState;
}

export interface GuardDecision {
  readonly state: 'approved' | 'rejected';
  readonly decidedBy: string;
  readonly reason: string | null;
}

/** A dry run sees what really happened and adds what it counts itself. */
export abstract class Guards {
  /** Keeps others from counting deletions of the same mapping and direction until the end of the transaction. */
  abstract lock(scope: DueScope): Promise<void>;
  /** What was answered before, by record id. */
  abstract verdictsOn(scope: DueScope, recordIds: readonly string[]): Promise<Map<string, GivenVerdict>>;
  /** Deletions of the last so many milliseconds that no person has decided. */
  abstract countUndecided(scope: DueScope, withinMs: number): Promise<number>;
  abstract openGuard(scope: DueScope): Promise<string | null>;
  /** Opens a question; answers its id. */
  abstract ask(guard: NewGuard): Promise<string>;
  /** Counts deletions under a verdict. */
  abstract count(scope: DueScope, deletions: readonly GuardedDeletion[], given: GivenVerdict): Promise<void>;
  /** The question, locked until the end of the transaction. */
  abstract locked(guardId: string): Promise<Guard | null>;
  /** Decides a question and the deletions it is about; answers them. */
  abstract decide(guardId: string, decision: GuardDecision): Promise<GuardedDeletion[]>;
  /** A dry run has ended. */
  abstract forgetOverlay(overlay: string): Promise<void>;
}
