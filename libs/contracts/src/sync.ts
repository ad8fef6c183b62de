/** What workers and sync-orchestration say to each other about pages. Jobs, reviews and issues for people are in `reviews.ts`, `jobs.ts` and `issues.ts`. */
import { anObject, bulk, listOf, shape, text, uuid, whole } from './bulk';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';
import { event, request, work } from './contract';
import { DueRecord, RecordIssue } from './findings';

/** Why records are looked at. */
export const jobReasons = ['full', 'changes', 'ids', 'match', 'undo'] as const;
export type JobReason = (typeof jobReasons)[number];

/** Field → the side whose value stays: what a person chose for a conflict. */
export type FieldChoices = Readonly<Record<string, 'businessCentral' | 'sales'>>;

/**
 * Where a page begins: a cursor of the connector (opaque), or ids of the source side that are due.
 * The pages of a job with reason `undo` name sources whose counterpart the review has created, which is taken back.
 * The pages of a job with reason `match` stream the keys of one side, then of the other; the last one pairs them. Each is handed on when its keys are stored.
 */
export type PageStart =
  | {
      readonly kind: 'baseline' | 'changes';
      readonly token: string | null;
      /** The page shows records of earlier pages again: it is handed out when those are done, and names how each of its records ended. */
      readonly closes?: boolean;
      /** The page is of this watched table, and not of the mapping's own: its rows make the records due that they concern. */
      readonly watches?: string;
    }
  | {
      readonly kind: 'ids';
      readonly ids: readonly string[];
      /** By record id: decided conflicts among them. */
      readonly choices?: Readonly<Record<string, FieldChoices>>;
    };

/**
 * Why records stand on an ids page:
 * - `stale`, `claimInProgress`: another worker was faster, or holds the claim
 * - `needMet`: what a waiting record, or its later reference, needs is coupled now; or what it refers to was restored and is called otherwise now
 * - `changedOnOtherSide`: a run of the other direction saw a change that it must not carry
 * - `watched`: a row of another table that concerns the record has changed
 * - `deleted`: the change feed, or a presence compare, says that the record may be gone: read it, then decide
 * - `restore`: the counterpart was deleted and shall be created again
 * - `retry`: a person, or a changed mapping, wants another try
 * - `now`: *synchronise now*
 * - `halved`: cut out of a page that failed as a bug
 * - `dayCome`: a value that another table had announced for this day holds now
 * - `drift`: every coupled record is compared with its counterpart, whatever was agreed
 */
export const dueReasons = [
  'stale',
  'claimInProgress',
  'needMet',
  'changedOnOtherSide',
  'watched',
  'deleted',
  'restore',
  'retry',
  'now',
  'halved',
  'drift',
  'dayCome',
] as const;
export type DueReason = (typeof dueReasons)[number];

/**
 * Counters of `engine.md` section 7. Every record seen ends in exactly one of the first eight; the rest are marks beside them.
 * A record that a report names as due with `stale` or `claimInProgress` counts as `waiting` there: the ids page that looks at it again moves it to the outcome it ends in.
 * A record whose later reference is stored as a need keeps the outcome of its write.
 */
export const outcomeCounters = ['inserted', 'modified', 'deleted', 'unchanged', 'waiting', 'conflict', 'failed', 'skipped'] as const;
export const markCounters = ['coupled', 'uncoupled', 'merged', 'overwritten'] as const;
export type Outcome = (typeof outcomeCounters)[number];
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
  /** Names of the two services' budgets (host and principal), as `sync.v1.service-throttled` names them. */
  @IsOptional() @IsObject() budgets?: { sales: string; businessCentral: string };
  /** With an ids page: why its records are due. */
  @IsOptional() @IsIn(dueReasons) dueReason?: DueReason;
  /** Open issues of this mapping and direction are known: the report names the records that went well, so that theirs are settled. */
  @IsOptional() @IsBoolean() settles?: boolean;
  /** The direction was chosen by a person: it overwrites where both sides have changed. */
  @IsOptional() @IsBoolean() force?: boolean;
  /** Of a match: its pairs are shown and wait for approval. Of an undo: what was created is looked at, and nothing deleted. */
  @IsOptional() @IsBoolean() preview?: boolean;
}

export class PageTaken {
  /** Absent: nothing to do now. */
  @IsOptional() @IsObject() page?: PageLease;
}

/**
 * The page has been read: store its end and the next page in one insert, before the work begins. A repeat by the same holder changes nothing.
 * Pages of ids are known in full when they are made: they are not handed on.
 */
