/** What people may ask about jobs: one mapping, in one direction, for one reason. */
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { request } from './contract';
import { JobReason, jobReasons } from './sync';

/**
 * - `queued`: starts when the job before it has ended (from Sales follows to Sales)
 * - `running`: its pages are handed out
 * - `paused`: no page is handed out; workers finish what they have in hand
 * - `cancelling`: as paused, for good; becomes `cancelled` when no lease is open
 * - `finished`: every page is done; its watermark, if any, was written in the same transaction
 * - `failed`: can't go on; `failure` says why
 * - `superseded`: its watermark had expired; a new baseline took its place
 */
export const jobStates = ['queued', 'running', 'paused', 'cancelling', 'finished', 'failed', 'cancelled', 'superseded'] as const;
export type JobState = (typeof jobStates)[number];

/** Who or what asked for the job. */
export const jobTriggers = ['review', 'person', 'schedule', 'due'] as const;
export type JobTrigger = (typeof jobTriggers)[number];

/** Counts of one job or of one direction of a review line. Every record seen is in exactly one of inserted … skipped, at any moment; the rest are marks beside them. */
export class RunCounters {
  /** Records that were looked at. */
  @IsInt() seen!: number;
  @IsInt() inserted!: number;
  @IsInt() modified!: number;
  @IsInt() deleted!: number;
  @IsInt() unchanged!: number;
  /** Looked at, but not decided yet: something must come first, or the record is looked at again. */
  @IsInt() waiting!: number;
  @IsInt() conflict!: number;
  /** Parked: retried when record, need or mapping changes, or by hand. */
  @IsInt() failed!: number;
  /** Left alone for a reason that has a code; records with several candidates are among them. */
  @IsInt() skipped!: number;
  @IsInt() coupled!: number;
  @IsInt() uncoupled!: number;
  @IsInt() merged!: number;
  @IsInt() overwritten!: number;
}

/** Requests sent to each system. */
export class RequestCounts {
  @IsInt() sales!: number;
  @IsInt() businessCentral!: number;
}

/** Why a job, a line or a connection can't go on. */
export class StopReason {
  @IsString() code!: string;
  @IsString() message!: string;
}

/** A job as people see it. */
export class JobView {
  @IsUUID() id!: string;
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsIn(jobReasons) reason!: JobReason;
  @IsIn(jobTriggers) trigger!: JobTrigger;
  @IsIn(jobStates) state!: JobState;
  @IsOptional() @IsUUID() reviewId?: string;
  @IsBoolean() dryRun!: boolean;
  @ValidateNested() @Type(() => RunCounters) counters!: RunCounters;
  @ValidateNested() @Type(() => RequestCounts) requests!: RequestCounts;
  /** Pages planned so far; grows while the source is read. */
  @IsInt() pages!: number;
  @IsInt() pagesDone!: number;
  /** Records a second since the job started, or over its whole run. */
  @Min(0) recordsPerSecond!: number;
  /** True where a trigger came while the job was active: it runs once more when it has ended. */
  @IsBoolean() runAgain!: boolean;
  @IsOptional() @ValidateNested() @Type(() => StopReason) failure?: StopReason;
  /** UTC ISO 8601, as all times. */
  @IsString() createdAt!: string;
  @IsOptional() @IsString() startedAt?: string;
  @IsOptional() @IsString() endedAt?: string;
}

/** One job of a connection. */
export class JobReference {
  @IsUUID() connectionId!: string;
  @IsUUID() jobId!: string;
}

/** The jobs of a connection, newest first. */
export class ListJobs {
  @IsUUID() connectionId!: string;
  @IsOptional() @IsString() mapping?: string;
  @IsOptional() @IsIn(['toSales', 'fromSales']) direction?: 'toSales' | 'fromSales';
  @IsOptional() @IsIn(jobStates) state?: JobState;
  @IsOptional() @IsIn(jobReasons) reason?: JobReason;
  @IsOptional() @IsUUID() reviewId?: string;
  @IsInt() @Min(1) @Max(500) limit!: number;
  /** From the answer before. */
  @IsOptional() @IsString() cursor?: string;
}

export class JobList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => JobView) items!: JobView[];
  @IsOptional() @IsString() nextCursor?: string;
}

