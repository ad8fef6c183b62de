/** What a dry run would have written, kept beside its claims until the review's overlay is dropped. */
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { request } from './contract';

/** A table of one system in one dry run. */
export class DryTable {
  @IsUUID() connectionId!: string;
  /** The review. */
  @IsUUID() overlay!: string;
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  /** The table's name in the catalogue. */
  @IsString() table!: string;
}

/** A row as it would be. */
export interface DryRow {
  readonly id: string;
  /** True where the row would exist only because of the dry run. */
  readonly created: boolean;
  /** True where the row would have been deleted. */
  readonly removed?: true;
  /** The columns that would have been written; later writes add to earlier ones. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** Keeps what would have been written. A row that would be created and is there already is not kept twice: its id is answered in `known`. */
export class KeepDryRows extends DryTable {
  @IsArray() @ArrayMaxSize(500) rows!: DryRow[];
}
export class DryRowsKept {
  @IsArray() known!: string[];
}

/** What would have been written to these rows. */
export class ReadDryRows extends DryTable {
  @IsArray() @ArrayMaxSize(5_000) ids!: string[];
}
/** The rows that would have been created, in the order of their ids. */
export class ListCreatedDryRows extends DryTable {
  @IsOptional() @IsString() after?: string;
  @IsInt() @Min(1) @Max(5_000) limit!: number;
}
export class DryRows {
  @IsArray() rows!: DryRow[];
}

export const keepDryRows = request('coupling.v1.keep-dry-rows', { input: KeepDryRows, output: DryRowsKept });
export const readDryRows = request('coupling.v1.read-dry-rows', { input: ReadDryRows, output: DryRows });
export const listCreatedDryRows = request('coupling.v1.list-created-dry-rows', { input: ListCreatedDryRows, output: DryRows });