export class HandOnPage {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsString() end!: string;
  @IsOptional() @IsObject() next?: PageStart;
  /** The watermark that holds when the job is done; comes with the last page. */
  @IsOptional() @IsString() watermark?: string;
  /** The end of the page read before could not be recognised any more: the job closes with a presence compare. */
  @IsOptional() @IsBoolean() endLost?: boolean;
  /** Ids that the change feed reports as deleted: they become an ids page of their own, with due reason `deleted`. */
  @IsArray() deletedIds!: string[];
  /** Rows in this page. */
  @IsInt() rows!: number;
}

/** `refused`: the token is old, stop working on this page. */
export class TokenAnswer {
  @IsIn(['accepted', 'refused']) answer!: 'accepted' | 'refused';
  /** Renewed lease. */
  @IsOptional() @IsString() leaseEndsAt?: string;
  /** While a service has asked for silence: for how long, in milliseconds. */
  @IsOptional() @IsObject() pauseMs?: { sales?: number; businessCentral?: number };
  /** Changed share of the budgets. */
  @IsOptional() @IsObject() slots?: { sales: number; businessCentral: number };
}

export class RenewLease {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
}

/** The end of a page; its counters are added once, in the same transaction that marks it done. */
export class ReportPage {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsObject() counters!: Counters;
  @IsArray() issues!: RecordIssue[];
  @IsArray() due!: DueRecord[];
  /** Records of this page that were written or found unchanged: open issues of theirs are settled. Naming records without an issue is harmless; needed only where the lease `settles`. */
  @IsArray() settledIds!: string[];
  /** Requests sent, by side, for forecasts. */
  @IsObject() requests!: { sales: number; businessCentral: number };
  /** With an ids page: record id → how it ended, for every record of the page, so that a record which was counted as waiting or failed before moves to its new outcome. */
  @IsOptional() @IsObject() outcomes?: Record<string, Outcome>;

  static readonly check = bulk({
    pageId: uuid,
    token: whole,
    counters: anObject,
    issues: listOf(shape({ recordId: text, kind: text, code: text, message: text })),
    due: listOf(shape({ recordId: text, mapping: text, direction: text, reason: text })),
    settledIds: listOf(text),
    requests: anObject,
  });
}

/**
 * Part of what a page has found, ahead of its report, which then names the rest: issues of thousands of waiting records do not fit into one message.
 * Stored at once, and harmless when it is said again.
 */
export class ReportFindings {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsArray() issues!: RecordIssue[];
  @IsArray() due!: DueRecord[];
  @IsArray() settledIds!: string[];
}

/** Live progress inside a page; replaces what was said before for this page and token, adds nothing to the job. */
export class ReportProgress {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsObject() counters!: Counters;
}

/**
 * A page could not be done; the failure's kind decides: `transient` → again later; `misconfigured` → the connection is paused and needs attention;
 * code `watermark.expired` → the job is superseded by a new baseline; anything else → a few tries, then halved down to the record, which is parked.
 */
export class FailPage {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  @IsObject() failure!: { kind: string; code: string; message: string; retryAfterMs?: number };
  /** The ids that the page had read when it failed, so that it can be halved; a page of ids need not name them. */
  @IsOptional() @IsArray() recordIds?: string[];
}

/** A service asked for a pause: broadcast to every holder of its budget. */
export class ReportThrottle {
  @IsUUID() connectionId!: string;
  @IsIn(['sales', 'businessCentral']) side!: 'sales' | 'businessCentral';
  @IsInt() pauseMs!: number;
}

/** Every holder of a budget keeps silent until then. */
export class ServiceThrottled {
  /** As in `PageLease.budgets`. */
  @IsString() budget!: string;
  /** From now, in milliseconds. */
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
export const reportFindings = request('sync.v1.report-findings', { input: ReportFindings, output: TokenAnswer });
export const reportPage = request('sync.v1.report-page', { input: ReportPage, output: TokenAnswer });
export const failPage = request('sync.v1.fail-page', { input: FailPage, output: TokenAnswer });
export const reportThrottle = request('sync.v1.report-throttle', { input: ReportThrottle, output: Accepted });

/** A service asked for a pause. May be lost: the next renewal, and the next page, say so as well. */
export const serviceThrottled = event('sync.v1.service-throttled', { body: ServiceThrottled });

/** One message per page, so that the lag of the stream is the backlog. */
export const pageReady = work('sync.v1.page', { body: PageReady });
