import { businessCentral } from '@tandem/domain/tables/business-central';
import { recordStoreContract } from '../record-store.contract';
import { isGiven, partsFromEnvironment } from '../testing/connection-from-environment';
import { BusinessCentralRecordStore } from './business-central-record-store';

/** Runs against the server that `BUSINESS_CENTRAL_URL` names, in the company `BUSINESS_CENTRAL_COMPANY`. */
if (isGiven('BUSINESS_CENTRAL')) {
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
} else {
  it.skip('Business Central as a record store: needs BUSINESS_CENTRAL_URL', () => undefined);
}
