/** A payment by a customer, as a cash receipt journal posts it: the invoice's remaining amount falls and its row version moves. */
import { ControlError } from '../../service/controlled-rows';
import { idOf } from '../store/column';
import type { Database } from '../store/database';
import type { Writer } from '../store/transaction';
import { cents } from './document-kinds';
import { postToLedger } from './posted-invoice';

export interface Payment {
  /** Number of the posted invoice. */
  readonly invoice: string;
  /** In the invoice's currency. */
  readonly amount: number;
}

export function receivePayment(database: Database, writer: Writer, { invoice: number, amount }: Payment): { remainingAmount: number } {
  const [company] = database.companies;
  const invoices = company?.table('postedSalesInvoices');
  const invoice = invoices?.find(number);
  if (!company || !invoices || !invoice) throw new ControlError(`There is no posted invoice '${number}'.`);
  const remainingAmount = cents(invoices.number(invoice, 'remainingAmount') - amount);
  if (!(amount > 0) || remainingAmount < 0) throw new ControlError(`The payment ${amount} is not between 0 and the remaining amount.`);
  const transaction = database.begin(writer);
  postToLedger(transaction, company, invoice, { entryType: 'Application', documentType: 'Payment', amount: -amount });
  invoices.update(transaction, invoice, [
    [invoices.place('remainingAmount'), remainingAmount],
    [invoices.place('closed'), remainingAmount === 0],
  ]);
  transaction.note(invoices, invoice, 'update', ['remainingAmount']);
  const shown = company.table('salesInvoices');
  const row = shown.get(idOf(invoice));
  if (row)
    shown.update(transaction, row, [
      [shown.place('remainingAmount'), remainingAmount],
      [shown.place('status'), remainingAmount === 0 ? 'Paid' : 'Open'],
    ]);
  database.commit(transaction);
  return { remainingAmount };
}
