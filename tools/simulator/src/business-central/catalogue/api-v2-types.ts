/** Types of the API v2.0 fields that the companion API does not show: the catalogue of v2.0 lists names only. */
import type { Column, EdmType } from '../store/column';

type FieldType = Pick<Column, 'type' | 'maxLength' | 'code' | 'values'>;

const text = (maxLength: number): FieldType => ({ type: 'Edm.String', maxLength });
const code = (maxLength: number): FieldType => ({ type: 'Edm.String', maxLength, code: true });
const option = (...values: string[]): FieldType => ({ type: 'Edm.String', values });

const lineTypes = option('Comment', 'Account', 'Item', 'Resource', 'Fixed_x0020_Asset', 'Charge');

const byName: Record<string, FieldType> = {
  number: code(20),
  code: code(10),
  displayName: text(100),
  description: text(100),
  description2: text(50),
  addressLine1: text(100),
  addressLine2: text(50),
  city: text(30),
  state: text(30),
  country: code(10),
  postalCode: code(20),
  postCode: code(20),
  phoneNumber: text(30),
  faxNumber: text(30),
  email: text(80),
  website: text(255),
  searchName: code(100),
  taxRegistrationNumber: text(20),
  gtin: code(14),
  currencyCode: code(10),
  customerNumber: code(20),
  customerName: text(100),
  orderNumber: code(20),
  externalDocumentNumber: code(35),
  lineObjectNumber: code(20),
  salesperson: code(20),
  contact: text(100),
  dueDateCalculation: text(32),
  discountDateCalculation: text(32),
  amountDecimalPlaces: text(5),
  lineType: lineTypes,
  industry: text(30),
  experience: text(30),
};

const bySet: Record<string, Record<string, FieldType>> = {
  items: { displayName2: text(50) },
  itemVariants: { code: code(10) },
  itemCategories: { code: code(20) },
  locations: { code: code(10) },
  itemLedgerEntries: {
    sourceType: option('_x0020_', 'Customer', 'Vendor', 'Item'),
    documentType: option(
      '_x0020_',
      'Sales_x0020_Shipment',
      'Sales_x0020_Invoice',
      'Sales_x0020_Return_x0020_Receipt',
      'Sales_x0020_Credit_x0020_Memo',
    ),
  },
  salesInvoices: { status: option('_x0020_', 'Draft', 'In_x0020_Review', 'Open', 'Paid', 'Canceled', 'Corrective') },
};

const booleans =
  /^(taxLiable|priceIncludesTax|pricesIncludeTax|privacyBlocked|partialShipping|fullyShipped|fullyReceived|discountAppliedBeforeTax|closed|calculateDiscountOnCreditMemos|recurringJob|scheduled|enabled|isInstalled|absence|underMaintenance)$/;
const decimals = /(amount|price|cost|percent|quantity|balance|limit|inventory|debit|credit|precision)/i;

/** The type of a field: by its set, by its name, else by the endings that the API's field names follow. */
export function apiV2FieldType(set: string, name: string): FieldType {
  return bySet[set]?.[name] ?? byName[name] ?? { type: typeByEnding(name) };
}

function typeByEnding(name: string): EdmType {
  if (/DateTime$|^system(Created|Modified)At$/.test(name)) return 'Edm.DateTimeOffset';
  if (/Date$/.test(name)) return 'Edm.Date';
  if (/^(id|.*Id)$/.test(name) && !/^(userId|profileId|approverId|senderId|roleId|objectId)$/.test(name)) return 'Edm.Guid';
  if (booleans.test(name)) return 'Edm.Boolean';
  if (/(Code|Number|Name|Text|Type)$/.test(name) && name !== 'entryNumber' && name !== 'lineNumber') return 'Edm.String';
  if (/^(entryNumber|sequence|lineNumber|byteSize|width|height)$/.test(name)) return 'Edm.Int32';
  return decimals.test(name) ? 'Edm.Decimal' : 'Edm.String';
}
