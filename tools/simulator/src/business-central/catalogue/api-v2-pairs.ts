/** Ids of API v2.0 that stand for a stored code or number: `currencyId` for `currencyCode`, and so on. */

export interface IdPair {
  readonly column: string;
  readonly table: string;
}

const pairs: Record<string, IdPair> = {
  currencyId: { column: 'currencyCode', table: 'currencies' },
  paymentTermsId: { column: 'paymentTermsCode', table: 'paymentTerms' },
  shipmentMethodId: { column: 'shipmentMethodCode', table: 'shipmentMethods' },
  paymentMethodId: { column: 'paymentMethodCode', table: 'paymentMethods' },
  customerId: { column: 'customerNumber', table: 'customers' },
  billToCustomerId: { column: 'billToCustomerNumber', table: 'customers' },
  itemCategoryId: { column: 'itemCategoryCode', table: 'itemCategories' },
  baseUnitOfMeasureId: { column: 'baseUnitOfMeasureCode', table: 'unitsOfMeasure' },
  unitOfMeasureId: { column: 'unitOfMeasureCode', table: 'unitsOfMeasure' },
  generalProductPostingGroupId: { column: 'generalProductPostingGroupCode', table: 'generalProductPostingGroups' },
  inventoryPostingGroupId: { column: 'inventoryPostingGroupCode', table: 'inventoryPostingGroups' },
  taxGroupId: { column: 'taxGroupCode', table: 'taxGroups' },
  locationId: { column: 'locationCode', table: 'locations' },
};

const bySet: Record<string, Record<string, IdPair>> = {
  itemVariants: { itemId: { column: 'itemNumber', table: 'items' } },
  salesInvoices: { orderId: { column: 'orderNumber', table: 'salesOrders' } },
};

export const idPair = (set: string, property: string): IdPair | undefined => bySet[set]?.[property] ?? pairs[property];

/** Codes of API v2.0 that name a row without an id beside them. */
const codes: Record<string, string> = {
  currencyCode: 'currencies',
  salespersonCode: 'salespeople',
  salesperson: 'salespeople',
  customerNumber: 'customers',
  billToCustomerNumber: 'customers',
  itemCategoryCode: 'itemCategories',
  baseUnitOfMeasureCode: 'unitsOfMeasure',
  unitOfMeasureCode: 'unitsOfMeasure',
  companyNumber: 'contacts',
  itemNumber: 'items',
  contactNumber: 'contacts',
};

export const tableOfCode = (property: string): string | undefined => codes[property];
