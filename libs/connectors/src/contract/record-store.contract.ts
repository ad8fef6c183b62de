/** What the port RecordStore promises, in sentences; both stores pass it against a running service. */
import { ContractRows, ContractSubject } from './contract-rows';
import { pagesContract } from './pages.contract';
import { rowsContract } from './rows.contract';

export const recordStoreContract = (name: string, subjectOf: () => ContractSubject): void => {
  describe(`${name} as a record store`, () => {
    rowsContract(() => new ContractRows(subjectOf()));
    pagesContract(() => new ContractRows(subjectOf()));
  });
};
