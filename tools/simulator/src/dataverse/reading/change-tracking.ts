import type { ServiceAnswer } from '../../service/exchange';
import { answerOf } from '../answers';
import { DataverseError, refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';
import type { TableStore } from '../storage/table-store';
import { expirationDays } from './organization-settings';
import { largestPage, nextLink, type CollectionRequest } from './collection-read';
import { EntityWriter } from './entity-writer';
import { readCookie, type PagePlace } from './paging-cookie';
import { wholeNumber } from './query-options';

/** Change tracking: the tracked first read gives a delta link, the delta link gives what changed since. */

const zeroId = '00000000-0000-0000-0000-000000000000';
const millisecondsOfDay = 86_400_000;

export interface Tracking {
  /** Row version up to which every change is committed now. */
  readonly from: number;
  /** The delta link for changes above a version (which `last-page` tokens replace by the present one). */
  link(from: number): string;
}

/** Begins a tracked read, or goes on with one. */
export function startTracking(context: RequestContext, request: CollectionRequest): Tracking {
  const { source, options } = request;
  checkTracked(context, source.table);
  for (const option of ['filter', 'orderby', 'expand', 'top'] as const) {
    if (options[option] !== undefined)
      throw refusals.argument(`The "$${option}" query parameter isn't supported when Change Tracking is enabled.`);
  }
  const settled = settledVersion(context);
  const lastPage = context.switches.deltaTokenFrom === 'last-page';
  return { from: settled, link: (from) => deltaLink(context, request, lastPage ? settled : from) };
}

function checkTracked({ caller }: RequestContext, table: Table): void {
  if (!table.changeTracking)
    throw new DataverseError(400, '0x80072491', `Change tracking is not enabled for entity '${table.logicalName}'.`);
  if (!caller.access.reachesOrganization('Read', table)) {
    throw new DataverseError(
      403,
      '0x80040220',
      `Principal user (Id=${caller.user.id}, type=8) needs organization-level read on '${table.logicalName}' to track changes.`,
    );
  }
}

/** No row version at or below it can still appear. */
function settledVersion({ database }: RequestContext): number {
  return database.core.rowVersions.minimumActive - 1;
}

function deltaLink({ api, database }: RequestContext, { path, options }: CollectionRequest, version: number): string {
  const [date, time] = new Date(database.core.clock.now()).toISOString().slice(0, 19).split('T') as [string, string];
  const [year, month, day] = date.split('-');
  const token = encodeURIComponent(`${version}!${month}/${day}/${year} ${time}`)
    .replaceAll('!', '%21')
    .replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const select = options.select === undefined ? '' : `$select=${options.select.split(',').map(encodeURIComponent).join(',')}&`;
  return `${api}/${path}?${select}$deltatoken=${token}`;
}

/** `GET <deltaLink>`: changed rows in the order of their versions, then deletions; a new delta link on the last page. */
export function readChanges(context: RequestContext, request: CollectionRequest): ServiceAnswer {
  const { source, options } = request;
  const { table } = source;
  const since = tokenVersion(context, request);
  const place = options.skiptoken === undefined ? undefined : readCookie(options.skiptoken);
  const settled = place?.trackedFrom ?? settledVersion(context);
  const page = new ChangePage(context.database.store(table.logicalName), since, place);
  page.fill(context.preferences.maxPageSize ?? largestPage);
  const writer = new EntityWriter(context, table, options);
  const deletions = page.deleted.map(
    (row) => `{"@odata.context":"${context.api}/$metadata#${table.setName}/$deletedEntity","id":"${row.id}","reason":"deleted"}`,
  );
  const entries = [...page.changed.map((row) => `{${writer.members(row)}}`), ...deletions];
  const selection = options.select === undefined ? '' : `(${options.select})`;
  const link = page.next === undefined ? `"@odata.deltaLink":"${deltaLink(context, request, settled)}",` : '';
  const next = page.next === undefined ? '' : `,"@odata.nextLink":"${nextLink(context, request, { ...page.next, trackedFrom: settled })}"`;
  const body = `{"@odata.context":"${context.api}/$metadata#${table.setName}${selection}/$delta",${link}"value":[${entries.join(',')}]${next}}`;
  return answerOf(context, body, { rowsRead: entries.length });
}

export function countChanges(context: RequestContext, request: CollectionRequest): number {
  const page = new ChangePage(context.database.store(request.source.table.logicalName), tokenVersion(context, request), undefined);
  page.fill(Infinity);
  return page.changed.length + page.deleted.length;
}

function tokenVersion(context: RequestContext, { source, options }: CollectionRequest): number {
  const { table } = source;
  checkTracked(context, table);
  for (const option of ['filter', 'orderby', 'expand', 'top'] as const) {
    if (options[option] !== undefined)
      throw refusals.argument(`The "$${option}" query parameter isn't supported when Change Tracking is enabled.`);
  }
  wholeNumber('$top', options.top);
  const [, version, month, day, year, time] = /^(\d+)!(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(options.deltatoken ?? '') ?? [];
  if (version === undefined) throw refusals.argument('Invalid delta token.');
  const age = context.database.core.clock.now() - Date.parse(`${year}-${month}-${day}T${time}Z`);
  const expired =
    age > expirationDays(context.database) * millisecondsOfDay || Number(version) < context.database.store(table.logicalName).schemaVersion;
  if (expired)
    throw new DataverseError(400, '0x80044352', 'Version stamp associated with the client has expired. Please perform a full sync.');
  return Number(version);
}

/** One page of a delta: first the changed rows, then the deleted ones, each from where the page before ended. */
class ChangePage {
  readonly changed: Row[] = [];
  readonly deleted: Row[] = [];
  next: PagePlace | undefined;

  constructor(
    private readonly store: TableStore,
    private readonly since: number,
    private readonly place: PagePlace | undefined,
  ) {}

  fill(size: number): void {
    const [phase, version] = (this.place?.lastValues ?? ['changed', this.since]) as [string, number];
    if (phase === 'changed' && !this.take('changed', version, size, this.changed, (row) => !row.deleted)) return;
    const start = phase === 'deleted' ? version : this.since;
    this.take('deleted', start, size - this.changed.length, this.deleted, (row) => row.deleted && !this.store.rows.has(row.id));
  }

  /** Whether the phase ended on this page. */
  private take(phase: string, after: number, room: number, into: Row[], belongs: (row: Row) => boolean): boolean {
    for (const row of this.store.changes.changedAfter(after)) {
      if (!belongs(row)) continue;
      if (into.length >= room) {
        this.next = { page: (this.place?.page ?? 1) + 1, lastId: zeroId, lastValues: [phase, into.at(-1)?.version ?? after] };
        return false;
      }
      into.push(row);
    }
    return true;
  }
}
