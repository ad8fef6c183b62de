import type { ColumnDeclaration } from './column';

/** The tables of the simulated organisation; columns of the first group come from the catalogue, the others are declared here. */
export interface TableDeclaration {
  readonly logicalName: string;
  readonly setName: string;
  readonly typeCode: number;
  readonly primaryName?: string;
  readonly ownership: 'user' | 'organization';
  /** Change tracking and optimistic concurrency: on for business tables, off for the platform's own. */
  readonly business: boolean;
  readonly columns?: Record<string, ColumnDeclaration>;
}

const table = (
  logicalName: string,
  setName: string,
  typeCode: number,
  primaryName?: string,
  ownership: 'user' | 'organization' = 'organization',
) => ({
  logicalName,
  setName,
  typeCode,
  primaryName,
  ownership,
  business: true,
});

const text = (maxLength: number): ColumnDeclaration => ({ kind: 'text', maxLength });
const lookup: ColumnDeclaration = { kind: 'lookup' };
const money: ColumnDeclaration = { kind: 'money' };

const statistics = Object.fromEntries(
  [
    'balance',
    'outstandingorders',
    'shippednotinvoiced',
    'outstandinginvoices',
    'total',
    'creditlimit',
    'overdueamount',
    'totalsales',
    'invoicedprepayment',
  ].map((name) => [`tandem_${name}`, money]),
);

const platform = (declaration: Omit<TableDeclaration, 'business' | 'ownership'>): TableDeclaration => ({
  ...declaration,
  ownership: 'organization',
  business: false,
});

