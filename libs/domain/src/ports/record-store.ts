/** What the engine asks of either system: read pages, read by id, find, create, update, delete. One implementation per system, both pass one suite. */
import { Failure } from '../failure';
import { Table } from '../tables/table';
import { Value, Values } from '../value';

/** A row as it was read. */
export interface StoredRecord {
  readonly id: string;
  /** Opaque version for optimistic concurrency (the ETag), sent back with an update. */
  readonly version: string;
  /** When the service says the row was last changed, UTC ISO 8601; null where the table has no such stamp. */
  readonly modifiedAt: string | null;
  readonly values: Values;
  /** Lookups with several targets that were read: column → name of the table the value belongs to, where the service says it. */
  readonly lookupTables?: Readonly<Record<string, string>>;
}

/**
 * Where a page of a run begins. Opaque to everyone but the connector that made it; JSON, safe to store.
 * - `baseline`: the first read of everything; Sales: tracked read and its next links; Business Central: the range from row version 0
 * - `changes`: what has changed since a watermark; the first page's token is that watermark
 */
export type Cursor = {
  readonly kind: 'baseline' | 'changes';
  readonly token: string | null;
  /** True for a page that closes a baseline: it shows rows of earlier pages again, and is read when the work on those is done. */
  readonly closes?: boolean;
};

/** What a finished run stores so that the next one starts there; opaque, made by `readPage`. */
export type Watermark = string;

export interface ReadPage {
  readonly table: Table;
  /** Columns wanted, besides id, version and stamp. */
  readonly columns: readonly string[];
  readonly from: Cursor;
  /**
   * The stored end of this page where it is read again; rows beyond belong to the next page. The answer has neither `next` nor `watermark` then:
   * those of the first reading hold, since a later link or bound would skip what changed in between.
   */
  readonly until?: string;
  /** Wished number of rows; the service may give fewer. At most 5,000. */
  readonly size: number;
}

export interface PageRead {
  readonly records: readonly StoredRecord[];
  /** Ids that the change feed reports as deleted. A question, not a fact: re-read before acting. */
  readonly deletedIds: readonly string[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: Cursor;
  /** The end of this page, to be stored with the hand-on and given back as `until`. */
  readonly end: string;
  /** The watermark that holds once every page of the run is done; present on the last page. */
  readonly watermark?: Watermark;
  /** True where `until` was given but its end can't be recognised any more: the job must close with a presence compare. */
  readonly endLost?: boolean;
  /** True where rows may have been deleted during the run (or since the watermark) without any feed telling: the job must close with a presence compare. */
  readonly deletionsUnknown?: boolean;
}

/** Rows that belong to another row, and are read with it. */
export interface LinesToRead {
  readonly table: Table;
  readonly columns: readonly string[];
  /** The property of the header's row under which the service shows its lines. */
  readonly navigation: string;
}

/** Documents to read by their ids; at most 500. */
export interface ReadDocuments {
  readonly table: Table;
  readonly columns: readonly string[];
  readonly ids: readonly string[];
  readonly lines: LinesToRead;
}

/** A header with its lines. */
export interface StoredDocument extends StoredRecord {
  readonly lines: readonly StoredRecord[];
}

/** A row to create. */
export interface NewRecord {
  /** The id that was claimed (identity `callerId`), or null where the service chooses. */
  readonly id: string | null;
  readonly values: Values;
  /** Lookups with several targets: column → name of the table the value belongs to. */
  readonly lookupTables?: Readonly<Record<string, string>>;
}

/** A row to change; only the columns that change. */
export interface ChangedRecord {
  readonly id: string;
  /** The version that was read; null forces the write (one-way columns only). */
  readonly version: string | null;
  readonly values: Values;
  readonly lookupTables?: Readonly<Record<string, string>>;
}

/** What keeps a late worker from writing: asked before each request of a bulk is sent. */
export interface WritePermit {
  /** Whether the caller's lease outlives a request that takes up to so many milliseconds. */
  covers(milliseconds: number): boolean;
}

/** How one write of a bulk ended. The outcomes stand in the order of the records. */
export type WriteOutcome =
  /** Written; `values` holds what the server made of it where its answer said so. */
  | { readonly kind: 'written'; readonly id: string; readonly version: string | null; readonly values?: Values }
  /** Create: a row with this id or natural key is there already (`id` when the answer names it). */
  | { readonly kind: 'duplicate'; readonly id: string | null; readonly failure: Failure }
  /** Update: the row has changed since it was read. */
  | { readonly kind: 'stale' }
  /** Update: the row does not exist any more. */
  | { readonly kind: 'missing' }
  /** The service refused this record for good (parks), or the world hiccupped: `write.notSent` was certainly not written, `write.outcomeUnknown` may have been: read before writing again. */
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A question for rows whose columns equal the given values: one entry, one set of equalities, all combined with *and*. Text compares without case. */
export interface KeyQuery {
  readonly table: Table;
  readonly columns: readonly string[];
  /** Columns wanted in the answer besides those asked for. */
  readonly select: readonly string[];
  readonly keys: readonly (readonly Value[])[];
}

/**
 * Access to the rows of one system under one connection. Reads throw `Failure`s: `transient` (with `retryAfterMs` where the service said so),
 * `misconfigured` (credentials, rights), `rejected` (the request itself is refused; `watermark.expired` asks for a new baseline).
 * Writes never throw a Failure: what befalls a whole request stands in the outcome of each of its records, because other requests may have written.
 */
export abstract class RecordStore {
  /** One page of a run. */
  abstract readPage(page: ReadPage): Promise<PageRead>;
  /** The rows with these ids; those that do not exist are left out. At most 500 ids. */
  abstract readByIds(table: Table, ids: readonly string[], columns: readonly string[]): Promise<StoredRecord[]>;
  /** The documents with these ids, each with its lines, in one read: the lines are those of the header's version. Those that do not exist are left out. */
  abstract readDocuments(documents: ReadDocuments): Promise<StoredDocument[]>;
  /** The rows that match one of the keys; at most 500 keys. */
  abstract findByKeys(query: KeyQuery): Promise<StoredRecord[]>;
  /** All rows of a small table (rates, option values, users of a role). */
  abstract readAll(table: Table, columns: readonly string[]): Promise<StoredRecord[]>;
  /** Creates rows, never updates: what is there already answers `duplicate`. */
  abstract create(table: Table, records: readonly NewRecord[], permit?: WritePermit): Promise<WriteOutcome[]>;
  /** Changes rows under the version that was read. */
  abstract update(table: Table, records: readonly ChangedRecord[], permit?: WritePermit): Promise<WriteOutcome[]>;
  /** Deletes rows under the version that was read; a row that is gone counts as written. */
  abstract remove(table: Table, records: readonly { id: string; version: string | null }[], permit?: WritePermit): Promise<WriteOutcome[]>;
  /** The number of rows in a table, exact up to `limit`. */
  abstract count(table: Table, limit: number): Promise<number>;
}
