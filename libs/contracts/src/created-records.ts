/** What a review has created, for the one who undoes it. */
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { request } from './contract';
import { CouplingScope } from './coupling';

/** Couplings whose target a review has created, in state `coupled`, by coupling id: page by page, or those of some sources. */
export class ListCreated extends CouplingScope {
  @IsUUID() reviewId!: string;
  @IsString() mapping!: string;
  /** The direction in which the target was created. */
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  /** Only of these sources. */
  @IsOptional() @IsArray() sourceIds?: string[];
  /** Id of the last coupling of the page before. */
  @IsOptional() @IsUUID() after?: string;
  @IsInt() @Min(1) @Max(5_000) limit!: number;
}

/** A pair of which one record was created. */
export interface CreatedRecord {
  readonly couplingId: string;
  readonly version: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly label: string | null;
  /** When the coupling was last changed: the target was last written before that. */
  readonly changedAt: string;
  /** The page that changed it last. */
  readonly settledPage: string | null;
  /** The page that holds an open claim under a lease that has not ended. */
  readonly heldBy: string | null;
}
export class CreatedRecords {
  @IsArray() records!: CreatedRecord[];
}

export const listCreated = request('coupling.v1.list-created', { input: ListCreated, output: CreatedRecords });
