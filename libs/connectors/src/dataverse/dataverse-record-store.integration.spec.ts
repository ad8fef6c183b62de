import { sales } from '@tandem/domain/tables/sales';
import { recordStoreContract } from '../record-store.contract';
import { isGiven, partsFromEnvironment } from '../testing/connection-from-environment';
import { DataverseRecordStore } from './dataverse-record-store';

/** Runs against the server that `SALES_URL` names. */
if (isGiven('SALES')) {
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
} else {
  it.skip('Dynamics 365 Sales as a record store: needs SALES_URL', () => undefined);
}
