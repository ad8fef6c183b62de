/** The promises of the port, kept by the server that `BUSINESS_CENTRAL_URL` names, in the company `BUSINESS_CENTRAL_COMPANY`. */
import { orderLines, orders } from '@tandem/domain/mapping/order.fixture';
import { businessCentral } from '@tandem/domain/tables/business-central';
import { documentsContract } from '../contract/documents.contract';
import { recordStoreContract } from '../contract/record-store.contract';
import { partsFromEnvironment } from '../testing/connection-from-environment';
import { BusinessCentralRecordStore } from './business-central-record-store';

const parts = partsFromEnvironment('BUSINESS_CENTRAL', 5);
afterAll(() => parts.transport.close());

recordStoreContract('Business Central', () => ({
  store: new BusinessCentralRecordStore({ ...parts, batchSize: 8 }),
  table: businessCentral.customers,
  textColumn: 'displayName',
  keyColumn: 'number',
  valuesOf: (mark) => ({ number: `K${mark}`, displayName: `Contract ${mark}`, creditLimit: 1000.5 }),
  poison: { salespersonCode: 'NOBODY' },
}));

/** Kept, since a store asks first which API the company offers. */
const keptStore = new BusinessCentralRecordStore(parts);

documentsContract('Business Central', () => ({
  store: keptStore,
  documents: {
    table: orders,
    columns: ['number', 'discountAmount'],
    lines: { table: orderLines, columns: ['sequence', 'quantity', 'description'], navigation: 'salesOrderLines' },
  },
  lineNumber: 'sequence',
  takeRequests: () => parts.budget.takeFigures().calls,
}));
