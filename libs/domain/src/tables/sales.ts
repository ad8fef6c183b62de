/** The tables and columns of Dynamics 365 Sales that Tandem touches. Lengths and option values: Common Data Model and the Dataverse table reference. */
import { boolean, dateTime, decimal, id, integer, lookup, option, text } from './column';
import { Columns, callerId, defineTable, natural, Storage, Table } from './table';

const entity = (logicalName: string, set: string): Storage => ({ kind: 'entity', logicalName, set, changeTracking: true });

const owner = lookup({ systemusers: 'ownerid', teams: 'ownerid' });
const currencyLookup = lookup({ transactionCurrencies: 'transactioncurrencyid' });
const companyId = text(36);

const address = {
  address1_line1: text(250),
  address1_line2: text(250),
  address1_postalcode: text(20),
  address1_city: text(80),
  address1_country: text(80),
  address1_stateorprovince: text(50),
};

const accounts = defineTable({
  side: 'sales',
  name: 'accounts',
  storage: entity('account', 'accounts'),
  key: 'accountid',
  businessKey: [],
  identity: callerId(),
  company: 'tandem_companyid',
  columns: {
    accountid: id(),
    name: text(160),
    accountnumber: text(20),
    customertypecode: option([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    address1_primarycontactname: text(100),
    ...address,
    address1_freighttermscode: option(),
    address1_shippingmethodcode: option(),
    paymenttermscode: option(),
    emailaddress1: text(100),
    fax: text(50),
    websiteurl: text(200),
    telephone1: text(50),
    telephone2: text(50),
    creditlimit: decimal(2),
    ownerid: owner,
    transactioncurrencyid: currencyLookup,
    primarycontactid: lookup({ contacts: 'primarycontactid' }),
    statecode: option([0, 1], { initially: 0 }),
    tandem_companyid: companyId,
  },
});

const contacts = defineTable({
  side: 'sales',
  name: 'contacts',
  storage: entity('contact', 'contacts'),
  key: 'contactid',
  businessKey: [],
  identity: callerId(),
  company: 'tandem_companyid',
  columns: {
    contactid: id(),
    fullname: text(160, { access: 'readOnly' }),
    firstname: text(50),
    middlename: text(50),
    lastname: text(50),
    salutation: text(100),
    ...address,
    emailaddress1: text(100),
    fax: text(50),
    websiteurl: text(200),
    mobilephone: text(50),
    pager: text(50),
    telephone1: text(50),
    ownerid: owner,
    transactioncurrencyid: currencyLookup,
    parentcustomerid: lookup({ accounts: 'parentcustomerid_account', contacts: 'parentcustomerid_contact' }),
    statecode: option([0, 1], { initially: 0 }),
    tandem_companyid: companyId,
  },
});

const systemusers = defineTable({
  side: 'sales',
  name: 'systemusers',
  storage: entity('systemuser', 'systemusers'),
  key: 'systemuserid',
  businessKey: [],
  identity: callerId(),
  columns: {
    systemuserid: id(),
    fullname: text(200, { access: 'readOnly' }),
    internalemailaddress: text(100),
    personalemailaddress: text(100),
    mobilephone: text(64),
    jobtitle: text(100),
    isdisabled: boolean(),
    islicensed: boolean({ access: 'readOnly' }),
    isintegrationuser: boolean({ access: 'readOnly' }),
  },
});

/** Owners of rows under the ownership model Team. */
const teams = defineTable({
  side: 'sales',
  name: 'teams',
  storage: entity('team', 'teams'),
  key: 'teamid',
  businessKey: [],
  identity: callerId(),
  columns: { teamid: id(), name: text(160) },
});

const transactionCurrencies = defineTable({
  side: 'sales',
  name: 'transactionCurrencies',
  storage: entity('transactioncurrency', 'transactioncurrencies'),
  key: 'transactioncurrencyid',
  businessKey: ['isocurrencycode'],
  identity: natural('isocurrencycode'),
  columns: {
    transactioncurrencyid: id(),
    isocurrencycode: text(5),
    currencysymbol: text(10),
    currencyname: text(100),
    currencyprecision: integer(),
    exchangerate: decimal(10),
    statecode: option([0, 1], { initially: 0 }),
    modifiedon: dateTime({ access: 'readOnly' }),
  },
});

/** One choice of accounts as a table of its values; documents have the same choice and are kept in step. */
const optionValues = (name: string, attribute: string, mirrors: readonly { logicalName: string; attribute: string }[]) =>
  defineTable({
    side: 'sales',
    name,
    storage: { kind: 'optionSet', logicalName: 'account', attribute, mirrors },
    key: 'value',
    businessKey: ['label'],
    identity: natural('label'),
    columns: { value: id(), label: text(200) },
  });

const onDocuments = (attribute: string, ...documents: string[]) => documents.map((logicalName) => ({ logicalName, attribute }));

/** Sales tables by their name in the catalogue. */
export const sales = {
  accounts,
  contacts,
  systemusers,
  teams,
  transactionCurrencies,
  paymentTermsOptions: optionValues(
    'paymentTermsOptions',
    'paymenttermscode',
    onDocuments('paymenttermscode', 'salesorder', 'quote', 'invoice'),
  ),
  freightTermsOptions: optionValues(
    'freightTermsOptions',
    'address1_freighttermscode',
    onDocuments('freighttermscode', 'salesorder', 'quote'),
  ),
  shippingMethodOptions: optionValues(
    'shippingMethodOptions',
    'address1_shippingmethodcode',
    onDocuments('shippingmethodcode', 'salesorder', 'quote', 'invoice'),
  ),
} as const;

/** Any Sales table. */
export type SalesTable = Table<'sales', Columns>;
