/** Posting of a sales order: shipment, invoice, ledger entries; the order goes when everything is invoiced. */
import { postLedgerEntry } from '../rules/inventory';
import { assetOf } from '../catalogue/relations';
import { dialog } from '../http/wire-error';
import { Row, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { deleteRow } from '../write/delete-row';
import { archiveDocument, copyRow, releaseDocument } from './document-status';
import { cents, order } from './document-kinds';
import { settleTotals } from './document-totals';
import { PostedLine, createPostedInvoice } from './posted-invoice';

/** Ships and invoices what the lines say; answers the posted invoice when the order is done, else the order. */
export function shipAndInvoice(transaction: Transaction, company: Company, row: Row): { set: string; row: Row } {
  const lines = company.table(order.lines);
  const toShip = lines
    .having('documentId', idOf(row))
    .filter((line) => lines.number(line, 'shipQuantity') > 0 || lines.number(line, 'invoiceQuantity') > 0);
  if (toShip.length === 0) throw dialog('There is nothing to post.');
  releaseDocument(transaction, company, order.headers, row);
  const shipment = createShipment(transaction, company, row, toShip);
  const invoice = invoiceOrder(transaction, company, row, {
    lines: toShip,
    shipmentNo: company.table('salesShipments').text(shipment, 'number'),
  });
  for (const line of toShip) advance(transaction, company, line);
  settleTotals(transaction, company, order, row);
  if (!isInvoiced(company, row)) return { set: 'salesOrders', row };
  archiveDocument(transaction, company, order.headers, row);
  removeOrder(transaction, company, row);
  return { set: 'salesInvoices', row: invoice };
}

function createShipment(transaction: Transaction, company: Company, row: Row, shipped: readonly Row[]): Row {
  const [orders, shipments] = [company.table('salesOrders'), company.table('salesShipments')];
  const header = copyRow(orders, shipments, row, transaction.newId());
  header[shipments.place('number')] = company.nextNumber('salesShipments');
  header[shipments.place('orderNumber')] = orders.text(row, 'number');
  header[shipments.place('invoiceDate')] = orders.text(row, 'orderDate');
  shipments.insert(transaction, header);
  transaction.note(shipments, header, 'create', []);
  for (const line of shipped) shipLine(transaction, company, header, line);
  orders.update(transaction, row, [
    [orders.place('lastShippingNo'), shipments.text(header, 'number')],
    [orders.place('lastShipmentDate'), orders.text(row, 'postingDate')],
    [orders.place('shipped'), true],
  ]);
  return header;
}

function shipLine(transaction: Transaction, company: Company, header: Row, line: Row): void {
  const [lines, copies, shipments] = [
    company.table('salesOrderLines'),
    company.table('salesShipmentLines'),
    company.table('salesShipments'),
  ];
  const quantity = lines.number(line, 'shipQuantity');
  const copy = copyRow(lines, copies, line, transaction.newId());
  copy[copies.place('documentId')] = idOf(header);
  copy[copies.place('documentNo')] = shipments.text(header, 'number');
  copy[copies.place('quantity')] = quantity;
  copies.insert(transaction, copy);
  if (quantity > 0) moveStock(transaction, company, header, [line, quantity]);
}

function moveStock(transaction: Transaction, company: Company, header: Row, [line, quantity]: [Row, number]): void {
  const [lines, shipments] = [company.table('salesOrderLines'), company.table('salesShipments')];
  const number = lines.text(line, 'lineObjectNumber');
  if (lines.text(line, 'lineType') !== 'Item' || !assetOf(company, 'Item', number)) return;
  postLedgerEntry(transaction, company, {
    itemNumber: number,
    locationCode: lines.text(line, 'locationCode'),
    variantCode: lines.text(line, 'variantCode'),
    entryType: 'Sale',
    sourceType: 'Customer',
    sourceNumber: shipments.text(header, 'customerNumber'),
    documentType: 'Sales_x0020_Shipment',
    documentNumber: shipments.text(header, 'number'),
    postingDate: shipments.text(header, 'postingDate'),
    quantity: -quantity * unitFactor(company, number, lines.text(line, 'unitOfMeasureCode')),
  });
}

function unitFactor(company: Company, itemNumber: string, unit: string): number {
  const units = company.table('itemUnitsOfMeasure');
  const row = units.find(itemNumber, unit);
  return row ? units.number(row, 'qtyPerUnitOfMeasure') : 1;
}

function invoiceOrder(transaction: Transaction, company: Company, row: Row, posting: { lines: readonly Row[]; shipmentNo: string }): Row {
  const [orders, lines] = [company.table('salesOrders'), company.table('salesOrderLines')];
  const posted: PostedLine[] = posting.lines.map((line) => {
    const quantity = lines.number(line, 'invoiceQuantity');
    const share = lines.number(line, 'quantity') === 0 ? 0 : quantity / lines.number(line, 'quantity');
    return {
      source: line,
      quantity,
      netAmount: cents(lines.number(line, 'netAmount') * share),
      shipmentNo: posting.shipmentNo,
      orderNumber: orders.text(row, 'number'),
      orderLineNo: lines.number(line, 'sequence'),
    };
  });
  const invoice = createPostedInvoice(transaction, company, {
    headers: 'salesOrders',
    linesTable: 'salesOrderLines',
    header: row,
    lines: posted,
    dateColumn: 'orderDate',
  });
  orders.update(transaction, row, [[orders.place('lastPostingNo'), company.table('postedSalesInvoices').text(invoice, 'number')]]);
  return invoice;
}

function advance(transaction: Transaction, company: Company, line: Row): void {
  const lines = company.table('salesOrderLines');
  const shipped = lines.number(line, 'shippedQuantity') + lines.number(line, 'shipQuantity');
  const invoiced = lines.number(line, 'invoicedQuantity') + lines.number(line, 'invoiceQuantity');
  const quantity = lines.number(line, 'quantity');
  lines.update(transaction, line, [
    [lines.place('shippedQuantity'), shipped],
    [lines.place('invoicedQuantity'), invoiced],
    [lines.place('shipQuantity'), quantity - shipped],
    [lines.place('invoiceQuantity'), quantity - invoiced],
  ]);
}

function isInvoiced(company: Company, row: Row): boolean {
  const lines = company.table('salesOrderLines');
  return lines.having('documentId', idOf(row)).every((line) => lines.number(line, 'invoicedQuantity') >= lines.number(line, 'quantity'));
}

/** A posted order is deleted without the questions that a user's deletion asks. */
function removeOrder(transaction: Transaction, company: Company, row: Row): void {
  const lines = company.table('salesOrderLines');
  for (const line of [...lines.having('documentId', idOf(row))]) {
    lines.update(transaction, line, [[lines.place('shippedQuantity'), 0]]);
    deleteRow(transaction, company, lines, line);
  }
  deleteRow(transaction, company, company.table('salesOrders'), row);
}
