/** The kinds of open sales documents, and which tables hold them. */
export interface DocumentKind {
  readonly type: 'Order' | 'Quote' | 'Invoice';
  readonly headers: string;
  readonly lines: string;
  /** Column of the header that holds its document date. */
  readonly dateColumn: string;
}

export const order: DocumentKind = { type: 'Order', headers: 'salesOrders', lines: 'salesOrderLines', dateColumn: 'orderDate' };
export const quote: DocumentKind = { type: 'Quote', headers: 'salesQuotes', lines: 'salesQuoteLines', dateColumn: 'documentDate' };
export const invoice: DocumentKind = { type: 'Invoice', headers: 'salesInvoices', lines: 'salesInvoiceLines', dateColumn: 'invoiceDate' };

export const today = (now: number): string => new Date(now).toISOString().slice(0, 10);

export const cents = (amount: number): number => Math.round(amount * 100) / 100;
