/** Reads a table of Dataverse page by page: tracked baseline, delta links, and the read that closes a baseline of several pages. */
import { Clock } from '@tandem/domain/clock';
import { Failure } from '@tandem/domain/failure';
import { Cursor, PageRead, ReadPage } from '@tandem/domain/ports/record-store';
import { Answer, headerOf } from '../http/exchange';
import { JsonObject } from '../http/json-answer';
import { readClosedRange } from '../odata/closed-range';
import { Collection, collectionOf } from '../odata/collection';
import { queryString } from '../odata/query';
import { ReadTarget } from '../http/service-parts';
import { DataverseClient } from './dataverse-client';
import { EntityRows, targetAnnotation } from './entity-rows';
import { entityOf, EntityTables } from './entity-tables';
import { PageState, stateOf, tokenOf } from './page-state';

export interface EntityPagesParts {
  readonly client: DataverseClient;
  readonly tables: EntityTables;
  readonly clock: Clock;
  /** How far before its start a run looks for rows that were committed late, in milliseconds. */
  readonly overlapMs: number;
}

/**
 * It is not documented whether the delta token of a baseline of several pages dates from its first or its last page. Therefore such a baseline
 * ends with one read of what was modified since it began, and says that deletions in between are unknown.
 */
export class EntityPages {
  constructor(private readonly parts: EntityPagesParts) {}

  async read(page: ReadPage): Promise<PageRead> {
    const state = stateOf(page);
    const rows = new EntityRows(page.table, page.columns, this.parts.tables);
    const target = targetOf(page, state, rows);
    if (page.until !== undefined) return this.readAgain(page.until, { state, rows, target });
    const answer = await this.parts.client.get(target);
    const collection = collectionOf(answer);
    const startedAt = state.startedAt ?? this.serviceTime(answer);
    return { ...pageOf(collection.rows, state, rows), ...this.sequel(page, { ...state, startedAt }, collection) };
  }

  private async readAgain(until: string, read: { state: PageState; rows: EntityRows; target: ReadTarget }): Promise<PageRead> {
    const { entries, found } = await readClosedRange({
      from: read.target,
      until,
      read: (target) => this.parts.client.getPage(target),
      follow: (link) => ({ link, prefer: read.target.prefer }),
      idOf: (entry) => idOf(entry, read.rows),
    });
    return { ...pageOf(entries, read.state, read.rows), end: until, ...(found ? {} : { endLost: true }) };
  }

  private sequel(page: ReadPage, state: PageState, collection: Collection): { next?: Cursor; watermark?: string } {
    const next = (following: PageState) => ({ next: cursorOf(page, following) });
    const { columns } = state;
    if (collection.nextLink) return next({ ...state, link: collection.nextLink });
    switch (state.kind) {
      case 'tracked': {
        const delta = deltaLinkOf(page, collection);
        const pages = state.link ? 'several' : 'one';
        return pages === 'one'
          ? { watermark: tokenOf({ kind: 'delta', columns, link: delta }) }
          : next({ kind: 'closing', columns, size: state.size, since: this.before(state), delta });
      }
      case 'closing':
        return { watermark: tokenOf({ kind: 'delta', columns, link: state.delta }) };
      case 'delta':
        return { watermark: tokenOf({ kind: 'delta', columns, link: deltaLinkOf(page, collection) }) };
      default:
        return { watermark: tokenOf({ kind: 'modified', columns, since: this.before(state) }) };
    }
  }

  /** The time that rows are stamped with, by the service's own clock where it says it. */
  private serviceTime(answer: Answer): string {
    const stamped = Date.parse(headerOf(answer, 'date') ?? '');
    return new Date(Number.isNaN(stamped) ? this.parts.clock.now().getTime() : stamped).toISOString();
  }

  private before(state: PageState): string {
    return new Date(Date.parse(state.startedAt as string) - this.parts.overlapMs).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}

const targetOf = (page: ReadPage, state: PageState, rows: EntityRows): ReadTarget => {
  const prefer = [`odata.maxpagesize=${state.size ?? page.size}`];
  if (state.kind === 'tracked') prefer.unshift('odata.track-changes');
  if (rows.needsTargets) prefer.push(targetAnnotation);
  if (state.link) return { link: state.link, prefer };
  const since = state.since ? { $filter: `modifiedon ge ${state.since}`, $orderby: `modifiedon asc,${page.table.key} asc` } : {};
  const order = state.kind === 'plain' ? { $orderby: `${page.table.key} asc` } : {};
  return { path: entityOf(page.table).set + queryString({ $select: rows.select, ...order, ...since }), prefer };
};

const cursorOf = ({ from }: ReadPage, following: PageState): Cursor => ({
  kind: from.kind,
  token: tokenOf(following),
  ...(following.kind === 'closing' ? { closes: true } : {}),
});

const isDeletion = (entry: JsonObject): boolean => entry.reason === 'deleted';
const idOf = (entry: JsonObject, rows: EntityRows): string => String(isDeletion(entry) ? entry.id : entry[rows.key]);

const pageOf = (entries: readonly JsonObject[], state: PageState, rows: EntityRows) => {
  const last = entries.at(-1);
  const page = {
    records: entries.filter((entry) => !isDeletion(entry)).map((entry) => rows.read(entry)),
    deletedIds: entries.filter(isDeletion).map((entry) => String(entry.id)),
    end: last ? idOf(last, rows) : '',
  };
  return state.kind === 'closing' ? { ...page, deletionsUnknown: true } : page;
};

const deltaLinkOf = (page: ReadPage, collection: Collection): string => {
  if (collection.deltaLink) return collection.deltaLink;
  throw new Failure('misconfigured', 'table.notTracked', `Dynamics 365 Sales does not track changes of the table ${page.table.name}.`, {
    help: 'Switch on change tracking for the table in Dynamics 365 Sales.',
  });
};
