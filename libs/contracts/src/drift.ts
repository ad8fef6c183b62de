/** Drift: what should be equal and is not, though no change feed has told. A compare reads every coupled record of both sides, whatever was agreed, and repairs. */
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { request } from './contract';
import { JobState, jobStates } from './jobs';

/** The last compare of one mapping in one direction. */
export class DriftView {
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsUUID() jobId!: string;
  @IsIn(jobStates) state!: JobState;
  @IsString() askedAt!: string;
  @IsOptional() @IsString() endedAt?: string;
  /** Records that were compared so far. */
  @IsInt() compared!: number;
  /** Those that differed and were written. */
  @IsInt() repaired!: number;
  /** Those among them where a value that somebody had typed into a one-way field was overwritten; each is listed as an issue. */
  @IsInt() overwritten!: number;
  /** Those that were deleted, on either side, without anybody having told. */
  @IsInt() deleted!: number;
  /** Those whose sides differ, and a person must decide. */
  @IsInt() conflicts!: number;
  /** Those that could not be repaired; each is listed as an issue. */
  @IsInt() failed!: number;
}

export class ListDrift {
  @IsUUID() connectionId!: string;
}

/** Compares every coupled record of a mapping, or of all mappings; each direction in turn. A compare that is under way stands for a new one. */
export class CompareDrift {
  @IsUUID() connectionId!: string;
  @IsOptional() @IsString() mapping?: string;
}

export class DriftList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => DriftView) items!: DriftView[];
}

export const listDrift = request('sync.v1.list-drift', { input: ListDrift, output: DriftList });
/** @throws Failure `rejected` `mapping.notFound`; `blocked` `connection.disabled` */
export const compareDrift = request('sync.v1.compare-drift', { input: CompareDrift, output: DriftList, timeoutMs: 30_000 });
