/** The classic OData web service `ProductItemAvailability` (page 5390): stock of an item by the id of its product in Sales. */
import type { Company } from '../store/company';
import { idOf } from '../store/column';
import type { Database } from '../store/database';
import { Call, Reply, jsonReply } from './call';
import { named } from './company-choice';
import { badRequest, methodNotAllowed, resourceNotFound } from './wire-error';

/** Couplings that the page shows: product id in Sales → SystemId of the item; set through the control API's table `couplings`. */
export type ItemCouplings = ReadonlyMap<string, string>;

const filterOn = /^(CRM_ID|Integration_ID|ItemNo|Location_Filter) eq (?:'([^']*)'|([0-9a-fA-F-]{36}))$/;

export function answerAvailability(database: Database, call: Call, couplings: ItemCouplings): Reply {
  const [first = '', service = ''] = call.address.segments;
  const [, quoted] = /^Company\('((?:[^']|'')*)'\)$/.exec(first) ?? [];
  if (quoted === undefined) throw resourceNotFound(first);
  const company = named(database, quoted.replaceAll("''", "'"));
  if (service !== 'ProductItemAvailability') throw resourceNotFound(service);
  if (call.method !== 'GET') throw methodNotAllowed();
  const context = `${call.origin}${call.address.root}/$metadata#Company('${encodeURIComponent(company.name)}')/ProductItemAvailability`;
  return jsonReply(200, JSON.stringify({ '@odata.context': context, value: rows(company, couplings, call.query) }));
}

function rows(company: Company, couplings: ItemCouplings, query: URLSearchParams): Array<Record<string, unknown>> {
  for (const name of query.keys())
    if (name !== '$filter' && name !== 'tenant')
      throw badRequest(`The query parameter '${name}' is not supported.`, 'BadRequest_InvalidRequestUrl');
  const wanted = conditionsOf(query.get('$filter'));
  const location = wanted.get('Location_Filter') ?? '';
  wanted.delete('Location_Filter');
  const all = [...couplings].flatMap(([product, item]) => rowOf(company, product, [item, location]));
  return all.filter((row) => [...wanted].every(([property, value]) => String(row[property]).toLowerCase() === value.toLowerCase()));
}

/** Conditions joined by `and`; `Location_Filter` is a FlowFilter: it narrows the stock, not the rows. */
function conditionsOf(filter: string | null): Map<string, string> {
  const conditions = new Map<string, string>();
  for (const part of filter === null ? [] : filter.split(' and ')) {
    const [, property, text, guid] = filterOn.exec(part.trim()) ?? [];
    if (property === undefined) throw badRequest(`Syntax error in the filter '${filter}'.`, 'BadRequest_NotFound');
    conditions.set(property, text ?? guid ?? '');
  }
  return conditions;
}

function rowOf(company: Company, product: string, [itemId, location]: [string, string]): Array<Record<string, unknown>> {
  const [items, stock] = [company.table('items'), company.table('itemAvailabilities')];
  const item = items.get(itemId);
  if (!item) return [];
  const number = items.text(item, 'number');
  const total = stock.find(number, location);
  return [
    {
      '@odata.etag': `W/"${btoa(`'20;${item[2]};00;'`)}"`,
      CRM_ID: product,
      Integration_ID: idOf(item),
      Table_ID: 27,
      ItemNo: number,
      UOM: items.text(item, 'baseUnitOfMeasureCode'),
      Inventory: total ? stock.number(total, 'inventory') : 0,
    },
  ];
}
