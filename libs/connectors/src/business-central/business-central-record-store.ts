/** Business Central as a RecordStore: the companion's sets, or those of API v2.0 where the companion is not installed. */
import { Clock, SystemClock } from '@tandem/domain/clock';
import { Failure } from '@tandem/domain/failure';
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
import { CompanyClient } from './company-client';
import { Surface } from './company-sets';
import { IntegrationStates } from './integration-state';
import { ModifiedPages } from './modified-pages';
import { RowVersionPages } from './row-version-pages';
import { SetLookUps } from './set-look-ups';
import { SetWrites } from './set-writes';

export interface BusinessCentralSettings extends ServiceParts {
  /** Rows in one write request; at most 100. */
  readonly batchSize?: number;
  /** Without the companion: how far before its start a run looks for rows that were committed late, in milliseconds. */
  readonly overlapMs?: number;
  readonly clock?: Clock;
}

/** Everything that works through one of the two APIs. */
interface Access {
  readonly pages: { read(page: ReadPage): Promise<PageRead> };
  readonly lookUps: SetLookUps;
  readonly writes: SetWrites;
}

/** How long the absence of the companion is believed before it is looked for again, in milliseconds. */
const absenceBelievedMs = 60_000;

/** Built for one connection and kept while it lives: it remembers which API the company offers. */
export class BusinessCentralRecordStore extends RecordStore {
  private readonly states: IntegrationStates;
  private readonly apis: Readonly<Record<Surface, Access>>;
  private found: { readonly surface: Promise<Surface>; readonly askedAt: number } | undefined;

  constructor(settings: BusinessCentralSettings) {
    super();
    this.states = new IntegrationStates(settings);
    const batchSize = settings.batchSize ?? 100;
    const companion = new CompanyClient(settings, 'companion');
    const client = new CompanyClient(settings, 'v2');
    const byStamp = new ModifiedPages({ client, clock: settings.clock ?? new SystemClock(), overlapMs: settings.overlapMs ?? 60_000 });
    this.apis = {
      companion: {
        pages: new RowVersionPages(companion, this.states),
        lookUps: new SetLookUps(companion),
        writes: new SetWrites(companion, batchSize),
      },
      v2: { pages: byStamp, lookUps: new SetLookUps(client), writes: new SetWrites(client, batchSize) },
    };
  }

  async readPage(page: ReadPage): Promise<PageRead> {
    return (await this.api()).pages.read(page);
  }

  async readByIds(table: Table, ids: readonly string[], columns: readonly string[]): Promise<StoredRecord[]> {
    return (await this.api()).lookUps.byIds(table, ids, columns);
  }

  async readDocuments(documents: ReadDocuments): Promise<StoredDocument[]> {
    return (await this.api()).lookUps.documents(documents);
  }

  async findByKeys(query: KeyQuery): Promise<StoredRecord[]> {
    return (await this.api()).lookUps.byKeys(query);
  }

  async readAll(table: Table, columns: readonly string[]): Promise<StoredRecord[]> {
    return (await this.api()).lookUps.all(table, columns);
  }

  create(table: Table, records: readonly NewRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return this.write(records.length, (writes) => writes.create(table, records, permit));
  }

  update(table: Table, records: readonly ChangedRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return this.write(records.length, (writes) => writes.update(table, records, permit));
  }

  remove(table: Table, records: readonly { id: string; version: string | null }[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return this.write(records.length, (writes) => writes.remove(table, records, permit));
  }

  async count(table: Table, limit: number): Promise<number> {
    return (await this.api()).lookUps.count(table, limit);
  }

  private async write(count: number, write: (writes: SetWrites) => Promise<WriteOutcome[]>): Promise<WriteOutcome[]> {
    try {
      return await write((await this.api()).writes);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      return new Array<WriteOutcome>(count).fill({ kind: 'failed', failure: thrown });
    }
  }

  private async api(): Promise<Access> {
    const known = this.found ?? { surface: this.states.surface(), askedAt: performance.now() };
    this.found = known;
    try {
      const surface = await known.surface;
      if (surface === 'v2' && performance.now() - known.askedAt > absenceBelievedMs) this.found = undefined;
      return this.apis[surface];
    } catch (thrown) {
      this.found = undefined;
      throw thrown;
    }
  }
}
