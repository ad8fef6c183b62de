/** The promises of the port, kept by the server that `SALES_URL` names. */
import { salesOrderLines, salesOrders } from '@tandem/domain/mapping/order.fixture';
import { sales } from '@tandem/domain/tables/sales';
import { documentsContract } from '../contract/documents.contract';
import { recordStoreContract } from '../contract/record-store.contract';
import { partsFromEnvironment } from '../testing/connection-from-environment';
import { DataverseRecordStore } from './dataverse-record-store';

const parts = partsFromEnvironment('SALES', 8);
afterAll(() => parts.transport.close());

recordStoreContract('Dynamics 365 Sales', () => ({
  store: new DataverseRecordStore({ ...parts, tables: Object.values(sales), batchSize: 8 }),
  table: sales.accounts,
  textColumn: 'name',
  keyColumn: 'accountnumber',
  valuesOf: (mark) => ({ name: `Contract ${mark}`, accountnumber: `K${mark}`, customertypecode: 3, creditlimit: 1000.5 }),
  poison: { accountnumber: 'longer than the twenty characters that an account number may have' },
}));

documentsContract('Dynamics 365 Sales', () => ({
  store: new DataverseRecordStore({ ...parts, tables: [...Object.values(sales), salesOrders, salesOrderLines] }),
  documents: {
    table: salesOrders,
    columns: ['name', 'customerid', 'discountamount'],
    lines: { table: salesOrderLines, columns: ['lineitemnumber', 'quantity', 'productdescription'], navigation: 'order_details' },
  },
  lineNumber: 'lineitemnumber',
  takeRequests: () => parts.budget.takeFigures().calls,
}));
