/** What may be asked about the records of both systems; answered by sync-worker. */
import { IsInt, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { request } from './contract';

/** How many records take part in a mapping, on both sides and within its filters. */
export class CountRecords {
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  /** Counting may stop here; a service's own exact count is not cut. */
  @IsOptional() @IsInt() @Min(1) limit?: number;
}

/** How many records there are. */
export class RecordCounts {
  @IsInt() businessCentral!: number;
  @IsInt() sales!: number;
}

export const countRecords = request('records.v1.count', { input: CountRecords, output: RecordCounts, timeoutMs: 30_000 });

/** How many records of Business Central, out of a sample, have a counterpart in Sales by the keys of the mapping; couplings are not looked at. */
export class SampleMatches {
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
}

export class MatchSample {
  @IsInt() sampled!: number;
  @IsInt() matched!: number;
}

export const sampleMatches = request('records.v1.sample-matches', { input: SampleMatches, output: MatchSample, timeoutMs: 30_000 });
