/** The number series of a company go on after the greatest number in use. */
import type { Company } from '../store/company';
import { NumberSeries } from '../store/number-series';

interface SeriesStart {
  readonly table: string;
  readonly column: string;
  readonly prefix: string;
  readonly digits: number;
  readonly first: number;
  readonly step: number;
}

const starts: readonly SeriesStart[] = [
  { table: 'customers', column: 'number', prefix: 'C', digits: 5, first: 0, step: 10 },
  { table: 'vendors', column: 'number', prefix: 'V', digits: 5, first: 0, step: 10 },
  { table: 'contacts', column: 'number', prefix: 'CT', digits: 6, first: 0, step: 1 },
  { table: 'items', column: 'number', prefix: '', digits: 4, first: 1000, step: 1 },
  { table: 'resources', column: 'number', prefix: 'R', digits: 4, first: 0, step: 10 },
  { table: 'priceListHeaders', column: 'code', prefix: 'S', digits: 5, first: 0, step: 1 },
  { table: 'opportunities', column: 'number', prefix: 'OP', digits: 6, first: 0, step: 1 },
  { table: 'salesOrders', column: 'number', prefix: '', digits: 6, first: 101000, step: 1 },
  { table: 'salesQuotes', column: 'number', prefix: '', digits: 4, first: 1000, step: 1 },
  { table: 'salesInvoices', column: 'number', prefix: '', digits: 6, first: 102000, step: 1 },
  { table: 'postedSalesInvoices', column: 'number', prefix: '', digits: 6, first: 103000, step: 1 },
  { table: 'salesShipments', column: 'number', prefix: '', digits: 6, first: 104000, step: 1 },
];

/** Items and customers have other numbers too: those of the series are told by prefix and length. */
export function startNumberSeries(company: Company): void {
  for (const { table: name, column, prefix, digits, first, step } of starts) {
    const table = company.table(name);
    const pattern = new RegExp(`^${prefix}\\d{${digits}}$`);
    let last = first;
    if (!(name === 'items' || name === 'salesInvoices'))
      for (const row of table.all())
        if (pattern.test(table.text(row, column))) last = Math.max(last, Number(table.text(row, column).slice(prefix.length)));
    company.numberSeries.set(name, new NumberSeries(prefix, digits, last, step));
  }
}
