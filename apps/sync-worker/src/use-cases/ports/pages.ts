/** Where pages come from and where their outcome goes: sync-orchestration, as the worker sees it. */
import { Failure } from '@tandem/domain/failure';
import { DeletionToPass, GuardedPolicy, GuardVerdict } from '@tandem/contracts/deletion-guard';
import { DueRecord, RecordIssue } from '@tandem/contracts/findings';
import { Counters, Outcome, PageLease, PageStart } from '@tandem/contracts/sync';

/** What a worker tells about a page it has read. */
export interface HandOn {
  readonly end: string;
  readonly next?: PageStart;
  readonly watermark?: string;
  readonly endLost?: boolean;
  readonly deletedIds: readonly string[];
  readonly rows: number;
}

/** What became of a page. */
export interface PageReport {
  readonly counters: Counters;
  readonly issues: readonly RecordIssue[];
  readonly due: readonly DueRecord[];
  readonly settledIds: readonly string[];
  readonly requests: { sales: number; businessCentral: number };
  /** With an ids page: how each record ended. */
  readonly outcomes?: Readonly<Record<string, Outcome>>;
}

/** What a worker asks the deletion guard. */
export interface GuardQuestion {
  readonly policy: GuardedPolicy;
  readonly deletions: readonly DeletionToPass[];
}

export interface GuardAnswer {
  /** By record id. */
  readonly verdicts: Readonly<Record<string, GuardVerdict>>;
  /** The question that a person must answer, where something is held. */
  readonly guardId?: string;
}

/** The lease was lost: another worker has the page, nothing more may be done on it. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export abstract class Pages {
  /** The next page, or undefined when there is none. */
  abstract take(): Promise<PageLease | undefined>;
  /** @throws LeaseLost when the token is old */
  abstract handOn(page: PageLease, handOn: HandOn): Promise<void>;
  /** Renews the lease; answers its new end. @throws LeaseLost when the token is old */
  abstract renew(page: PageLease): Promise<Date>;
  /** @throws LeaseLost when the token is old */
  abstract progress(page: PageLease, counters: Counters): Promise<void>;
  /** Lists issues ahead of the report. @throws LeaseLost when the token is old */
  abstract list(page: PageLease, issues: readonly RecordIssue[]): Promise<void>;
  /** @throws LeaseLost when the token is old */
  abstract report(page: PageLease, report: PageReport): Promise<void>;
  /** Asks before anything follows from deletions of the page's source. @throws LeaseLost when the token is old */
  abstract passGuard(page: PageLease, asked: GuardQuestion): Promise<GuardAnswer>;
  /** The page could not be done; `recordIds` are those that it had read. */
  abstract fail(page: PageLease, failure: Failure, recordIds: readonly string[]): Promise<void>;
}
