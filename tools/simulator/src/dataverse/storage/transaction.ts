import type { WriteOperation } from '../../service/write-history';
import type { Database } from './database';
import { Row } from './row';
import type { TableStore } from './table-store';

/** One unit of work: its changes are seen at once by itself, logged when it commits, undone when it does not. */

interface PendingWrite {
  readonly store: TableStore;
  readonly row: Row;
  readonly version: number;
  readonly operation: WriteOperation;
  readonly columns: readonly string[];
}

export interface TransactionSettings {
  /** Name of the writer in the history. */
  writer: string;
  /** Rows made by the sample or the generator are no writes. */
  recordHistory: boolean;
  /** A row version taken earlier (held), used for the first change. */
  version?: number;
}

export class Transaction {
  private readonly undo: Array<() => void> = [];
  private readonly writes: PendingWrite[] = [];
  private heldVersion: number | undefined;

  constructor(
    readonly database: Database,
    private readonly settings: TransactionSettings,
  ) {
    this.heldVersion = settings.version;
  }

  insert(store: TableStore, id: string, cells: readonly unknown[], columns: readonly string[]): Row {
    const row = new Row(id, this.nextVersion(), cells);
    store.add(row);
    this.undo.push(() => store.drop(row));
    this.record(store, row, 'create', columns);
    return row;
  }

  update(store: TableStore, row: Row, cells: readonly unknown[], columns: readonly string[]): void {
    const { version, cells: before } = row;
    store.replaceCells(row, cells);
    row.version = this.nextVersion(version);
    this.undo.push(() => {
      store.replaceCells(row, before);
      row.version = version;
    });
    this.record(store, row, 'update', columns);
  }

  remove(store: TableStore, row: Row): void {
    const { version } = row;
    store.drop(row);
    row.deleted = true;
    row.version = this.nextVersion(version);
    this.undo.push(() => {
      row.deleted = false;
      row.version = version;
      store.add(row);
    });
    this.record(store, row, 'delete', []);
  }

  /** A change that is no row: links between rows. */
  also(change: () => void, undo: () => void): void {
    change();
    this.undo.push(undo);
  }

  commit(): void {
    const { history, clock } = this.database.core;
    const time = clock.now();
    for (const { store, row, version, operation, columns } of this.writes) {
      store.changes.append(version, row);
      store.changes.compact(store.rows.size);
      if (operation === 'delete') row.cells = [];
      if (!this.settings.recordHistory) continue;
      history.append({ table: store.table.logicalName, key: row.id, operation, version, writer: this.settings.writer, time, columns });
    }
  }

  rollback(): void {
    for (const step of this.undo.reverse()) step();
  }

  get rowsWritten(): number {
    return this.writes.length;
  }

  private record(store: TableStore, row: Row, operation: WriteOperation, columns: readonly string[]): void {
    this.writes.push({ store, row, version: row.version, operation, columns });
  }

  /** The held version, unless the row has been changed since it was taken: versions of a row never fall. */
  private nextVersion(present = 0): number {
    const held = this.heldVersion;
    this.heldVersion = undefined;
    return held !== undefined && held > present ? held : this.database.core.rowVersions.next();
  }
}
