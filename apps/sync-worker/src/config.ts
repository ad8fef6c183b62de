import { IsArray, IsBoolean, IsInt, IsString, Max, Min } from 'class-validator';
import { Environment } from '@tandem/platform/config/environment';

/** What a worker reads from its environment, beside what every service reads. */
@Environment()
export class SyncWorkerEnvironment {
  /** Loopback addresses and plain http are allowed for both systems: the local stack and tests. */
  @IsBoolean()
  tandemAllowLoopback: boolean = false;

  /** Further hosts that may be reached, exact or `*.suffix`, separated by commas. */
  @IsArray()
  @IsString({ each: true })
  tandemAllowedHosts: string[] = [];

  /** Rows in one write request to Sales. */
  @IsInt()
  @Min(1)
  @Max(1_000)
  salesBatchSize: number = 100;

  /** Rows in one write request to Business Central. */
  @IsInt()
  @Min(1)
  @Max(100)
  businessCentralBatchSize: number = 100;

  /** Longest time that a request to one of the systems may take, in milliseconds. A write is sent only while the page's lease outlives it. */
  @IsInt()
  @Min(100)
  @Max(600_000)
  requestTimeoutMs: number = 30_000;
}
