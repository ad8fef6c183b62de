import { createColumn, type Column, type ColumnDeclaration } from './column';
import { lookupTargets } from './lookup-targets';

/** Columns that the catalogue lacks: addresses, owners, customers, stamps, and those that Tandem's solution brings. */

const text = (maxLength: number): ColumnDeclaration => ({ kind: 'text', maxLength });
const choice = (...labels: string[]): ColumnDeclaration => ({
  kind: 'choice',
  options: labels.map((label, at) => ({ value: at + 1, label })),
});
const stamp = (kind: 'lookup' | 'dateTime'): ColumnDeclaration => ({ kind, writable: 'never' });

const shippingMethods = ['Airborne', 'DHL', 'FedEx', 'UPS', 'Postal Mail', 'Full Load', 'Will Call'];

const address = (prefix: string): Array<[string, ColumnDeclaration]> =>
  Object.entries({
    addressid: { kind: 'guid' },
    addresstypecode: choice('Bill To', 'Ship To', 'Primary', 'Other'),
    city: text(80),
    composite: { kind: 'memo', maxLength: 1000, writable: 'never' },
    country: text(80),
    county: text(50),
    fax: text(50),
    freighttermscode: choice('FOB', 'No Charge'),
    latitude: { kind: 'double' },
    line1: text(250),
    line2: text(250),
    line3: text(250),
    longitude: { kind: 'double' },
    name: text(200),
    postalcode: text(20),
    postofficebox: text(20),
    primarycontactname: text(100),
    shippingmethodcode: choice(...shippingMethods),
    stateorprovince: text(50),
    telephone1: text(50),
    telephone2: text(50),
    telephone3: text(50),
    upszone: text(4),
    utcoffset: { kind: 'integer' },
  } satisfies Record<string, ColumnDeclaration>).map(([name, declaration]) => [`${prefix}_${name}`, declaration]);

const companyId: [string, ColumnDeclaration] = ['tandem_companyid', text(36)];
const orderNumber: [string, ColumnDeclaration] = ['tandem_businesscentralordernumber', text(20)];
const lineNumber: [string, ColumnDeclaration] = ['tandem_businesscentrallinenumber', { kind: 'integer' }];
const customer: [string, ColumnDeclaration] = ['customerid', { kind: 'lookup' }];

/** By table; `*` means every table, `user-owned` those with an owner. */
const added: Record<string, Array<[string, ColumnDeclaration]>> = {
  '*': [
    ['createdon', stamp('dateTime')],
    ['modifiedon', stamp('dateTime')],
    ['createdby', stamp('lookup')],
    ['modifiedby', stamp('lookup')],
    ['createdonbehalfby', stamp('lookup')],
    ['modifiedonbehalfby', stamp('lookup')],
    ['overriddencreatedon', { kind: 'dateTime', writable: 'create' }],
    ['importsequencenumber', { kind: 'integer', writable: 'create' }],
    ['timezoneruleversionnumber', { kind: 'integer' }],
    ['utcconversiontimezonecode', { kind: 'integer' }],
  ],
  'user-owned': [
    ['ownerid', { kind: 'lookup' }],
    ['owningbusinessunit', stamp('lookup')],
    ['owninguser', stamp('lookup')],
    ['owningteam', stamp('lookup')],
  ],
  account: [...address('address1'), ...address('address2'), companyId],
  contact: [...address('address1'), ...address('address2'), companyId],
  product: [companyId],
  pricelevel: [companyId],
  opportunity: [customer, companyId, orderNumber],
  quote: [customer, companyId, orderNumber, ['tandem_businesscentraldocumentoccurrencenumber', { kind: 'integer' }]],
  salesorder: [customer, companyId, orderNumber, ['tandem_businesscentraldocumentoccurrencenumber', { kind: 'integer' }]],
  invoice: [customer, companyId, orderNumber],
  quotedetail: [lineNumber],
  salesorderdetail: [lineNumber],
  invoicedetail: [lineNumber],
  systemuser: [['fullname', { kind: 'text', maxLength: 200, writable: 'never' }]],
};

export function addedColumns(table: string, ownership: 'user' | 'organization'): Column[] {
  const declared = [...(added[table] ?? []), ...(ownership === 'user' ? (added['user-owned'] ?? []) : []), ...(added['*'] ?? [])];
  return declared.map(([name, declaration]) => columnOf(table, name, declaration));
}

export function columnOf(table: string, name: string, declaration: ColumnDeclaration): Column {
  const targets = declaration.kind === 'lookup' ? { targets: lookupTargets(table, name) } : {};
  return createColumn(table, name, { ...targets, ...declaration });
}
