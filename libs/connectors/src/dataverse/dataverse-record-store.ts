/** Dynamics 365 Sales as a RecordStore: Dataverse tables and the values of option sets. */
import { Clock, SystemClock } from '@tandem/domain/clock';
import {
  ChangedRecord,
  KeyQuery,
  NewRecord,
  PageRead,
  ReadDocuments,
  ReadPage,
  RecordStore,
  StoredDocument,
  StoredRecord,
  WriteOutcome,
  WritePermit,
} from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { ServiceParts } from '../http/service-parts';
import { DataverseClient } from './dataverse-client';
import { EntityLookUps } from './entity-look-ups';
import { EntityPages } from './entity-pages';
import { EntityTables } from './entity-tables';
import { EntityWrites } from './entity-writes';
import { OptionSetStore } from './option-set-store';

export interface DataverseSettings extends ServiceParts {
  /** Every table that is read or that a lookup may name. */
  readonly tables: Iterable<Table>;
  /** Rows in one write request; at most 1,000. */
  readonly batchSize?: number;
  /** How far before its start a run looks for rows that were committed late, in milliseconds. */
  readonly overlapMs?: number;
  readonly clock?: Clock;
}

/** Built for one connection and kept while it lives: it remembers which tables offer bulk creation. */
export class DataverseRecordStore extends RecordStore {
  private readonly pages: EntityPages;
  private readonly lookUps: EntityLookUps;
  private readonly writes: EntityWrites;
  private readonly options: OptionSetStore;

  constructor(settings: DataverseSettings) {
    super();
    const client = new DataverseClient(settings);
    const tables = new EntityTables(settings.tables);
    this.pages = new EntityPages({ client, tables, clock: settings.clock ?? new SystemClock(), overlapMs: settings.overlapMs ?? 30_000 });
    this.lookUps = new EntityLookUps(client, tables);
    this.writes = new EntityWrites(client, tables, settings.batchSize ?? 100);
    this.options = new OptionSetStore(client);
  }

  readPage(page: ReadPage): Promise<PageRead> {
    return isOptionSet(page.table) ? this.options.readPage(page) : this.pages.read(page);
  }

  readByIds(table: Table, ids: readonly string[], columns: readonly string[]): Promise<StoredRecord[]> {
    return isOptionSet(table) ? this.options.readByIds(table, ids) : this.lookUps.byIds(table, ids, columns);
  }

  readDocuments(documents: ReadDocuments): Promise<StoredDocument[]> {
    return this.lookUps.documents(documents);
  }

  findByKeys(query: KeyQuery): Promise<StoredRecord[]> {
    return isOptionSet(query.table) ? this.options.findByKeys(query) : this.lookUps.byKeys(query);
  }

  readAll(table: Table, columns: readonly string[]): Promise<StoredRecord[]> {
    return isOptionSet(table) ? this.options.readAll(table) : this.lookUps.all(table, columns);
  }

  create(table: Table, records: readonly NewRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return isOptionSet(table) ? this.options.create(table, records, permit) : this.writes.create(table, records, permit);
  }

  update(table: Table, records: readonly ChangedRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return isOptionSet(table) ? this.options.update(table, records, permit) : this.writes.update(table, records, permit);
  }

  remove(table: Table, records: readonly { id: string; version: string | null }[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return isOptionSet(table) ? this.options.remove(table, records, permit) : this.writes.remove(table, records, permit);
  }

  async count(table: Table, limit: number): Promise<number> {
    return isOptionSet(table) ? Math.min(limit, (await this.options.readAll(table)).length) : this.lookUps.count(table, limit);
  }
}

const isOptionSet = (table: Table): boolean => table.storage.kind === 'optionSet';
