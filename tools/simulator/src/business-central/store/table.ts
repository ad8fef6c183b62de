/** One table of a company: its rows, the indexes over them, and the three ways in which a transaction changes them. */
import { Column, Row, Value, blankOf, deleted, idOf, system } from './column';
import { ColumnIndex, Fold } from './column-index';
import { KeyOrder } from './key-order';
import type { Transaction } from './transaction';
import { VersionOrder } from './version-order';

/** `name` is the entity set that shows the table in the companion API (else in API v2.0); `alTable` is its name in AL, as messages use it. */
export interface TableDefinition {
  readonly name: string;
  readonly alTable: string;
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  readonly indexes: readonly string[];
  /** Buffers, ledgers and derived rows: their deletions are not logged and users do not write them. */
  readonly unlogged: boolean;
  readonly parent?: Parent;
}

/** The column that names the row (header, item …) which a row belongs to, by its id or by its key. */
export interface Parent {
  readonly column: string;
  readonly table: string;
  readonly by: 'id' | 'key';
}

export type Changes = ReadonlyArray<readonly [index: number, value: Value]>;

export class Table {
  private readonly byId = new Map<string, Row>();
  private readonly byKey = new Map<string, Row>();
  private readonly indexes = new Map<string, ColumnIndex>();
  private readonly places = new Map<string, number>();
  private readonly keyPlaces: readonly number[];
  private readonly blanks: readonly Value[];
  readonly versions: VersionOrder;
  readonly keys: KeyOrder;

  constructor(readonly definition: TableDefinition) {
    this.places.set('id', system.id);
    definition.columns.forEach((column, at) => this.places.set(column.name, system.first + at));
    this.keyPlaces = definition.key.map((name) => this.place(name));
    this.blanks = definition.columns.map(blankOf);
    this.versions = new VersionOrder(() => this.byId.size);
    this.keys = new KeyOrder((row) => this.keyOf(row));
    for (const name of definition.indexes) this.indexOn(this.place(name), 'exact');
  }

  get size(): number {
    return this.byId.size;
  }

  all(): IterableIterator<Row> {
    return this.byId.values();
  }

  /** Where a column stands in the rows of this table. */
  place(column: string): number {
    const place = this.places.get(column);
    if (place === undefined) throw new Error(`Table ${this.definition.name} has no column ${column}.`);
    return place;
  }

  has(column: string): boolean {
    return this.places.has(column);
  }

  blankRow(id: string): Row {
    return [id, 0, 0, 0, 0, '', ...this.blanks];
  }

  get(id: string): Row | undefined {
    return this.byId.get(id);
  }

  /** The row with these primary-key values. */
  find(...key: Value[]): Row | undefined {
    return this.byKey.get(key.length === 1 ? (key[0] as string) : key.join('\u0001'));
  }

  /** Rows whose indexed column has this value. */
  having(column: string, value: Value): readonly Row[] {
    return this.indexOn(this.place(column), 'exact').get(value);
  }

  /** The index over a column; one that nobody declared is made at its first use and kept up to date from then on. */
  indexOn(place: number, fold: Fold): ColumnIndex {
    const name = `${place}/${fold}`;
    let index = this.indexes.get(name);
    if (!index) {
      this.indexes.set(name, (index = new ColumnIndex(place, fold)));
      for (const row of this.byId.values()) index.add(row);
    }
    return index;
  }

  read(row: Row, column: string): Value {
    return row[this.place(column)] as Value;
  }

  text(row: Row, column: string): string {
    return row[this.place(column)] as string;
  }

  number(row: Row, column: string): number {
    return row[this.place(column)] as number;
  }

  /** Sortable text of the primary key. */
  keyOf(row: Row): string {
    if (this.keyPlaces.length === 1) return sortable(row[this.keyPlaces[0] as number] as Value);
    return this.keyPlaces.map((place) => sortable(row[place] as Value)).join('\u0001');
  }

  insert(transaction: Transaction, row: Row): Row {
    transaction.stampNew(row);
    this.enter(row);
    transaction.onRollback(() => this.leave(row));
    return row;
  }

  /** Writes the changes as one update: one new row version. */
  update(transaction: Transaction, row: Row, changes: Changes): Row {
    const before = row.slice();
    for (const [place, value] of changes) row[place] = value;
    transaction.stampChange(row);
    this.reindex(row, before);
    this.versions.add(row);
    transaction.onRollback(() => this.restore(row, before));
    return row;
  }

  /** Raises the version that readers see, because something that belongs to the row changed. */
  touch(transaction: Transaction, row: Row, version: number): void {
    const before = row[system.version] as Value;
    if ((before as number) >= version || before === deleted) return;
    row[system.version] = version;
    this.versions.add(row);
    transaction.onRollback(() => {
      row[system.version] = before;
      this.versions.add(row);
    });
  }

  remove(transaction: Transaction, row: Row): void {
    const version = row[system.version] as Value;
    this.leave(row);
    transaction.onRollback(() => {
      row[system.version] = version;
      this.enter(row);
    });
  }

  private enter(row: Row): void {
    this.byId.set(idOf(row), row);
    this.enterIndexes(row);
    this.versions.add(row);
    this.keys.add(row);
  }

  private leave(row: Row): void {
    this.leaveIndexes(row);
    this.byId.delete(idOf(row));
    row[system.version] = deleted;
    this.keys.forget();
  }

  private restore(row: Row, before: Row): void {
    const after = row.slice();
    before.forEach((value, at) => (row[at] = value));
    this.reindex(row, after);
    this.versions.add(row);
  }

  /** Moves a row in those indexes whose value changed. */
  private reindex(row: Row, before: Row): void {
    if (this.keyPlaces.some((place) => before[place] !== row[place])) {
      this.byKey.delete(this.lookupKey(before));
      this.byKey.set(this.lookupKey(row), row);
      this.keys.move(row);
    }
    for (const index of this.indexes.values()) index.move(row, before);
  }

  private enterIndexes(row: Row): void {
    this.byKey.set(this.lookupKey(row), row);
    for (const index of this.indexes.values()) index.add(row);
  }

  private leaveIndexes(row: Row): void {
    this.byKey.delete(this.lookupKey(row));
    for (const index of this.indexes.values()) index.remove(row);
  }

  private lookupKey(row: Row): string {
    return this.keyPlaces.length === 1
      ? (row[this.keyPlaces[0] as number] as string)
      : this.keyPlaces.map((place) => row[place]).join('\u0001');
  }
}

/** Numbers in a composed key are padded, so that line 10000 stands before line 100000. */
const sortable = (value: Value): string => (typeof value === 'number' ? value.toFixed(5).padStart(24, '0') : String(value));
