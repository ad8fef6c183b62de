/** The entity sets of API v2.0 over the same tables as the companion API; sets beyond those get a table of their own. */
import { Row, Value, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { TableDefinition } from '../store/table';
import type { ApiV2Set } from './api-v2-catalogue';
import { idPair, tableOfCode } from './api-v2-pairs';
import { apiV2FieldType } from './api-v2-types';
import { inKeyOrder } from './companion-sets';
import { isAssignable } from './computed-api-v2';
import type { Reader, Readers } from './computed-master-records';
import type { Access, EntitySet, Method, Navigation, Property } from './entity-set';
import { placeIn, relatedId, stored, systemReaders } from './property-readers';
import { captionOf, tableOfApiV2Set } from './table-definitions';

/** Everything that the building of one set needs. */
interface Plan {
  readonly name: string;
  readonly set: ApiV2Set;
  readonly definition: TableDefinition;
  readonly readers: Record<string, Reader>;
  readonly catalogue: ReadonlyMap<string, ApiV2Set>;
}

/** Documents and their lines are buffers: an id sent with a POST has no effect. */
const buffers = /^(sales|purchase)(Orders|Quotes|Invoices|CreditMemos|OrderLines|QuoteLines|InvoiceLines|CreditMemoLines)$/;

export function apiV2Set(
  name: string,
  set: ApiV2Set,
  definition: TableDefinition,
  readers: Readers,
  catalogue: ReadonlyMap<string, ApiV2Set>,
): EntitySet {
  const plan: Plan = { name, set, definition, readers: readers[name] ?? {}, catalogue };
  const named = set.fields.some((field) => field.name === 'id') ? set.fields : [{ name: 'id' }, ...set.fields];
  const properties = named.map((field) => buildProperty(field, plan));
  return {
    api: 'v2.0',
    name,
    entity: set.entity,
    table: tableOfApiV2Set(name),
    key: ['id'],
    methods: methodsOf(set),
    actions: new Set(set.actions.map((action) => `Microsoft.NAV.${action}`)),
    properties: new Map(properties.map((property) => [property.name, property])),
    navigation: new Map(navigations(plan).map((navigation) => [navigation.name, navigation])),
    ...(/^(sales|purchase)\w+Lines$/.test(name) ? { needsParent: 'documentId' } : {}),
  };
}

function methodsOf({ allow }: ApiV2Set): Set<Method> {
  const editable = allow.Editable !== 'false';
  const methods = new Set<Method>(['GET']);
  if (editable && allow.InsertAllowed !== 'false') methods.add('POST');
  if (editable && allow.ModifyAllowed !== 'false') methods.add('PATCH');
  if (editable && allow.DeleteAllowed !== 'false') methods.add('DELETE');
  return methods;
}

function buildProperty(field: { name: string; readOnly?: boolean }, plan: Plan): Property {
  const { name } = field;
  const column = plan.definition.columns.find((candidate) => candidate.name === name);
  const pair = plan.readers[name] || column ? undefined : pairOf(plan, name);
  const place = plan.readers[name] ? undefined : placeIn(plan.definition, name);
  const type = column ?? (name === 'id' || pair ? { type: 'Edm.Guid' as const } : apiV2FieldType(plan.name, name));
  const table = pair?.table ?? soldTable(name, plan) ?? tableOfCode(name);
  return {
    name,
    type: type.type,
    caption: column?.caption ?? captionOf(name),
    access: accessOf(field, plan),
    writeOnly: false,
    read: readerOf(plan, name, place),
    ...(place === undefined || name === 'currencyCode' ? {} : { place }),
    ...('maxLength' in type && type.maxLength !== undefined ? { maxLength: type.maxLength } : {}),
    ...('code' in type && type.code ? { code: true } : {}),
    ...('values' in type && type.values ? { values: type.values } : {}),
    ...(table ? { references: { table, by: type.type === 'Edm.Guid' ? ('id' as const) : ('key' as const) } } : {}),
    ...(pair ? { codeColumn: pair.column } : {}),
  };
}

function soldTable(name: string, { definition }: Plan): string | undefined {
  if (!/Lines$/.test(definition.name)) return undefined;
  return name === 'itemId' ? 'items' : name === 'accountId' ? 'accounts' : undefined;
}

function pairOf({ name, definition }: Plan, property: string) {
  const pair = idPair(name, property);
  return pair && placeIn(definition, pair.column) !== undefined ? pair : undefined;
}

function readerOf(plan: Plan, name: string, place: number | undefined): Property['read'] {
  const computed =
    plan.readers[name] ?? systemReaders[/^last\w+DateTime$|^lastDateTimeModified$/.test(name) ? 'lastModifiedDateTime' : name];
  if (computed) return computed;
  if (place !== undefined) return name === 'currencyCode' ? currencyShown(place) : stored(place);
  const pair = pairOf(plan, name);
  if (!pair) throw new Error(`Nothing tells how ${plan.name}.${name} is read.`);
  return relatedId(placeIn(plan.definition, pair.column) as number, pair.table);
}

/** API v2.0 shows the local currency by its code, beside a zero GUID. */
const currencyShown =
  (place: number): Property['read'] =>
  (row, company) =>
    (row[place] as string) || company.localCurrencyCode;

function accessOf(field: { name: string; readOnly?: boolean }, { name, definition, readers }: Plan): Access {
  if (field.name === 'id') return buffers.test(name) ? 'ignored' : 'once';
  if (field.readOnly || systemReaders[field.name] || /^last\w*DateTime/.test(field.name)) return 'readOnly';
  if (readers[field.name] && !isAssignable(name, field.name)) return 'readOnly';
  return (field.name === 'documentId' || field.name === 'sequence') && /Lines$/.test(definition.name) ? 'once' : 'readWrite';
}

function navigations(plan: Plan): Navigation[] {
  const parts = plan.set.nav.map((entry) => partOf(plan, entry));
  const related = plan.set.fields.flatMap(({ name }) => relatedOf(plan, name));
  return [...parts, ...related];
}

function partOf(plan: Plan, entry: ApiV2Set['nav'][number]): Navigation {
  const many = entry.multiplicity === 'Many';
  const { rows, link } = partRows(plan, entry.set, many);
  return { name: many ? entry.name : entry.entity, target: entry.set, many, rows, ...(link ? { link } : {}) };
}

function partRows(plan: Plan, target: string, many: boolean): Pick<Navigation, 'rows' | 'link'> {
  if (tableOfApiV2Set(target) === plan.definition.name) return { rows: (row) => [row] };
  if (many && /^sales(Order|Quote|Invoice|Shipment)Lines$/.test(target))
    return { rows: (row, company) => inKeyOrder(company, target, 'documentId', idOf(row)), link: (row) => ({ documentId: idOf(row) }) };
  if (target === 'itemVariants')
    return {
      rows: (row, company) => inKeyOrder(company, target, 'itemNumber', company.table('items').text(row, 'number')),
      link: (row) => ({ itemId: idOf(row) }),
    };
  return { rows: () => [] };
}

/** `currencyId` leads to `currency`: the navigation bears the entity name of the set it leads to. */
function relatedOf(plan: Plan, property: string): Navigation[] {
  const pair = pairOf(plan, property);
  const target = pair && plan.catalogue.get(pair.table);
  if (!pair || !target) return [];
  const place = placeIn(plan.definition, pair.column) as number;
  return [
    {
      name: target.entity,
      target: pair.table,
      many: false,
      rows: (row: Row, company: Company) => byKey(company, pair.table, row[place] as Value),
    },
  ];
}

function byKey(company: Company, table: string, key: Value): readonly Row[] {
  const row = key === '' ? undefined : company.table(table).find(key);
  return row ? [row] : [];
}
