/** Which sample file fills which table, and where its names differ from the columns. */

export interface SampleTable {
  readonly file: string;
  readonly table: string;
  readonly renames?: Readonly<Record<string, string>>;
}

const unit = { quantityPerUnitOfMeasure: 'qtyPerUnitOfMeasure', resourceNumber: 'resourceNo' };
const price = { description: 'displayName', allowLineDiscount: 'allowLineDisc', allowInvoiceDiscount: 'allowInvoiceDisc' };

/** Codes and set-up that other rows name; every company has them, with or without a sample. */
export const referenceTables: readonly SampleTable[] = [
  { file: 'companyInformation', table: 'companyInformation' },
  { file: 'countriesRegions', table: 'countriesRegions' },
  { file: 'currencies', table: 'currencies' },
  { file: 'currencyExchangeRates', table: 'currencyExchangeRates' },
  { file: 'unitsOfMeasure', table: 'unitsOfMeasure' },
  { file: 'paymentTerms', table: 'paymentTerms' },
  { file: 'shipmentMethods', table: 'shipmentMethods' },
  { file: 'shippingAgents', table: 'shippingAgents', renames: { name: 'displayName' } },
  { file: 'salespeople', table: 'salespeople', renames: { commissionPercent: 'commisionPercent' } },
  { file: 'locations', table: 'locations' },
  { file: 'itemCategories', table: 'itemCategories' },
  { file: 'customerPriceGroups', table: 'customerPriceGroups', renames: price },
];

export const masterTables: readonly SampleTable[] = [
  { file: 'customers', table: 'customers' },
  { file: 'customers-composed', table: 'customers' },
  { file: 'vendors', table: 'vendors' },
  { file: 'contacts', table: 'contacts' },
  { file: 'items', table: 'items' },
  { file: 'items-composed', table: 'items' },
  { file: 'itemUnitsOfMeasure', table: 'itemUnitsOfMeasure', renames: unit },
  { file: 'resources', table: 'resources' },
  { file: 'resourceUnitsOfMeasure', table: 'resourceUnitsOfMeasure', renames: unit },
  { file: 'salesPrices', table: 'salesPrices' },
  { file: 'priceListHeaders', table: 'priceListHeaders', renames: price },
  { file: 'priceListLines', table: 'priceListLines', renames: price },
];
