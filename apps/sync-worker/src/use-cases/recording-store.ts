/** A system as it would be after a dry run: real rows are read, what would have been written lies over them, nothing is written. */
import { DryRow } from '@tandem/contracts/dry-run';
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
} from '@tandem/domain/ports/record-store';
import { initialValues, Table } from '@tandem/domain/tables/table';
import { Value, Values } from '@tandem/domain/value';
import { DryRows } from './ports/dry-rows';

/** Marks cursors that have passed the last real row and go through the rows that would have been created. */
const createdMark = 'dry:';

/** The version of a row that does not exist yet. */
const dryVersion = 'dry';

const normal = (value: Value | undefined): string =>
  String(value ?? '')
    .trim()
    .toLowerCase();

export class RecordingStore extends RecordStore {
  constructor(
    private readonly real: RecordStore,
    private readonly dryRows: DryRows,
  ) {
    super();
  }

  async readPage(page: ReadPage): Promise<PageRead> {
    if (page.from.token?.startsWith(createdMark)) return this.readCreated(page, page.from.token.slice(createdMark.length));
    const read = await this.real.readPage(page);
    const records = await this.asTheyWouldBe(page.table, read.records);
    if (read.next || page.until) return { ...read, records };
    const token = `${createdMark}${JSON.stringify({ watermark: read.watermark })}`;
    return { ...read, records, watermark: undefined, next: { kind: page.from.kind, token } };
  }

  async readByIds(table: Table, ids: readonly string[], columns: readonly string[]): Promise<StoredRecord[]> {
    const [real, dry] = await Promise.all([this.real.readByIds(table, ids, columns), this.dryRows.read(table, ids)]);
    return [...over(real, dry), ...dry.filter(({ created, removed }) => created && !removed).map(recordOf)];
  }

  async readDocuments(documents: ReadDocuments): Promise<StoredDocument[]> {
    const real = await this.real.readDocuments(documents);
    const headers = await this.asTheyWouldBe(documents.table, real);
    const lines = await this.asTheyWouldBe(
      documents.lines.table,
      real.flatMap((document) => document.lines),
    );
    const byId = new Map(lines.map((line) => [line.id, line]));
    return headers.map((header, index) => ({ ...header, lines: real[index]!.lines.map((line) => byId.get(line.id) ?? line) }));
  }

  async findByKeys(query: KeyQuery): Promise<StoredRecord[]> {
    const real = await this.asTheyWouldBe(query.table, await this.real.findByKeys(query));
    const wanted = new Set(query.keys.map((key) => key.map(normal).join('\n')));
    const matches = ({ values }: StoredRecord) => wanted.has(query.columns.map((column) => normal(values[column])).join('\n'));
    return [...real.filter(matches), ...(await this.allCreated(query.table)).filter(matches)];
  }

  async readAll(table: Table, columns: readonly string[]): Promise<StoredRecord[]> {
    return [...(await this.asTheyWouldBe(table, await this.real.readAll(table, columns))), ...(await this.allCreated(table))];
  }

  async create(table: Table, records: readonly NewRecord[]): Promise<WriteOutcome[]> {
    const rows = records.map(({ id, values }) => ({ id: id ?? '', created: true, values: { ...initialValues(table), ...values } }));
    const known = await this.dryRows.keep(table, rows);
    return rows.map(({ id, values }) =>
      known.has(id)
        ? { kind: 'duplicate', id, failure: new Failure('rejected', 'record.duplicateKey', 'The row would exist already.') }
        : { kind: 'written', id, version: dryVersion, values },
    );
  }

  async update(table: Table, records: readonly ChangedRecord[]): Promise<WriteOutcome[]> {
    await this.dryRows.keep(
      table,
      records.map(({ id, values }) => ({ id, created: false, values })),
    );
    return records.map(({ id }) => ({ kind: 'written', id, version: dryVersion }));
  }

  async remove(table: Table, records: readonly { id: string }[]): Promise<WriteOutcome[]> {
    await this.dryRows.keep(
      table,
      records.map(({ id }) => ({ id, created: false, removed: true, values: {} })),
    );
    return records.map(({ id }) => ({ kind: 'written', id, version: null }));
  }

  count(table: Table, limit: number): Promise<number> {
    return this.real.count(table, limit);
  }

  private async readCreated(page: ReadPage, state: string): Promise<PageRead> {
    const { after, watermark } = JSON.parse(state) as { after?: string; watermark?: string };
    const rows = await this.dryRows.created(page.table, after, page.size);
    const records = rows.map(recordOf);
    const last = rows.at(-1)?.id;
    if (rows.length < page.size || last === undefined) return { records, deletedIds: [], end: last ?? 'dry', watermark };
    const next = { kind: page.from.kind, token: `${createdMark}${JSON.stringify({ after: last, watermark })}` };
    return { records, deletedIds: [], end: last, next };
  }

  private async asTheyWouldBe(table: Table, records: readonly StoredRecord[]): Promise<StoredRecord[]> {
    return over(
      records,
      await this.dryRows.read(
        table,
        records.map(({ id }) => id),
      ),
    );
  }

  private async allCreated(table: Table): Promise<StoredRecord[]> {
    const found: DryRow[] = [];
    for (let after: string | undefined, more = true; more; after = found.at(-1)?.id) {
      const rows = await this.dryRows.created(table, after, 5_000);
      found.push(...rows);
      more = rows.length === 5_000;
    }
    return found.map(recordOf);
  }
}

const recordOf = ({ id, values }: DryRow): StoredRecord => ({ id, version: dryVersion, modifiedAt: null, values });

function over(records: readonly StoredRecord[], rows: readonly DryRow[]): StoredRecord[] {
  const written = new Map<string, Values>(rows.map(({ id, values }) => [id, values]));
  const removed = new Set(rows.filter((row) => row.removed).map(({ id }) => id));
  return records
    .filter(({ id }) => !removed.has(id))
    .map((record) => (written.has(record.id) ? { ...record, values: { ...record.values, ...written.get(record.id) } } : record));
}
