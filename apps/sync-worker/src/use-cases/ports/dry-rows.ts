/** What a dry run would have written so far, shared by all workers. */
import { DryRow } from '@tandem/contracts/dry-run';
import { Table } from '@tandem/domain/tables/table';

export abstract class DryRows {
  /** Keeps rows; answers the ids of those that would have been created before. */
  abstract keep(table: Table, rows: readonly DryRow[]): Promise<ReadonlySet<string>>;
  abstract read(table: Table, ids: readonly string[]): Promise<readonly DryRow[]>;
  /** Rows that would have been created, after an id, in the order of ids. */
  abstract created(table: Table, after: string | undefined, limit: number): Promise<readonly DryRow[]>;
}
