/** What the gateway takes and answers about connections beyond the contracts. */
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { ConnectionView } from '@tandem/contracts/connection';
import { ConnectionChanges } from '@tandem/contracts/connection-body';

/** The contract carries the changes sealed. */
export class ChangeConnectionRequest extends ConnectionChanges {
  @IsUUID() connectionId!: string;
}

/** The contract names the person as well. */
export class ResetConfigurationRequest {
  @IsUUID() connectionId!: string;
  /** Shows what would change and changes nothing. */
  @IsOptional() @IsBoolean() dryRun?: boolean;
  /** You have seen what would change and want it; without it nothing is reset that anybody has set. */
  @IsOptional() @IsBoolean() confirm?: boolean;
}

/** How many of the mappings run by themselves; none of none while the connection is disabled. */
export class ScheduledJobs {
  @IsInt() active!: number;
  @IsInt() total!: number;
}

/** A connection, and what is done on it. */
export class ConnectionWithReview extends ConnectionView {
  /** The latest full-sync review; absent while there is none, or where it cannot be told at the moment. */
  @IsOptional() @IsUUID() latestReviewId?: string;
  /** Absent where it cannot be told at the moment. */
  @IsOptional() @ValidateNested() @Type(() => ScheduledJobs) scheduledJobs?: ScheduledJobs;
}
