/** The rows that dry runs would have written: a port, since they are kept in a database. */

/** A row as it would be. */
export interface DryRow {
  readonly id: string;
  /** True where the row would exist only because of the dry run. */
  readonly created: boolean;
  /** True where the row would have been deleted. */
  readonly removed?: true;
  /** The columns that would have been written. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** One table of one system in one dry run. */
export interface DryScope {
  readonly connectionId: string;
  readonly overlay: string;
  readonly side: 'businessCentral' | 'sales';
  readonly table: string;
}

export abstract class DryRows {
  /** Adds rows, or adds columns to rows kept before. Answers the ids of rows that are created a second time; those are left as they are. */
  abstract keep(scope: DryScope, rows: readonly DryRow[]): Promise<string[]>;
  abstract read(scope: DryScope, ids: readonly string[]): Promise<DryRow[]>;
  /** Rows that would have been created and would still be there, after an id, in the order of ids. */
  abstract created(scope: DryScope, after: string, limit: number): Promise<DryRow[]>;
  /** Forgets everything that one dry run has kept. */
  abstract drop(connectionId: string, overlay: string): Promise<void>;
}