/** *Synchronise now* of one mapping. */
export class Synchronize {
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  /** One direction only; else every direction of the mapping, to Sales first. */
  @IsOptional() @IsIn(['toSales', 'fromSales']) direction?: 'toSales' | 'fromSales';
  /** Everything instead of what has changed since the watermark. Decides three-way like any run. */
  @IsOptional() @IsBoolean() full?: boolean;
  /** Only these records, by the id of the direction's source side; needs `direction`. */
  @IsOptional() @IsArray() @ArrayMaxSize(5_000) @IsUUID(undefined, { each: true }) ids?: string[];
  /** The chosen direction overwrites where both sides changed; only with `ids` and `direction`. */
  @IsOptional() @IsBoolean() force?: boolean;
  @IsOptional() @IsBoolean() dryRun?: boolean;
}

/** Runs what has changed, for every mapping of the connection that can run. */
export class SynchronizeAll {
  @IsUUID() connectionId!: string;
}

export class JobsStarted {
  /** In the order in which they run per mapping. A job that was active already is named instead of a new one; it runs again when it has ended. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => JobView) jobs!: JobView[];
}

/** Every open parked, conflicting or waiting record of a job is looked at again. */
export class RecordsDue {
  @IsInt() records!: number;
}

/** One mapping of a connection may be run this often; `null` means only on demand. */
export class Schedule {
  @IsString() mapping!: string;
  @IsBoolean() enabled!: boolean;
  @IsInt() @Min(1) @Max(100_000) intervalMinutes!: number;
  @IsOptional() @IsString() nextRunAt?: string;
}

export class ReadSchedules {
  @IsUUID() connectionId!: string;
}

/** Changes how often a mapping runs by itself. */
export class ChangeSchedule {
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  @IsOptional() @IsBoolean() enabled?: boolean;
  @IsOptional() @IsInt() @Min(1) @Max(100_000) intervalMinutes?: number;
}

export class Schedules {
  @IsArray() @ValidateNested({ each: true }) @Type(() => Schedule) items!: Schedule[];
}

/** Live view of what a connection may send: one entry per system. */
export class ServiceLimit {
  @IsIn(['sales', 'businessCentral']) side!: 'sales' | 'businessCentral';
  /** Requests in flight that the service may be sent at the moment, over all holders and connections of the same principal. */
  @IsInt() slots!: number;
  /** The most it may grow to. */
  @IsInt() ceiling!: number;
  @IsInt() inUse!: number;
  /** While the service has asked for silence. */
  @IsOptional() @IsString() pausedUntil?: string;
}

export class ReadLimits {
  @IsUUID() connectionId!: string;
}

export class Limits {
  @IsArray() @ValidateNested({ each: true }) @Type(() => ServiceLimit) items!: ServiceLimit[];
  /** Set while no page of the connection is handed out because its set-up is wrong. */
  @IsOptional() @ValidateNested() @Type(() => StopReason) attention?: StopReason;
}

/** A person has put the set-up right: hand out pages again at once. */
export class ResumeConnection {
  @IsUUID() connectionId!: string;
}

export class ConnectionResumed {
  @IsObject() resumed!: { jobs: number };
}

export const listJobs = request('sync.v1.list-jobs', { input: ListJobs, output: JobList });
/** @throws Failure `rejected` `job.notFound` */
export const readJob = request('sync.v1.read-job', { input: JobReference, output: JobView });
/** @throws Failure `job.notFound`, `blocked` `job.ended` */
export const cancelJob = request('sync.v1.cancel-job', { input: JobReference, output: JobView });
export const retryFailedRecords = request('sync.v1.retry-failed-records', { input: JobReference, output: RecordsDue });
/** @throws Failure `rejected` `mapping.notFound`, `job.wrongDirection`, `job.directionNeeded`; `blocked` `connection.disabled` */
export const synchronize = request('sync.v1.synchronize', { input: Synchronize, output: JobsStarted, timeoutMs: 30_000 });
export const synchronizeAll = request('sync.v1.synchronize-all', { input: SynchronizeAll, output: JobsStarted, timeoutMs: 30_000 });
export const readSchedules = request('sync.v1.read-schedules', { input: ReadSchedules, output: Schedules });
export const changeSchedule = request('sync.v1.change-schedule', { input: ChangeSchedule, output: Schedules });
export const readLimits = request('sync.v1.read-limits', { input: ReadLimits, output: Limits });
export const resumeConnection = request('sync.v1.resume-connection', { input: ResumeConnection, output: ConnectionResumed });
