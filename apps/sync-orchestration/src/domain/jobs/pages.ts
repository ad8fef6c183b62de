import { Job } from './job';
import { Page, PagePlan } from './page';
import { RunCounters } from './run-counters';

/** A page that may be taken now, with its job and the budgets it needs. */
export interface Candidate {
  readonly page: Page;
  readonly job: Job;
  /** Issues of its run are open, which records that go well settle. */
  readonly settles: boolean;
  readonly budgets: { readonly sales: string; readonly businessCentral: string };
}

export interface Slots {
  readonly sales: number;
  readonly businessCentral: number;
}

export interface Lease {
  readonly holder: string;
  readonly leaseMs: number;
  readonly slots: Slots;
}

export interface LeasedPage {
  readonly token: number;
  readonly leaseEndsAt: Date;
}

/** What the read of a page has shown. */
export interface HandOver {
  readonly until: string;
  readonly rows: number;
}

/** The pages of all jobs. */
export abstract class Pages {
  /** Adds pages; one that is there already (same job, sequence and part) is left alone. Workers are woken after the commit. */
  abstract add(job: Pick<Job, 'id' | 'connectionId'>, pages: readonly PagePlan[]): Promise<void>;
  /**
   * Locks the page that is next: interactive before scheduled before full, then the connection with the fewest pages in hand, then the oldest. Pages that another taker
   * has just locked are passed over; so are those that need one of `withoutBudgets`.
   */
  abstract next(withoutBudgets: readonly string[]): Promise<Candidate | null>;
  /** Gives a locked page away under a new token. */
  abstract lease(pageId: string, lease: Lease): Promise<LeasedPage>;
  /** The page, locked, if this token is the current one and its work is not reported yet. */
  abstract held(pageId: string, token: number): Promise<Page | null>;
  /** Whether the page was reported under this token: a repeat of a report whose answer was lost. */
  abstract doneBy(pageId: string, token: number): Promise<boolean>;
  abstract renew(pageId: string, leaseMs: number, slots: Slots): Promise<Date>;
  abstract handOver(pageId: string, read: HandOver): Promise<void>;
  abstract progress(pageId: string, counters: Partial<RunCounters>): Promise<void>;
  /** Ends a page: its lease is open no more. */
  abstract end(pageId: string, state: 'done' | 'split' | 'parked' | 'dropped'): Promise<void>;
  /** Gives a page back, to be taken again after a pause. */
  abstract giveBack(pageId: string, again: { delayMs: number; because: 'tries' | 'failures' | 'attention' }): Promise<void>;
  /** Drops every page of a job that nobody has in hand; true where a lease is still open. */
  abstract dropUnheld(jobId: string): Promise<boolean>;
  /** Of these pages, those that belong to jobs of a review. */
  abstract ofReview(reviewId: string, pageIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of these pages, those that are ready or in hand: whatever they have left unfinished will be finished by whoever takes them again. */
  abstract openAmong(pageIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether a page of the job is ready or in hand. */
  abstract anyOpen(jobId: string): Promise<boolean>;
  abstract lastSequence(jobId: string): Promise<number>;
  /** Wakes workers for the ready pages of jobs that run again, after the commit. */
  abstract wakeFor(jobIds: readonly string[]): Promise<void>;
  /** Wakes workers for the page that waited for the others of its job, after the commit. */
  abstract wakeClosing(jobId: string): Promise<void>;
  /** Ready pages and pages whose lease has ended, that nobody was woken for since; marks them as woken and wakes after the commit. */
  abstract wakeForgotten(silentMs: number): Promise<number>;
}
