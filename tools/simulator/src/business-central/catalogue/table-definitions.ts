/** The tables of a company, derived from both catalogues: one store below the companion API and API v2.0. */
import type { Column } from '../store/column';
import type { Parent, TableDefinition } from '../store/table';
import type { ApiV2Set } from './api-v2-catalogue';
import { idPair, tableOfCode } from './api-v2-pairs';
import { apiV2FieldType } from './api-v2-types';
import { computedInApiV2 } from './computed-api-v2';
import type { CompanionProperty, CompanionSet } from './companion-catalogue';
import { isStored } from './stored-properties';

/** Sets of API v2.0 that show a table which the companion API shows under another name. */
const otherNames: Record<string, string> = {
  salespeoplePurchasers: 'salespeople',
  itemLedgerEntries: 'itemLedgerMovements',
  customerFinancialDetails: 'customers',
};

/** Columns that neither API shows by this name: what a shown id stands for, and the business relation of a company contact. */
const hidden: Record<string, Column[]> = {
  customers: [codeColumn('paymentMethodCode', 'paymentMethods'), codeColumn('billToCustomerNumber', 'customers')],
  vendors: [codeColumn('paymentMethodCode', 'paymentMethods')],
  contacts: [codeColumn('relatedCustomer', 'customers'), codeColumn('relatedVendor', 'vendors')],
  salesInvoices: [codeColumn('paymentTermsCode', 'paymentTerms'), codeColumn('shipmentMethodCode', 'shipmentMethods')],
  salesInvoiceLines: [codeColumn('variantCode'), codeColumn('locationCode', 'locations')],
};

const indexes: Record<string, string[]> = {
  contacts: ['companyNumber', 'relatedCustomer', 'relatedVendor'],
  currencyExchangeRates: ['currencyCode'],
  itemUnitsOfMeasure: ['itemNumber'],
  resourceUnitsOfMeasure: ['resourceNo'],
  salesPrices: ['salesCode', 'itemNumber'],
  priceListLines: ['priceListCode'],
  opportunities: ['contactNumber'],
  salesOrders: ['customerNumber', 'billToCustomerNumber'],
  salesQuotes: ['customerNumber'],
  salesOrderLines: ['documentId', 'lineObjectNumber'],
  salesQuoteLines: ['documentId'],
  salesOrderArchives: ['number'],
  salesOrderArchiveLines: ['documentId'],
  postedSalesInvoices: ['customerNumber'],
  postedSalesInvoiceLines: ['documentId'],
  customerLedgerMovements: ['customerNumber', 'invoiceId'],
  itemLedgerMovements: ['itemNumber'],
  itemAvailabilities: ['itemId'],
  salesInvoiceLines: ['documentId'],
  salesShipmentLines: ['documentId'],
  itemVariants: ['itemNumber'],
  recordNotes: ['recordId'],
};

const unlogged = new Set([
  'customerLedgerMovements',
  'itemLedgerMovements',
  'itemAvailabilities',
  'customerStatistics',
  'salesOrderArchives',
  'salesOrderArchiveLines',
  'deletedRecords',
  'integrationState',
  'companyExperience',
]);

/** What a row belongs to: by an id column of its own, or by the number or code of the parent. */
const parents: Record<string, Parent> = {
  salesOrderLines: { column: 'documentId', table: 'salesOrders', by: 'id' },
  salesQuoteLines: { column: 'documentId', table: 'salesQuotes', by: 'id' },
  postedSalesInvoiceLines: { column: 'documentId', table: 'postedSalesInvoices', by: 'id' },
  itemUnitsOfMeasure: { column: 'itemNumber', table: 'items', by: 'key' },
  resourceUnitsOfMeasure: { column: 'resourceNo', table: 'resources', by: 'key' },
  salesPrices: { column: 'itemNumber', table: 'items', by: 'key' },
  priceListLines: { column: 'priceListCode', table: 'priceListHeaders', by: 'key' },
  currencyExchangeRates: { column: 'currencyCode', table: 'currencies', by: 'key' },
  contacts: { column: 'companyNumber', table: 'contacts', by: 'key' },
};

