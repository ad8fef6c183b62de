import { Interning } from './interning';

/** Every committed write, in order: the evidence from which an oracle judges duplicates, lost updates and echoes. */

export type WriteOperation = 'create' | 'update' | 'delete';

export interface HistoryEntry {
  /** Counts from 1 in the order of commit. */
  sequence: number;
  table: string;
  key: string;
  operation: WriteOperation;
  version: number;
  writer: string;
  /** Milliseconds since 1970, settable clock. */
  time: number;
  /** The columns that the write named (whether or not their value changed). */
  columns: readonly string[];
}

export type Write = Omit<HistoryEntry, 'sequence'>;

/** What to look for; all given conditions must hold. */
export interface HistoryQuery {
  since?: number;
  table?: string;
  key?: string;
  writer?: string;
  count?: number;
}

const operations: readonly WriteOperation[] = ['create', 'update', 'delete'];

/** Kept in parallel lists of small numbers, because a run may write millions of rows. */
export class WriteHistory {
  private readonly names = new Interning();
  private readonly columnLists = new Interning();
  private keys: string[] = [];
  private versions: number[] = [];
  private times: number[] = [];
  /** table, writer, operation and column list of each entry, four numbers in a row */
  private codes: number[] = [];

  append(write: Write): void {
    this.keys.push(write.key);
    this.versions.push(write.version);
    this.times.push(write.time);
    const columns = this.columnLists.codeOf(write.columns.join(','));
    this.codes.push(this.names.codeOf(write.table), this.names.codeOf(write.writer), operations.indexOf(write.operation), columns);
  }

  get length(): number {
    return this.keys.length;
  }

  clear(): void {
    this.keys = [];
    this.versions = [];
    this.times = [];
    this.codes = [];
  }

  /** The first `count` (default 10,000) matching entries after sequence number `since`. */
  find(query: HistoryQuery): HistoryEntry[] {
    const found: HistoryEntry[] = [];
    const wanted = query.count ?? 10_000;
    for (let at = query.since ?? 0; at < this.keys.length && found.length < wanted; at += 1) {
      if (query.key !== undefined && this.keys[at] !== query.key) continue;
      const entry = this.entryAt(at);
      if (query.table !== undefined && entry.table !== query.table) continue;
      if (query.writer !== undefined && entry.writer !== query.writer) continue;
      found.push(entry);
    }
    return found;
  }

  private entryAt(at: number): HistoryEntry {
    const columns = this.columnLists.nameOf(this.codes[at * 4 + 3] as number);
    return {
      sequence: at + 1,
      table: this.names.nameOf(this.codes[at * 4] as number),
      key: this.keys[at] as string,
      operation: operations[this.codes[at * 4 + 2] as number] as WriteOperation,
      version: this.versions[at] as number,
      writer: this.names.nameOf(this.codes[at * 4 + 1] as number),
      time: this.times[at] as number,
      columns: columns === '' ? [] : columns.split(','),
    };
  }
}
