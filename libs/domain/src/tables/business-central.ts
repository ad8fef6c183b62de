/** The tables and columns of Business Central that Tandem touches, by their names in the companion API (lengths: base application W1, version 29). */
import { boolean, code, date, decimal, enumeration, id, reference, text } from './column';
import { Columns, callerId, defineTable, Storage, Table } from './table';

const companionSet = (set: string, alTable: string, v2Set?: string): Storage => ({ kind: 'companionSet', set, alTable, v2Set });

/** A blank enumeration member as it stands on the wire. */
export const blank = '_x0020_';

const address = {
  addressLine1: text(100),
  addressLine2: text(50),
  city: text(30),
  state: text(30),
  country: code(10),
  postalCode: code(20),
};

const party = {
  id: id(),
  number: code(20),
  displayName: text(100),
  contact: text(100),
  ...address,
  phoneNumber: text(30),
  mobilePhoneNumber: text(30),
  faxNo: text(30),
  email: text(80),
  website: text(255),
  currencyCode: reference('currencies', 10),
  paymentTermsCode: reference('paymentTerms', 10),
  shipmentMethodCode: reference('shipmentMethods', 10),
  shippingAgentCode: reference('shippingAgents', 10),
  primaryContactNo: reference('contacts', 20),
};

const customers = defineTable({
  side: 'businessCentral',
  name: 'customers',
  storage: companionSet('customers', 'Customer', 'customers'),
  key: 'id',
  businessKey: ['number'],
  identity: callerId(),
  columns: {
    ...party,
    salespersonCode: reference('salespeople', 20),
    creditLimit: decimal(2),
    blocked: enumeration([blank, 'Ship', 'Invoice', 'All'], { initially: blank }),
    templateCode: code(20, { access: 'createOnly' }),
  },
});

const vendors = defineTable({
  side: 'businessCentral',
  name: 'vendors',
  storage: companionSet('vendors', 'Vendor', 'vendors'),
  key: 'id',
  businessKey: ['number'],
  identity: callerId(),
  columns: {
    ...party,
    purchaserCode: reference('salespeople', 20),
    blocked: enumeration([blank, 'Payment', 'All'], { initially: blank }),
    templateCode: code(20, { access: 'createOnly' }),
  },
});

const contacts = defineTable({
  side: 'businessCentral',
  name: 'contacts',
  storage: companionSet('contacts', 'Contact', 'contacts'),
  key: 'id',
  businessKey: ['number'],
  identity: callerId(),
  columns: {
    id: id(),
    number: code(20),
    type: enumeration(['Company', 'Person']),
    displayName: text(100),
    firstName: text(30),
    middleName: text(30),
    surname: text(30),
    salutationCode: code(10),
    companyNumber: reference('contacts', 20),
    customerNumber: reference('customers', 20, { access: 'createOnly' }),
    vendorNumber: reference('vendors', 20, { access: 'createOnly' }),
    ...address,
    phoneNumber: text(30),
    mobilePhoneNumber: text(30),
    faxNo: text(30),
    pager: text(30),
    email: text(80),
    website: text(255),
    salespersonCode: reference('salespeople', 20),
    currencyCode: reference('currencies', 10),
  },
});

const salespeople = defineTable({
  side: 'businessCentral',
  name: 'salespeople',
  storage: companionSet('salespeople', 'Salesperson/Purchaser', 'salespeoplePurchasers'),
  key: 'id',
  businessKey: ['code'],
  identity: callerId(),
  columns: {
    id: id(),
    code: code(20),
    displayName: text(50),
    email: text(80),
    email2: text(80),
    phoneNo: text(30),
    jobTitle: text(30),
    blocked: boolean({ initially: false }),
  },
});

const currencies = defineTable({
  side: 'businessCentral',
  name: 'currencies',
  storage: companionSet('currencies', 'Currency', 'currencies'),
  key: 'id',
  businessKey: ['code'],
  identity: callerId(),
  columns: { id: id(), code: code(10), displayName: text(30), symbol: text(10), isoCode: code(3) },
});

const currencyExchangeRates = defineTable({
  side: 'businessCentral',
  name: 'currencyExchangeRates',
  storage: companionSet('currencyExchangeRates', 'Currency Exchange Rate', 'currencyExchangeRates'),
  key: 'id',
  businessKey: [],
  identity: callerId(),
  columns: {
    id: id(),
    currencyCode: reference('currencies', 10),
    startingDate: date(),
    exchangeRateAmount: decimal(10),
    relationalCurrencyCode: reference('currencies', 10),
    relationalExchangeRateAmount: decimal(10),
  },
});

const codeTable = (name: string, alTable: string, v2Set?: string) =>
  defineTable({
    side: 'businessCentral',
    name,
    storage: companionSet(name, alTable, v2Set),
    key: 'id',
    businessKey: ['code'],
    identity: callerId(),
    columns: { id: id(), code: code(10), displayName: text(100) },
  });

/** Business Central tables by their name in the catalogue. */
export const businessCentral = {
  customers,
  vendors,
  contacts,
  salespeople,
  currencies,
  currencyExchangeRates,
  paymentTerms: codeTable('paymentTerms', 'Payment Terms', 'paymentTerms'),
  shipmentMethods: codeTable('shipmentMethods', 'Shipment Method', 'shipmentMethods'),
  shippingAgents: codeTable('shippingAgents', 'Shipping Agent'),
} as const;

/** Any Business Central table. */
export type BusinessCentralTable = Table<'businessCentral', Columns>;