export const tableDeclarations: readonly TableDeclaration[] = [
  table('account', 'accounts', 1, 'name', 'user'),
  table('contact', 'contacts', 2, 'fullname', 'user'),
  table('opportunity', 'opportunities', 3, 'name', 'user'),
  table('annotation', 'annotations', 5, 'subject', 'user'),
  table('systemuser', 'systemusers', 8, 'fullname'),
  table('team', 'teams', 9, 'name'),
  table('businessunit', 'businessunits', 10, 'name'),
  table('pricelevel', 'pricelevels', 1022, 'name'),
  table('product', 'products', 1024, 'name'),
  table('productpricelevel', 'productpricelevels', 1026),
  table('uom', 'uoms', 1055, 'name'),
  table('uomschedule', 'uomschedules', 1056, 'name'),
  table('opportunityproduct', 'opportunityproducts', 1083),
  table('quote', 'quotes', 1084, 'name', 'user'),
  table('quotedetail', 'quotedetails', 1085),
  table('salesorder', 'salesorders', 1088, 'name', 'user'),
  table('salesorderdetail', 'salesorderdetails', 1089),
  table('invoice', 'invoices', 1090, 'name', 'user'),
  table('invoicedetail', 'invoicedetails', 1091),
  table('transactioncurrency', 'transactioncurrencies', 9105, 'currencyname'),
  {
    ...table('orderclose', 'ordercloses', 4209, 'subject'),
    columns: {
      subject: text(200),
      salesorderid: lookup,
      ordernumber: text(100),
      revision: { kind: 'integer' },
      description: { kind: 'memo' },
    },
  },
  {
    ...table('tandem_accountstatistics', 'tandem_accountstatisticses', 10101, 'tandem_name'),
    columns: {
      tandem_name: text(160),
      tandem_customernumber: text(20),
      tandem_accountid: { kind: 'lookup', targets: [{ table: 'account', navigation: 'tandem_AccountId' }] },
      transactioncurrencyid: lookup,
      exchangerate: { kind: 'decimal', writable: 'never' },
      ...statistics,
      tandem_overdueondate: { kind: 'date' },
      tandem_companyid: text(36),
    },
  },
  {
    ...table('tandem_connection', 'tandem_connections', 10102, 'tandem_name'),
    columns: {
      tandem_name: text(100),
      tandem_webclienturl: text(500),
      tandem_availabilityurl: text(500),
      tandem_availabilityusername: text(100),
      tandem_signinauthority: text(500),
      tandem_signinclientid: text(100),
      tandem_signinscope: text(200),
      tandem_companyid: text(36),
    },
  },
  platform({ logicalName: 'organization', setName: 'organizations', typeCode: 1019, primaryName: 'name' }),
  platform({
    logicalName: 'role',
    setName: 'roles',
    typeCode: 1036,
    primaryName: 'name',
    columns: { name: text(100), businessunitid: lookup, parentrootroleid: lookup, roletemplateid: lookup, ismanaged: { kind: 'boolean' } },
  }),
  platform({
    logicalName: 'solution',
    setName: 'solutions',
    typeCode: 7100,
    primaryName: 'friendlyname',
    columns: {
      uniquename: text(65),
      friendlyname: text(256),
      version: text(256),
      ismanaged: { kind: 'boolean' },
      isvisible: { kind: 'boolean' },
      installedon: { kind: 'dateTime' },
      publisherid: lookup,
    },
  }),
  platform({
    logicalName: 'publisher',
    setName: 'publishers',
    typeCode: 7101,
    primaryName: 'friendlyname',
    columns: {
      uniquename: text(256),
      friendlyname: text(256),
      customizationprefix: text(8),
      customizationoptionvalueprefix: { kind: 'integer' },
    },
  }),
  platform({ logicalName: 'sdkmessage', setName: 'sdkmessages', typeCode: 4606, primaryName: 'name', columns: { name: text(256) } }),
  platform({
    logicalName: 'sdkmessagefilter',
    setName: 'sdkmessagefilters',
    typeCode: 4607,
    columns: { sdkmessageid: lookup, primaryobjecttypecode: text(64) },
  }),
  platform({
    logicalName: 'serviceendpoint',
    setName: 'serviceendpoints',
    typeCode: 4618,
    primaryName: 'name',
    columns: {
      name: text(100),
      url: text(2_048),
      contract: { kind: 'integer' },
      authtype: { kind: 'integer' },
      description: { kind: 'memo' },
    },
  }),
  platform({
    logicalName: 'sdkmessageprocessingstep',
    setName: 'sdkmessageprocessingsteps',
    typeCode: 4608,
    primaryName: 'name',
    columns: {
      name: text(256),
      sdkmessageid: lookup,
      sdkmessagefilterid: lookup,
      eventhandler: lookup,
      mode: { kind: 'integer' },
      stage: { kind: 'integer' },
      rank: { kind: 'integer' },
      asyncautodelete: { kind: 'boolean' },
      statecode: { kind: 'state', options: ['Enabled', 'Disabled'].map((label, value) => ({ value, label })) },
      statuscode: {
        kind: 'status',
        options: [
          { value: 1, label: 'Enabled', state: 0 },
          { value: 2, label: 'Disabled', state: 1 },
        ],
      },
    },
  }),
  platform({
    logicalName: 'importjob',
    setName: 'importjobs',
    typeCode: 9107,
    primaryName: 'name',
    columns: {
      name: text(100),
      solutionname: text(100),
      progress: { kind: 'double' },
      completedon: { kind: 'dateTime' },
      startedon: { kind: 'dateTime' },
      data: { kind: 'memo' },
    },
  }),
  platform({
    logicalName: 'asyncoperation',
    setName: 'asyncoperations',
    typeCode: 4700,
    primaryName: 'name',
    columns: {
      name: text(256),
      message: { kind: 'memo' },
      statecode: { kind: 'state', options: ['Ready', 'Suspended', 'Locked', 'Completed'].map((label, value) => ({ value, label })) },
      statuscode: {
        kind: 'status',
        options: [
          { value: 0, label: 'Waiting For Resources', state: 0 },
          { value: 10, label: 'Waiting', state: 1 },
          { value: 20, label: 'In Progress', state: 2 },
          { value: 30, label: 'Succeeded', state: 3 },
          { value: 31, label: 'Failed', state: 3 },
        ],
      },
      completedon: { kind: 'dateTime' },
    },
  }),
];
