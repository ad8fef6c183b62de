/** The environment of sync-orchestration: times and limits. */
import { Environment } from '@tandem/platform/config/environment';
import { IsInt, Max, Min } from 'class-validator';

@Environment()
export class SyncOrchestrationEnvironment {
  /** How long a worker keeps a page without renewing, in milliseconds; workers renew at a third of it, and write only while it outlives a request. */
  @IsInt()
  @Min(500)
  @Max(600_000)
  leaseMs: number = 60_000;

  /** After how long a holder that says nothing counts for one request in flight only, in milliseconds. */
  @IsInt()
  @Min(500)
  @Max(600_000)
  silentHolderMs: number = 10_000;

  /** Requests that Dataverse bears in flight for one user. */
  @IsInt()
  @Min(3)
  @Max(1_000)
  salesSlots: number = 52;

  /** Requests that Business Central processes at once for one user. */
  @IsInt()
  @Min(3)
  @Max(1_000)
  businessCentralSlots: number = 5;

  /** Requests in flight that are kept for people who wait. */
  @IsInt()
  @Min(0)
  @Max(100)
  interactiveSlots: number = 2;

  /** Most requests in flight of one page that writes to Sales. */
  @IsInt()
  @Min(1)
  @Max(100)
  pageSalesSlots: number = 8;

  /** Most requests in flight of one page that writes to Business Central. */
  @IsInt()
  @Min(1)
  @Max(100)
  pageBusinessCentralSlots: number = 2;

  /** Most requests in flight of one page, on the side it reads from. */
  @IsInt()
  @Min(1)
  @Max(100)
  pageSourceSlots: number = 1;

  /** The pause before a page that failed is tried again; doubled each time, in milliseconds. */
  @IsInt()
  @Min(1)
  @Max(600_000)
  firstRetryMs: number = 500;

  @IsInt()
  @Min(1)
  @Max(3_600_000)
  longestRetryMs: number = 60_000;

  /** How many times a page that fails for no passing reason is tried before it is halved. */
  @IsInt()
  @Min(1)
  @Max(100)
  mostFailures: number = 3;

  /** Share of a mapping's couplings, in percent, beyond which deletions of one direction are asked about. */
  @IsInt()
  @Min(0)
  @Max(100)
  guardPercent: number = 5;

  /** Number of deletions of a mapping and direction beyond which they are asked about, whatever their share. */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  guardDeletions: number = 100;

  /** Over which time deletions are counted together, in milliseconds. */
  @IsInt()
  @Min(1_000)
  @Max(30 * 86_400_000)
  guardWithinMs: number = 86_400_000;

  /** After how long a page that nobody has taken is announced again, in milliseconds. */
  @IsInt()
  @Min(100)
  @Max(600_000)
  forgottenPageMs: number = 5_000;

  /** How often records that are due become pages, jobs are closed and reviews move on, in milliseconds. */
  @IsInt()
  @Min(20)
  @Max(600_000)
  sweepMs: number = 500;

  /** How often open needs, expired claims and ended dry runs are looked after, in milliseconds. */
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  slowSweepMs: number = 15_000;
}
