import type { ServiceAnswer } from '../../service/exchange';
import { wants } from '../access/preferences';
import { refusals } from '../dataverse-error';
import type { RequestContext } from '../request-context';
import { aggregate } from './aggregation';
import { readChanges, startTracking } from './change-tracking';
import { contextSelection, EntityWriter } from './entity-writer';
import { PageReader, type RowSource } from './page-reader';
import { readCookie, writeCookie, type PagePlace } from './paging-cookie';
import { trueOrFalse, wholeNumber, type QueryOptions } from './query-options';
import { answerOf } from '../answers';

/** `GET {set}` and `GET {set}(id)/{collection}`: one page of rows. */

export const largestPage = 5000;

export interface CollectionRequest {
  readonly source: RowSource;
  /** Path below the service root, as it was written. */
  readonly path: string;
  /** The raw query string. */
  readonly query: string;
  readonly options: QueryOptions;
}

export function readCollection(context: RequestContext, request: CollectionRequest): ServiceAnswer {
  const { options, source } = request;
  context.caller.access.require('Read', source.table);
  if (options.deltatoken !== undefined) return readChanges(context, request);
  if (options.apply !== undefined) return aggregate(context, request);
  const tracked = context.preferences.trackChanges ? startTracking(context, request) : undefined;
  const place = options.skiptoken === undefined ? undefined : readCookie(options.skiptoken);
  const writer = new EntityWriter(context, source.table, options);
  const reader = new PageReader(context, source, options);
  const { rows, next } = reader.page(place, pageSize(context, options));
  const last = cutByTop(context, options) ? undefined : next;
  const trackedFrom = place?.trackedFrom ?? tracked?.from;
  let body = `{"@odata.context":"${contextUrl(context, request)}"${counts(context, options, reader)}`;
  if (tracked !== undefined && last === undefined) body += `,"@odata.deltaLink":"${tracked.link(trackedFrom ?? tracked.from)}"`;
  body += `,"value":${writer.list(rows)}`;
  if (last !== undefined)
    body += `,"@odata.nextLink":"${nextLink(context, request, tracked === undefined ? last : { ...last, trackedFrom })}"`;
  return answerOf(context, `${body}}`, { rowsRead: rows.length });
}

/** `$top` counts only when no page size is asked for. */
function cutByTop(context: RequestContext, options: QueryOptions): boolean {
  return options.top !== undefined && context.preferences.maxPageSize === undefined;
}

function pageSize(context: RequestContext, options: QueryOptions): number {
  const top = wholeNumber('$top', options.top);
  if (context.preferences.maxPageSize !== undefined) return context.preferences.maxPageSize;
  return Math.min(top ?? largestPage, largestPage);
}

function contextUrl({ api }: RequestContext, { source, options }: CollectionRequest): string {
  return `${api}/$metadata#${source.table.setName}${contextSelection(options.select, options.expand)}`.replaceAll('"', '\\"');
}

function counts(context: RequestContext, options: QueryOptions, reader: PageReader): string {
  const asked = trueOrFalse('$count', options.count);
  const count = asked ? reader.count(largestPage) : -1;
  let text = asked ? `,"@odata.count":${Math.min(count, largestPage)}` : '';
  if (wants(context.preferences, 'Microsoft.Dynamics.CRM.totalrecordcount')) {
    text += `,"@Microsoft.Dynamics.CRM.totalrecordcount":${Math.min(count, largestPage)},"@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded":${count > largestPage}`;
  }
  return text;
}

/** The original query with the place of the next page. */
export function nextLink({ api }: RequestContext, { path, query, source }: CollectionRequest, place: PagePlace): string {
  const kept = query.split('&').filter((part) => part !== '' && !/^(\$|%24)skiptoken=/.test(part));
  return `${api}/${path}?${[...kept, `$skiptoken=${writeCookie(place, source.table.primaryId)}`].join('&')}`;
}

/** `GET {set}/$count`: a plain number, at most 5,000; with a delta token the number of changes. */
export function countRows(context: RequestContext, { source, options }: CollectionRequest, changes: () => number): ServiceAnswer {
  context.caller.access.require('Read', source.table);
  if (options.select !== undefined && options.deltatoken === undefined)
    throw refusals.shape('The query parameter $select is not supported');
  const count = options.deltatoken === undefined ? new PageReader(context, source, options).count(largestPage) : changes();
  return answerOf(context, String(Math.min(count, largestPage)), { contentType: 'text/plain' });
}
