/** `companies`: the list of companies and its single entries; read-only. */
import type { Company } from '../store/company';
import type { Database } from '../store/database';
import { Call, Reply, jsonReply } from './call';
import { guidKey, parseSegment } from './segment';
import { WireError, badRequest, methodNotAllowed } from './wire-error';
import { zeroGuid } from '../store/column';

const known = new Set([
  'id',
  'systemVersion',
  'name',
  'displayName',
  'businessProfileId',
  'systemCreatedAt',
  'systemCreatedBy',
  'systemModifiedAt',
  'systemModifiedBy',
]);
const created = '2026-01-01T00:00:00Z';

export function readCompanies(database: Database, call: Call): Reply {
  if (call.method !== 'GET') throw methodNotAllowed();
  const shown = columnsOf(call.query);
  const { key } = parseSegment(call.address.segments[0] ?? '');
  const context = `${call.origin}${call.address.root}/$metadata#companies`;
  if (key === undefined)
    return jsonReply(
      200,
      JSON.stringify({ '@odata.context': context, value: filtered(database, call).map((company) => entity(company, shown)) }),
    );
  const id = guidKey(key);
  const company = database.companies.find((candidate) => candidate.id === id);
  if (!company) throw new WireError(404, 'Internal_CompanyNotFound', `The company '${id}' cannot be found.`);
  return jsonReply(200, JSON.stringify({ '@odata.context': `${context}/$entity`, ...entity(company, shown) }));
}

function columnsOf(query: URLSearchParams): ReadonlySet<string> {
  for (const name of query.keys())
    if (!['$select', '$filter', '$top', 'tenant'].includes(name))
      throw badRequest(`The query parameter '${name}' is not supported.`, 'BadRequest_InvalidRequestUrl');
  const select = query.get('$select');
  if (select === null) return known;
  const names = select.split(',');
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw badRequest(`Could not find a property named '${unknown}' on type 'Microsoft.NAV.company'.`);
  return new Set(names);
}

/** Clients look a company up by its name; nothing else is filtered on here. */
function filtered({ companies }: Database, { query }: Call): readonly Company[] {
  const filter = query.get('$filter');
  const top = query.get('$top');
  const [, property, text = ''] = /^(name|displayName) eq '((?:[^']|'')*)'$/.exec(filter ?? '') ?? [];
  if (filter !== null && property === undefined) throw badRequest(`The filter '${filter}' is not supported on companies.`);
  const found = property === undefined ? companies : companies.filter(({ name }) => name === text.replaceAll("''", "'"));
  return top === null ? found : found.slice(0, Number(top));
}

function entity({ id, name }: Company, shown: ReadonlySet<string>): Record<string, string> {
  const all: Record<string, string> = {
    id,
    systemVersion: '29.0.0.0',
    name,
    displayName: name,
    businessProfileId: '',
    systemCreatedAt: created,
    systemCreatedBy: zeroGuid,
    systemModifiedAt: created,
    systemModifiedBy: zeroGuid,
  };
  return Object.fromEntries(Object.entries(all).filter(([column]) => shown.has(column)));
}
