/** The rows that the contract of the record store port works with: made, read and read again. */
import { randomUUID } from 'node:crypto';
import { Cursor, PageRead, RecordStore, StoredRecord } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { Values } from '@tandem/domain/value';

export interface ContractSubject {
  readonly store: RecordStore;
  /** A table with change feed whose rows may be created with an id. */
  readonly table: Table;
  /** Its column with free text, and one that names rows and is unique enough to be found by. */
  readonly textColumn: string;
  readonly keyColumn: string;
  /** Values of a valid new row; `mark` is short and unique. */
  readonly valuesOf: (mark: string) => Values;
  /** Values that the service refuses. */
  readonly poison: Values;
}

/** All pages of a run, with the cursors they were read from. */
export interface Run {
  readonly pages: readonly PageRead[];
  readonly froms: readonly Cursor[];
  readonly records: readonly StoredRecord[];
  readonly watermark: string;
}

/** A short text that no other row has. */
export const marked = (): string => randomUUID().slice(0, 8).toUpperCase();

export class ContractRows {
  constructor(readonly subject: ContractSubject) {}

  columns(): string[] {
    return [this.subject.textColumn, this.subject.keyColumn];
  }

  async read(from: Cursor, size: number): Promise<Run> {
    const { store, table } = this.subject;
    const pages: PageRead[] = [];
    const froms: Cursor[] = [];
    for (let next: Cursor | undefined = from; next; next = pages.at(-1)?.next) {
      froms.push(next);
      pages.push(await store.readPage({ table, columns: this.columns(), from: next, size }));
    }
    const watermark = pages.at(-1)?.watermark;
    if (watermark === undefined) throw new Error('The last page has no watermark.');
    return { pages, froms, records: pages.flatMap(({ records }) => records), watermark };
  }

  baseline(size = 5_000): Promise<Run> {
    return this.read({ kind: 'baseline', token: null }, size);
  }

  changes(watermark: string, size = 1_000): Promise<Run> {
    return this.read({ kind: 'changes', token: watermark }, size);
  }

  /** New rows; all of them must have been written. */
  async create(count: number): Promise<{ ids: string[]; marks: string[] }> {
    const ids = Array.from({ length: count }, () => randomUUID());
    const marks = ids.map(marked);
    const records = ids.map((id, index) => ({ id, values: this.subject.valuesOf(marks[index] as string) }));
    const outcomes = await this.subject.store.create(this.subject.table, records);
    expect(outcomes.map(({ kind }) => kind)).toEqual(ids.map(() => 'written'));
    return { ids, marks };
  }

  /** A page size by which all rows take several pages. */
  async severalPages(): Promise<number> {
    return Math.min(5_000, Math.ceil((await this.subject.store.count(this.subject.table, 1_000_000)) / 5));
  }

  async one(id: string): Promise<StoredRecord> {
    const [record] = await this.subject.store.readByIds(this.subject.table, [id], this.columns());
    if (!record) throw new Error(`There is no row ${id}.`);
    return record;
  }
}
