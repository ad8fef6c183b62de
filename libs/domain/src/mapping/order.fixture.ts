/** A test mapping like the one of orders: a document whose lines travel with it, its tables as both services know them. */
import { customer } from '../catalogue/customer';
import { businessCentral } from '../tables/business-central';
import { code, decimal, id, integer, lookup, reference, text } from '../tables/column';
import { callerId, defineTable, natural, server } from '../tables/table';
import { defineTableMapping, document, watches } from './table-mapping';

export const orders = defineTable({
  side: 'businessCentral',
  name: 'testOrders',
  storage: { kind: 'companionSet', set: 'salesOrders', alTable: 'Sales Header' },
  key: 'id',
  businessKey: ['number'],
  identity: server('externalDocumentNumber'),
  columns: {
    id: id(),
    number: code(20),
    customerNumber: reference('customers', 20),
    discountAmount: decimal(2),
    externalDocumentNumber: text(35),
  },
});
export const orderLines = defineTable({
  side: 'businessCentral',
  name: 'testOrderLines',
  storage: { kind: 'companionSet', set: 'salesOrderLines', alTable: 'Sales Line' },
  key: 'id',
  businessKey: [],
  identity: callerId(),
  columns: { id: id(), documentId: text(36), sequence: integer(), quantity: decimal(5), description: text(100) },
});
export const salesOrders = defineTable({
  side: 'sales',
  name: 'testSalesOrders',
  storage: { kind: 'entity', logicalName: 'salesorder', set: 'salesorders', changeTracking: true },
  key: 'salesorderid',
  businessKey: [],
  identity: callerId(),
  columns: { salesorderid: id(), name: text(300), customerid: lookup({ accounts: 'customerid_account' }), discountamount: decimal(2) },
});
export const salesOrderLines = defineTable({
  side: 'sales',
  name: 'testSalesOrderLines',
  storage: { kind: 'entity', logicalName: 'salesorderdetail', set: 'salesorderdetails', changeTracking: true },
  key: 'salesorderdetailid',
  businessKey: [],
  identity: natural('salesorderid', 'lineitemnumber'),
  columns: {
    salesorderdetailid: id(),
    salesorderid: lookup({ testSalesOrders: 'salesorderid' }),
    lineitemnumber: integer(),
    quantity: decimal(5),
    productdescription: text(500),
  },
});

/** A mapping like the one of orders: a header with lines, a reference, a watched table. */
export const order = () =>
  defineTableMapping({
    name: 'TEST ORDER',
    businessCentral: orders,
    sales: salesOrders,
    direction: 'both',
    label: { businessCentral: ['number'], sales: ['name'] },
    fields: (f) => [
      f.toSales('number', 'name'),
      f.both('discountAmount', 'discountamount'),
      f.reference('customerNumber', 'customerid', customer),
    ],
    alsoWatches: [watches(businessCentral.currencyExchangeRates, 'currencyCode')],
    lines: document({
      businessCentral: orderLines,
      sales: salesOrderLines,
      navigation: ['salesOrderLines', 'order_details'],
      header: ['documentId', 'salesorderid'],
      lineNumber: ['sequence', 'lineitemnumber'],
      fields: (f) => [f.both('quantity', 'quantity'), f.both('description', 'productdescription')],
    }),
  });
