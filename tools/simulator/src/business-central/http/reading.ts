/** GET of collections, entities and counts. */
import type { EntitySet } from '../catalogue/entity-set';
import { boundsOf } from '../query/filter-bounds';
import { readOptions } from '../query/read-options';
import type { ReadOptions } from '../query/read-options';
import { readPage } from '../query/read-page';
import type { Row } from '../store/column';
import { CompanyCall, Reply, jsonReply } from './call';
import { contextOf, entityText, nextLink, writerFor } from './entity-text';
import type { Parent, Sets } from './target';
import { dialog, resourceNotFound } from './wire-error';

export const setByName =
  (sets: Sets) =>
  (name: string): EntitySet => {
    const set = sets.get(name);
    if (!set) throw resourceNotFound(name);
    return set;
  };

export function readCollection(call: CompanyCall, sets: Sets, set: EntitySet, parent: Parent | undefined): Reply {
  const options = readOptions(call.query, set, setByName(sets), 'collection');
  if (!parent) refuseLinesWithoutParent(set, options);
  const page = readPage(call.company, set, options, call.preferences.pageSize, parent?.navigation.rows(parent.row, call.company));
  const write = writerFor(set, options, call.preferences.withMetadata);
  let rows = '';
  for (const row of page.rows) rows += `${rows === '' ? '{' : ',{'}${write(row, call.company)}}`;
  const context = call.preferences.withMetadata ? `"@odata.context":"${contextOf(call, set, selection(options))}",` : '';
  const count = page.count === undefined ? '' : `"@odata.count":${page.count},`;
  const next = page.next === undefined ? '' : `,"@odata.nextLink":${JSON.stringify(nextLink(call, page.next))}`;
  return jsonReply(200, `{${context}${count}"value":[${rows}]${next}}`, { rowsRead: page.rows.length });
}

const selection = ({ select }: ReadOptions): string => (select ? `(${select.map((property) => property.name).join(',')})` : '');

/** Lines of document buffers are computed below their document. */
function refuseLinesWithoutParent(set: EntitySet, { filter }: ReadOptions): void {
  if (set.needsParent === undefined) return;
  const { ids, anyOf } = boundsOf(filter);
  if (!ids && !anyOf.some(({ operand }) => operand.property.name === set.needsParent))
    throw dialog('You must specify an Id or a Document Id to get the lines.');
}

export function readEntity(call: CompanyCall, sets: Sets, set: EntitySet, row: Row): Reply {
  const options = readOptions(call.query, set, setByName(sets), 'entity');
  return jsonReply(200, entityText(call, set, row, options), { rowsRead: 1 });
}

export function readCount(call: CompanyCall, sets: Sets, set: EntitySet, parent: Parent | undefined): Reply {
  const options = { ...readOptions(call.query, set, setByName(sets), 'collection'), count: true, top: 0 };
  const page = readPage(call.company, set, options, 1, parent?.navigation.rows(parent.row, call.company));
  return { status: 200, headers: { 'Content-Type': 'text/plain', 'OData-Version': '4.0' }, body: String(page.count ?? 0) };
}
