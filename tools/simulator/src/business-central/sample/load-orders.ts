/** The open orders of the sample, with what they take from their customers and items. */
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { Draft } from '../write/draft';
import { insertDraft } from '../write/create-row';
import { SampleRow, readSample, rowOf } from './sample-rows';

export function loadOrders(transaction: Transaction, company: Company): void {
  for (const sample of readSample('salesOrders'))
    insert(transaction, company, 'salesOrders', without(sample, ['totalAmountExcludingTax', 'status']));
  for (const sample of readSample('salesOrderLines')) insert(transaction, company, 'salesOrderLines', without(sample, ['netAmount']));
}

function without(sample: SampleRow, computed: readonly string[]): SampleRow {
  return Object.fromEntries(Object.entries(sample).filter(([name]) => !computed.includes(name)));
}

function insert(transaction: Transaction, company: Company, name: string, sample: SampleRow): void {
  const table = company.table(name);
  const draft = new Draft(transaction, company, table, rowOf(company, table, sample));
  for (const column of Object.keys(sample)) if (table.has(column)) draft.given.add(column);
  insertDraft(draft, []);
}
