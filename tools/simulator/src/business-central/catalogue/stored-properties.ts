/** Which companion properties are stored as they are shown; the others are computed from stored ones at the read. */
import type { CompanionProperty, CompanionSet } from './companion-catalogue';

const systemFields = new Set(['id', 'systemRowVersion', 'systemModifiedAt', 'systemCreatedAt', 'systemModifiedBy']);

/** Properties that look stored in the catalogue but follow from other rows, by set. */
const computed: Record<string, readonly string[]> = {
  contacts: ['companyName', 'contactBusinessRelation', 'customerId', 'customerNumber', 'vendorId', 'vendorNumber'],
  unitGroups: ['sourceId', 'code', 'displayName', 'baseUnitOfMeasureCode', 'baseUnitOfMeasureId'],
  itemUnitsOfMeasure: ['isBaseUnit'],
  resourceUnitsOfMeasure: ['isBaseUnit'],
  items: ['inventory'],
  priceListLines: ['assetId'],
  opportunities: ['contactName', 'contactCompanyNo', 'contactCompanyName', 'customerId', 'customerNumber'],
  itemAvailabilities: ['id', 'baseUnitOfMeasureCode'],
  customerStatistics: [
    'balance',
    'outstandingOrders',
    'shippedNotInvoiced',
    'outstandingInvoices',
    'outstandingServOrders',
    'servShippedNotInvoiced',
    'outstandingServInvoices',
    'total',
    'creditLimit',
    'overdueAmount',
    'overdueAsOfDate',
    'totalSales',
    'invoicedPrepaymentAmount',
  ],
  deletedRecords: ['deletedAt'],
  integrationState: [
    'companyId',
    'minimumActiveRowVersion',
    'lastUsedRowVersion',
    'localCurrencyCode',
    'defaultPriceListCode',
    'extensionVersion',
  ],
};

/** Ids that are stored themselves, because the number beside them does not tell the version or the header apart. */
const storedIds: Record<string, readonly string[]> = {
  salesOrderLines: ['documentId'],
  salesQuoteLines: ['documentId'],
  salesOrderArchiveLines: ['documentId'],
  postedSalesInvoiceLines: ['documentId'],
  customerLedgerMovements: ['invoiceId'],
  itemAvailabilities: ['itemId'],
  recordNotes: ['recordId'],
};

export function isStored(set: CompanionSet, property: CompanionProperty): boolean {
  if (systemFields.has(property.name) || property.writeOnly) return false;
  if (computed[set.set]?.includes(property.name)) return false;
  if (storedIds[set.set]?.includes(property.name)) return true;
  return !property.alField.includes('-> SystemId');
}
