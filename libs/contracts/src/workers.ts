/** Who is working: workers say that they are there, people look at what each has in hand. */
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { event, request } from './contract';

/** How often a worker says that it is there, in milliseconds. */
export const workerSaysEveryMs = 10_000;

/** A worker is there. */
export class WorkerHere {
  /** Made anew whenever the process starts. */
  @IsString() workerId!: string;
  /** Version of Tandem that the worker runs. */
  @IsString() version!: string;
  /** When it started. */
  @IsISO8601() since!: string;
}

/** A page in a worker's hand. */
export class PageInHand {
  @IsUUID() pageId!: string;
  @IsUUID() jobId!: string;
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  /** Rows of the page; absent until it has been read. */
  @IsOptional() @IsInt() rows?: number;
  /** Until then nobody else gets the page; the worker renews it. */
  @IsString() leaseEndsAt!: string;
}

/** Requests that a worker may have in flight to each system, over all pages it has in hand. */
export class WorkerSlots {
  @IsInt() sales!: number;
  @IsInt() businessCentral!: number;
}

/** A worker as people see it. */
export class WorkerView {
  @IsString() workerId!: string;
  /** Absent, as is `since`, where the worker has taken a page but not said yet that it is there. */
  @IsOptional() @IsString() version?: string;
  /** When it started. UTC ISO 8601, as all times. */
  @IsOptional() @IsString() since?: string;
  /** When it last said something: that it is there, or about a page. */
  @IsString() lastHeardAt!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PageInHand) pages!: PageInHand[];
  @ValidateNested() @Type(() => WorkerSlots) slots!: WorkerSlots;
}

/** Everybody who is working. */
export class ListWorkers {}

/** Workers that were heard within three times the pace at which they speak, or that hold a lease; the longest there first, 500 at most. */
export class WorkerList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => WorkerView) items!: WorkerView[];
}

/** May be lost: the next one follows soon. */
export const workerHere = event('sync.v1.worker-here', { body: WorkerHere });
export const listWorkers = request('sync.v1.list-workers', { input: ListWorkers, output: WorkerList });
