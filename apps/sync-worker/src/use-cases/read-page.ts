/** Reads the records of a page, and hands the next page on before any of them is worked on. */
import { PageLease } from '@tandem/contracts/sync';
import { Failure } from '@tandem/domain/failure';
import { PageRead, StoredRecord } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { Pages } from './ports/pages';
import { Run, sourceStore, sourceTable } from './run';

/** Rows that are read at once. A worker has two pages in hand, and their rows are the greatest part of its memory. */
export const pageSize = 2_500;
export const chunkSize = 500;

/** What a page is about. A page that asks whether records were deleted is about those that are missing: the others come with the feed when they change. */
export interface RecordsOfPage {
  readonly records: readonly StoredRecord[];
  /** Ids that were asked for and do not exist. */
  readonly missing: readonly string[];
}

/** Cuts a list into pieces of at most `size`. */
export function piecesOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

async function readIds(run: Run, ids: readonly string[]): Promise<RecordsOfPage> {
  const asksForPresence = run.page.dueReason === 'deleted';
  const columns = asksForPresence ? [] : run.plan.sourceColumns;
  const found: StoredRecord[] = [];
  for (const piece of piecesOf(ids, chunkSize)) found.push(...(await sourceStore(run).readByIds(sourceTable(run), piece, columns)));
  const present = new Set(found.map(({ id }) => id));
  return { records: asksForPresence ? [] : found, missing: ids.filter((id) => !present.has(id)) };
}

function cursorOf({ start }: PageLease) {
  if (start.kind !== 'ids') return start;
  throw new Failure('bug', 'page.noCursor', 'A page of ids has no cursor.');
}

async function readRange(run: Run, pages: Pages): Promise<RecordsOfPage> {
  const { page, plan } = run;
  const read = await readCursor(run, sourceTable(run), plan.sourceColumns);
  if (!page.handedOn || read.endLost === true)
    await pages.handOn(page, {
      end: read.end,
      next: read.next,
      watermark: read.watermark,
      endLost: read.endLost === true || read.deletionsUnknown === true,
      deletedIds: read.deletedIds,
      rows: read.records.length,
    });
  return { records: read.records, missing: [] };
}

/** Reads the page's range of a table of the source. */
export const readCursor = (run: Run, table: Table, columns: readonly string[]): Promise<PageRead> =>
  sourceStore(run).readPage({ table, columns, from: cursorOf(run.page), until: run.page.until, size: pageSize });

export const readPage = (run: Run, pages: Pages): Promise<RecordsOfPage> =>
  run.page.start.kind === 'ids' ? readIds(run, run.page.start.ids) : readRange(run, pages);
