/** What a new document takes from its customer, and what later changes of the header do. */
import { dialog } from '../http/wire-error';
import type { Row } from '../store/column';
import type { Company } from '../store/company';
import type { Draft } from '../write/draft';
import { applyDateFormula } from './due-date';
import { DocumentKind, today } from './document-kinds';

/** Sell-to, bill-to and ship-to fields by the customer's field that fills them. */
const addressParts: ReadonlyArray<readonly [suffix: string, customerColumn: string]> = [
  ['AddressLine1', 'addressLine1'],
  ['AddressLine2', 'addressLine2'],
  ['City', 'city'],
  ['State', 'state'],
  ['Country', 'country'],
  ['PostCode', 'postalCode'],
];

export function prepareHeader(draft: Draft, kind: DocumentKind): void {
  const customer = customerOf(draft);
  if (draft.text('number') === '') draft.set('number', draft.company.nextNumber(kind.headers));
  if (draft.table.has('documentType')) draft.set('documentType', kind.type);
  refuseBlocked(draft.company, customer);
  fillFromCustomer(draft, customer);
  fillDates(draft, kind);
  draft.fill('docNoOccurrence', 1);
  if (kind.type === 'Invoice') draft.set('status', 'Draft');
}

function customerOf(draft: Draft): Row {
  const number = draft.text('customerNumber');
  const customer = number === '' ? undefined : draft.company.table('customers').find(number);
  if (!customer) throw dialog('A "customerNumber" or a "customerId" must be provided.');
  return customer;
}

function refuseBlocked(company: Company, customer: Row): void {
  const customers = company.table('customers');
  const blocked = customers.text(customer, 'blocked');
  if (blocked === 'All')
    throw dialog(
      `You cannot create this type of document when Customer ${customers.text(customer, 'number')} is blocked with type ${blocked}`,
    );
}

export function fillFromCustomer(draft: Draft, customer: Row): void {
  const customers = draft.company.table('customers');
  const read = (column: string) => customers.text(customer, column);
  draft.set('customerName', read('displayName'));
  for (const column of ['sellToContact', 'billToContact', 'shipToContact']) draft.fill(column, read('contact'));
  draft.fill('shipToName', read('displayName'));
  for (const side of ['sellTo', 'shipTo']) for (const [suffix, column] of addressParts) draft.fill(side + suffix, read(column));
  draft.fill('salesperson', read('salespersonCode'));
  for (const column of [
    'currencyCode',
    'paymentTermsCode',
    'shipmentMethodCode',
    'shippingAgentCode',
    'vatBusPostingGroup',
    'phoneNumber',
    'email',
  ])
    draft.fill(column, read(column));
  draft.fill('pricesIncludeTax', customers.read(customer, 'pricesIncludeTax'));
  draft.fill('sellToContactNo', read('primaryContactNo'));
  fillBillTo(draft, read('billToCustomerNumber') || read('number'));
}

function fillBillTo(draft: Draft, otherwise: string): void {
  draft.fill('billToCustomerNumber', otherwise);
  const customers = draft.company.table('customers');
  const payer = customers.find(draft.text('billToCustomerNumber'));
  if (!payer) return;
  draft.fill('billToName', customers.text(payer, 'displayName'));
  for (const [suffix, column] of addressParts) draft.fill(`billTo${suffix}`, customers.text(payer, column));
}

function fillDates(draft: Draft, { dateColumn }: DocumentKind): void {
  const now = today(draft.transaction.now());
  draft.fill(dateColumn, now);
  draft.fill('postingDate', now);
  draft.fill('shipmentDate', now);
  draft.fill('dueDate', applyDateFormula(draft.text(dateColumn), dueFormula(draft)));
}

function dueFormula(draft: Draft): string {
  const terms = draft.company.table('paymentTerms');
  const row = terms.find(draft.text('paymentTermsCode'));
  return row ? terms.text(row, 'dueDateCalculation') : '';
}

/** Only an open document can be changed; a new customer brings its own facts. */
export function changeHeader(draft: Draft): void {
  refuseReleased(draft.company, draft.table.definition.name, draft.before ?? draft.row);
  if (draft.changed('customerNumber')) fillFromCustomer(draft, customerOf(draft));
}

export function refuseReleased(company: Company, headers: string, header: Row): void {
  const table = company.table(headers);
  const status = table.text(header, 'status');
  if (headers === 'salesInvoices' ? status !== 'Draft' : status !== 'Open')
    throw dialog(
      `Status must be equal to 'Open' in Sales Header: Document No.=${table.text(header, 'number')}. Current value is '${status}'.`,
    );
}
