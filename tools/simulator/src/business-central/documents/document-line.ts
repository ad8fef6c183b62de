/** Lines of sales documents: what the item or resource brings, and the amounts that follow. */
import { badRequest, dialog } from '../http/wire-error';
import { assetOf, rateToLocal } from '../catalogue/relations';
import type { Row } from '../store/column';
import type { Company } from '../store/company';
import type { Draft } from '../write/draft';
import { DocumentKind, cents } from './document-kinds';
import { refuseReleased } from './document-header';

export function headerOfLine(company: Company, kind: DocumentKind, documentId: string): Row {
  const header = company.table(kind.headers).get(documentId);
  if (!header) throw dialog('You must specify a Document Id to create the line.');
  return header;
}

export function prepareLine(draft: Draft, kind: DocumentKind): void {
  const header = headerOfLine(draft.company, kind, draft.text('documentId'));
  refuseReleased(draft.company, kind.headers, header);
  const headers = draft.company.table(kind.headers);
  if (draft.table.has('documentNumber')) draft.set('documentNumber', headers.text(header, 'number'));
  if (draft.table.has('documentType')) draft.set('documentType', kind.type);
  if (draft.table.has('currencyCode')) draft.set('currencyCode', headers.text(header, 'currencyCode'));
  if (draft.number('sequence') === 0) draft.set('sequence', nextSequence(draft));
  for (const column of ['shipmentDate', 'requestedDeliveryDate']) if (headers.has(column)) draft.fill(column, headers.read(header, column));
  fillFromObject(draft);
  settleAmounts(draft);
}

function nextSequence(draft: Draft): number {
  const lines = draft.table.having('documentId', draft.text('documentId'));
  return Math.max(0, ...lines.map((line) => draft.table.number(line, 'sequence'))) + 10000;
}

/** Item and resource lines need an object; its description, unit and price are the defaults. */
function fillFromObject(draft: Draft): void {
  const kind = draft.text('lineType');
  const number = draft.text('lineObjectNumber');
  if (kind === 'Comment' || number === '') return;
  if (kind !== 'Item' && kind !== 'Resource') return;
  const asset = assetOf(draft.company, kind, number);
  if (!asset)
    throw badRequest(
      `The field No. of table Sales Line contains a value (${number}) that cannot be found in the related table (${kind}).`,
      'Internal_InvalidTableRelation',
    );
  const assets = draft.company.table(kind === 'Item' ? 'items' : 'resources');
  if (assets.read(asset, 'blocked') === true)
    throw dialog(`Blocked must be equal to 'No' in ${kind}: No.=${number}. Current value is 'Yes'.`);
  draft.fill('description', assets.read(asset, 'displayName'));
  draft.fill('unitOfMeasureCode', assets.read(asset, 'baseUnitOfMeasureCode'));
  draft.fill('vatProdPostingGroup', assets.has('vatProdPostingGroup') ? assets.read(asset, 'vatProdPostingGroup') : '');
  draft.fill('unitPrice', priceInCurrency(draft, assets.number(asset, 'unitPrice')));
}

function priceInCurrency(draft: Draft, localPrice: number): number {
  const currency = draft.table.has('currencyCode') ? draft.text('currencyCode') : '';
  return Math.round((localPrice / rateToLocal(draft.company, currency)) * 1000) / 1000;
}

/** Changes of a line: a new object brings its defaults again; what is shipped cannot be taken back. */
export function changeLine(draft: Draft, kind: DocumentKind): void {
  const headers = draft.company.table(kind.headers);
  const header = headers.get(draft.text('documentId'));
  if (header) refuseReleased(draft.company, kind.headers, header);
  if (draft.changed('lineObjectNumber')) fillFromObject(draft);
  settleAmounts(draft);
}

/** Line amount, discount and net amounts; VAT is left out of the sample, so tax is nil. */
export function settleAmounts(draft: Draft): void {
  const [quantity, price] = [draft.number('quantity'), draft.number('unitPrice')];
  const gross = cents(quantity * price);
  if (draft.given.has('discountAmount') && !draft.given.has('discountPercent'))
    draft.set('discountPercent', gross === 0 ? 0 : Math.round((draft.number('discountAmount') / gross) * 1e7) / 1e5);
  else draft.set('discountAmount', cents((gross * draft.number('discountPercent')) / 100));
  const line = cents(gross - draft.number('discountAmount'));
  if (draft.table.has('lineAmount')) draft.set('lineAmount', line);
  const net = cents(line - draft.number('invoiceDiscountAllocation'));
  draft.set('netAmount', net);
  draft.set('netTaxAmount', 0);
  draft.set('netAmountIncludingTax', net);
  if (!draft.table.has('shipQuantity')) return;
  draft.fill('shipQuantity', quantity - draft.number('shippedQuantity'));
  draft.fill('invoiceQuantity', quantity - draft.number('invoicedQuantity'));
  if (draft.number('shipQuantity') > quantity - draft.number('shippedQuantity'))
    throw dialog('You cannot ship more than the outstanding quantity.');
}
