/** What workers and sync-orchestration say to each other about pages. Jobs, reviews and issues for people are in `reviews.ts`, `jobs.ts` and `issues.ts`. */
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';
import { request, work } from './contract';

/** Why records are looked at. */
export const jobReasons = ['full', 'changes', 'ids', 'match'] as const;
export type JobReason = (typeof jobReasons)[number];

/** Where a page begins: a cursor of the connector (opaque), or ids with the reason they are due. */
export type PageStart =
  | { readonly kind: 'baseline' | 'changes'; readonly token: string | null }
  | { readonly kind: 'ids'; readonly ids: readonly string[] };

/** Counters of `engine.md` section 7. Every record seen ends in exactly one of the first eight; the rest are marks beside them. */
export const outcomeCounters = ['inserted', 'modified', 'deleted', 'unchanged', 'waiting', 'conflict', 'failed', 'skipped'] as const;
export const markCounters = ['coupled', 'uncoupled', 'merged', 'overwritten'] as const;
export type Counter = (typeof outcomeCounters)[number] | (typeof markCounters)[number];
export type Counters = Partial<Record<Counter, number>> & { seen?: number };

/** A worker says that it is free. */
export class TakePage {
  @IsString() workerId!: string;
}

/** The page that was taken, with everything a stateless worker must know. */
export class PageLease {
  @IsUUID() pageId!: string;
  /** Fencing token: grows with every take; reports of an older one are refused. */
  @IsInt() token!: number;
  /** Length of the lease from now, in milliseconds; renew at a third of it. */
  @IsInt() leaseMs!: number;
  @IsString() leaseEndsAt!: string;
  @IsUUID() jobId!: string;
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsIn(jobReasons) reason!: JobReason;
  @IsInt() sequence!: number;
  @IsObject() start!: PageStart;
  /** The stored end, when an earlier taker has handed on already. */
  @IsOptional() @IsString() until?: string;
  /** True when the next page has been handed on already: this taker only works. */
  @IsBoolean() handedOn!: boolean;
  /** With a dry run: the review whose overlay is used; nothing is written to either system. */
  @IsOptional() @IsUUID() overlay?: string;
  @IsOptional() @IsUUID() reviewId?: string;
  /** Records that have no coupling are created (full) or left alone (only-coupled runs). */
  @IsBoolean() createUncoupled!: boolean;
  /** What an administrator changed about the mapping, and its version; see `effectiveMapping`. */
  @IsObject() settings!: Record<string, unknown>;
  @IsInt() mappingVersion!: number;
  /** In-flight requests this holder may have open per side. */
  @IsObject() slots!: { sales: number; businessCentral: number };
}

export class PageTaken {
  /** Absent: nothing to do now. */
  @IsOptional() @IsObject() page?: PageLease;
}

/** The page has been read: store its end and the next page in one insert, before the work begins. */
export class HandOnPage {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsString() end!: string;
  @IsOptional() @IsObject() next?: PageStart;
  /** The watermark that holds when the job is done; comes with the last page. */
  @IsOptional() @IsString() watermark?: string;
  /** The end of the page read before could not be recognised any more: the job closes with a presence compare. */
  @IsOptional() @IsBoolean() endLost?: boolean;
  /** Ids that the change feed reports as deleted: they become an ids page of their own. */
  @IsArray() deletedIds!: string[];
  /** Rows in this page. */
  @IsInt() rows!: number;
}

/** `refused`: the token is old, stop working on this page. */
export class TokenAnswer {
  @IsIn(['accepted', 'refused']) answer!: 'accepted' | 'refused';
  /** Renewed lease. */
  @IsOptional() @IsString() leaseEndsAt?: string;
  @IsOptional() @IsObject() slots?: { sales: number; businessCentral: number };
}

export class RenewLease {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
}

/** A record that can't go on, and why. */
export interface RecordIssue {
  readonly recordId: string;
  readonly kind: 'waiting' | 'parked' | 'conflict' | 'skipped' | 'ambiguous' | 'overwritten';
  readonly code: string;
  /** English sentence that a person understands. */
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** What must be coupled first: mapping and business key (or id of the source side). */
  readonly needs?: readonly { readonly mapping: string; readonly by: 'businessKey' | 'salesId' | 'businessCentralId'; readonly value: string }[];
  /** How people name the record (`10000 Adatum Corporation`). */
  readonly label?: string;
}

/** A record that must be looked at again. */
export interface DueRecord {
  readonly recordId: string;
  readonly mapping: string;
  readonly direction: 'toSales' | 'fromSales';
  readonly reason: 'stale' | 'changedOnOtherSide' | 'laterNeed' | 'watched' | 'claimInProgress';
  /** Earliest time, milliseconds from now. */
  readonly delayMs?: number;
  /** With `laterNeed`: due as soon as this is coupled. */
  readonly need?: { readonly mapping: string; readonly by: 'businessKey' | 'salesId'; readonly value: string };
}

/** The end of a page; its counters are added once, in the same transaction that marks it done. */
export class ReportPage {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsObject() counters!: Counters;
  @IsArray() issues!: RecordIssue[];
  @IsArray() due!: DueRecord[];
  /** Records of this page that went well: issues of theirs are closed. Only ids that had an issue need to be named; a worker names all that were written or unchanged in an ids page. */
  @IsArray() settledIds!: string[];
  /** Requests sent, by side, for forecasts. */
  @IsObject() requests!: { sales: number; businessCentral: number };
}

/** Live progress inside a page; replaces what was said before for this page and token, adds nothing to the job. */
export class ReportProgress {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsObject() counters!: Counters;
}

/** A page could not be done: the orchestrator decides by the failure's kind (again later, halve, pause the connection). */
export class FailPage {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsObject() failure!: { kind: string; code: string; message: string; retryAfterMs?: number };
}

/** A service asked for a pause: broadcast to every holder of its budget. */
export class ReportThrottle {
  @IsUUID() connectionId!: string;
  @IsIn(['sales', 'businessCentral']) side!: 'sales' | 'businessCentral';
  @IsInt() pauseMs!: number;
}
export class Accepted {
  @IsBoolean() accepted!: boolean;
}

/** There is a page to take. */
export class PageReady {
  @IsUUID() pageId!: string;
}

export const takePage = request('sync.v1.take-page', { input: TakePage, output: PageTaken });
export const handOnPage = request('sync.v1.hand-on-page', { input: HandOnPage, output: TokenAnswer });
export const renewLease = request('sync.v1.renew-lease', { input: RenewLease, output: TokenAnswer });
export const reportProgress = request('sync.v1.report-progress', { input: ReportProgress, output: TokenAnswer });
export const reportPage = request('sync.v1.report-page', { input: ReportPage, output: TokenAnswer });
export const failPage = request('sync.v1.fail-page', { input: FailPage, output: TokenAnswer });
export const reportThrottle = request('sync.v1.report-throttle', { input: ReportThrottle, output: Accepted });

/** One message per page, so that the lag of the stream is the backlog. */
export const pageReady = work('sync.v1.page', { body: PageReady });
