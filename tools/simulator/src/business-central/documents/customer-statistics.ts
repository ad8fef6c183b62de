/** What a customer owes and has ordered is read later when a document or an entry of the customer changes. */
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';

export function touchStatistics(transaction: Transaction, company: Company, customerNumber: string): void {
  const statistics = company.table('customerStatistics');
  const row = statistics.find(customerNumber);
  if (row) statistics.touch(transaction, row, transaction.nextVersion());
}