/** Name of the table that a set of API v2.0 shows. */
export const tableOfApiV2Set = (set: string): string => otherNames[set] ?? set;

export function defineTables(companion: readonly CompanionSet[], apiV2: ReadonlyMap<string, ApiV2Set>): Map<string, TableDefinition> {
  const definitions = new Map<string, TableDefinition>();
  for (const set of companion)
    definitions.set(set.set, define(set.set, set.alTable, companionColumns(set), keyOf(set), unlogged.has(set.set)));
  for (const [name, set] of apiV2) extend(definitions, name, set);
  return definitions;
}

function define(name: string, alTable: string, columns: Column[], key: readonly string[], isUnlogged: boolean): TableDefinition {
  const known = new Set(columns.map((column) => column.name));
  const all = [...columns, ...(hidden[name] ?? []).filter((column) => !known.has(column.name))];
  const parent = parents[name];
  return { name, alTable, key, columns: all, indexes: indexes[name] ?? [], unlogged: isUnlogged, ...(parent ? { parent } : {}) };
}

function extend(definitions: Map<string, TableDefinition>, name: string, set: ApiV2Set): void {
  const table = tableOfApiV2Set(name);
  const present = definitions.get(table);
  const known = new Set([...(present?.columns ?? []), ...(hidden[table] ?? [])].map((column) => column.name));
  const added = set.fields.map((field) => field.name).filter((field) => !known.has(field) && !isDerived(field, name, set, known));
  const columns = added.map((field) => apiV2Column(name, field));
  definitions.set(
    table,
    present ? { ...present, columns: [...present.columns, ...columns] } : define(name, set.sourceTable, columns, apiV2Key(name, set), true),
  );
}

/** Ids beside a code or number, and the stamp of the last change, follow from what is stored. */
function isDerived(field: string, name: string, set: ApiV2Set, known: ReadonlySet<string>): boolean {
  if (field === 'id' || /^last(Modified|Modfied)DateTime$|^lastDateTimeModified$|^systemCreatedAt$/.test(field)) return true;
  if (computedInApiV2[name]?.includes(field)) return true;
  const pair = idPair(name, field);
  return pair !== undefined && (known.has(pair.column) || set.fields.some((other) => other.name === pair.column));
}

function apiV2Column(set: string, name: string): Column {
  const references = tableOfCode(name);
  return { name, caption: captionOf(name), ...apiV2FieldType(set, name), ...(references ? { references } : {}) };
}

function apiV2Key(name: string, set: ApiV2Set): string[] {
  if (/Lines$/.test(name) && set.fields.some((field) => field.name === 'documentId')) return ['documentId', 'sequence'];
  if (name === 'itemVariants') return ['itemNumber', 'code'];
  const business = ['number', 'code'].find((key) => set.fields.some((field) => field.name === key));
  return business && !set.sourceTable.includes('Buffer') ? [business] : ['id'];
}

function companionColumns(set: CompanionSet): Column[] {
  return set.properties.filter((property) => isStored(set, property)).map(companionColumn);
}

function companionColumn({ name, type, alField, maxLength, code, values, references }: CompanionProperty): Column {
  const table = references?.split('.')[0];
  return {
    name,
    type,
    caption: alField,
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(code ? { code } : {}),
    ...(values ? { values } : {}),
    ...(table && type === 'Edm.String' ? { references: table } : {}),
  };
}

const keyOf = (set: CompanionSet): readonly string[] => (set.businessKey.length > 0 ? set.businessKey : ['id']);

function codeColumn(name: string, references?: string): Column {
  return { name, type: 'Edm.String', caption: captionOf(name), maxLength: 20, code: true, ...(references ? { references } : {}) };
}

/** `paymentMethodCode` → `Payment Method Code`, as messages write it. */
export function captionOf(name: string): string {
  return name.replace(/^./, (first) => first.toUpperCase()).replace(/([a-z])([A-Z])/g, '$1 $2');
}
