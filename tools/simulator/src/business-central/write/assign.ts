/** Puts the members of a request body into a draft, in the order of the payload, each checked as its field's validation does. */
import type { EntitySet, Property } from '../catalogue/entity-set';
import { badRequest, dialog, readOnlyControl, unknownProperty } from '../http/wire-error';
import { Row, Value, zeroGuid } from '../store/column';
import type { Company } from '../store/company';
import { convert } from './convert';
import type { Draft } from './draft';
import { specialAssignment } from './special-assignments';

export type Body = Readonly<Record<string, unknown>>;

/** Members with the rows of a navigation (deep insert); everything else is assigned. */
export function assignAll(draft: Draft, set: EntitySet, body: Body): Array<readonly [name: string, children: Body[]]> {
  const children: Array<readonly [string, Body[]]> = [];
  for (const name in body) {
    if (name.includes('@odata.')) continue;
    const property = set.properties.get(name);
    if (property) assign(draft, set, property, body[name]);
    else children.push([name, childrenOf(draft, set, name, body[name])]);
  }
  return children;
}

function childrenOf(draft: Draft, set: EntitySet, name: string, value: unknown): Body[] {
  const navigation = set.navigation.get(name);
  if (!navigation) throw unknownProperty(name, set.entity);
  if (draft.before)
    throw badRequest('Nested resources are not supported in an update: deep PATCH is not allowed.', 'BadRequest_InvalidOperation');
  if (!navigation.many || !Array.isArray(value) || !value.every(isObject))
    throw badRequest(`Invalid Request Body: '${name}' must be a list of entities.`);
  return value as Body[];
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function assign(draft: Draft, set: EntitySet, property: Property, given: unknown): void {
  refuseReadOnly(property, draft);
  if (property.name === 'id') return;
  const value = convert(property, given);
  const special = specialAssignment(set, property.name);
  if (special) return special(draft, value);
  if (property.writeOnly) return checkTemplate(String(value));
  if (property.codeColumn !== undefined) return assignById(draft, property, property.codeColumn, value as string);
  if (property.references?.by === 'key') return assignCode(draft, property, value as string);
  draft.set(property.name, value);
  draft.given.add(property.name);
}

function refuseReadOnly({ name, access }: Property, draft: Draft): void {
  if (access === 'readOnly' || (draft.before && access !== 'readWrite')) throw readOnlyControl(name);
}

/** The codes of the templates that a company may be set up with; another one makes the insert fail. */
const templates = /^(BCICUST|BCIVEND|(CUSTOMER|VENDOR)( EU)? (COMPANY|PERSON)|CUSTOMER|VENDOR|CONTACT|ITEM|SERVICE|RESOURCE)$/;

function checkTemplate(code: string): void {
  if (code !== '' && !templates.test(code)) throw dialog(`The template ${code} does not exist.`);
}

/** Both a code and the id beside it may be given when they name the same row. */
export function assignColumn(draft: Draft, column: string, value: Value): void {
  if (draft.given.has(column) && draft.row[draft.table.place(column)] !== value)
    throw dialog(`The values given for ${column} and for the id beside it name different records.`);
  draft.set(column, value);
  draft.given.add(column);
}

function assignById(draft: Draft, property: Property, column: string, id: string): void {
  assignColumn(draft, column, id === zeroGuid ? '' : keyOfId(draft.company, property, id));
}

function keyOfId(company: Company, property: Property, id: string): string {
  const table = company.table(property.references?.table ?? '');
  const row: Row | undefined = table.get(id);
  if (!row) throw dialog(`The "${property.name}" does not match to a ${table.definition.alTable}.`);
  return withoutLocal(company, table.definition.name, table.text(row, table.definition.key[0] as string));
}

/** The local currency is stored as a blank code. */
function withoutLocal(company: Company, table: string, code: string): string {
  return table === 'currencies' && code === company.localCurrencyCode ? '' : code;
}

/** A code must name a row. */
function assignCode(draft: Draft, property: Property, code: string): void {
  const table = draft.company.table(property.references?.table ?? '');
  const kept = withoutLocal(draft.company, table.definition.name, code);
  if (kept !== '' && !table.find(kept)) throw notInRelatedTable(draft, property, kept);
  assignColumn(draft, property.name, kept);
}

export function notInRelatedTable(draft: Draft, property: Pick<Property, 'caption' | 'references'>, code: string) {
  const related = draft.company.table(property.references?.table ?? '').definition.alTable;
  const message = `The field ${property.caption} of table ${draft.table.definition.alTable} contains a value (${code}) that cannot be found in the related table (${related}).`;
  return badRequest(message, 'Internal_InvalidTableRelation');
}
