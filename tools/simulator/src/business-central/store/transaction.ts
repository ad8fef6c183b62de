/** One transaction: it stamps rows with versions, can be rolled back as a whole, and reports what it wrote when it commits. */
import { Row, idOf, system } from './column';
import type { Table } from './table';
import type { WriteHistory, WriteOperation } from '../../service/write-history';

export interface Writer {
  /** Name in the write history. */
  readonly name: string;
  /** User security id, shown as systemModifiedBy. */
  readonly userId: string;
}

/** Where versions and times come from; a held edit commits with a version that was taken earlier. */
export interface Stamps {
  nextVersion(): number;
  now(): number;
  newId(): string;
}

interface Written {
  readonly table: Table;
  readonly row: Row;
  readonly operation: WriteOperation;
  readonly version: number;
  readonly columns: string[];
}

export class Transaction {
  private undo: Array<() => void> = [];
  private written: Written[] = [];

  constructor(
    private readonly stamps: Stamps,
    readonly writer: Writer,
  ) {}

  /** SystemId of a row that the caller gives none. */
  newId(): string {
    return this.stamps.newId();
  }

  nextVersion(): number {
    return this.stamps.nextVersion();
  }

  now(): number {
    return this.stamps.now();
  }

  stampNew(row: Row): void {
    const now = this.stamps.now();
    row[system.version] = row[system.ownVersion] = this.stamps.nextVersion();
    row[system.createdAt] = row[system.modifiedAt] = now;
    row[system.modifiedBy] = this.writer.userId;
  }

  stampChange(row: Row): void {
    const version = this.stamps.nextVersion();
    row[system.ownVersion] = version;
    row[system.version] = Math.max(row[system.version] as number, version);
    row[system.modifiedAt] = this.stamps.now();
    row[system.modifiedBy] = this.writer.userId;
  }

  onRollback(undo: () => void): void {
    this.undo.push(undo);
  }

  /** Notes a write for the history; `columns` are those that the writer named. */
  note(table: Table, row: Row, operation: WriteOperation, columns: string[]): void {
    const version = operation === 'delete' ? this.stamps.nextVersion() : (row[system.ownVersion] as number);
    this.written.push({ table, row, operation, version, columns });
  }

  get rowsWritten(): number {
    return this.written.length;
  }

  /** What is done until now stays, whatever fails later (posting commits in between). */
  commit(history: WriteHistory): void {
    const { name: writer } = this.writer;
    const time = this.stamps.now();
    for (const { table, row, operation, version, columns } of this.written)
      history.append({ table: table.definition.name, key: idOf(row), operation, version, writer, time, columns });
    this.written = [];
    this.undo = [];
  }

  rollback(): void {
    for (const undo of this.undo.reverse()) undo();
    this.undo = [];
    this.written = [];
  }
}
