/** Puts rows of a sample file into a table: known columns only, enumerations escaped, the local currency blanked. */
import { readSampleRows } from '../../service/shipped-files';
import { Column, Row, Value } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Transaction } from '../store/transaction';
import { escaped } from '../write/convert';
import type { SampleTable } from './sample-tables';

export type SampleRow = Record<string, unknown>;

export const readSample = (file: string): SampleRow[] => readSampleRows(`business-central/${file}.json`);

export function loadTable(transaction: Transaction, company: Company, { file, table: name, renames = {} }: SampleTable): void {
  const table = company.table(name);
  for (const sample of readSample(file)) table.insert(transaction, rowOf(company, table, renamed(sample, renames)));
}

export function renamed(sample: SampleRow, renames: Readonly<Record<string, string>>): SampleRow {
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [renames[name] ?? name, value]));
}

export function rowOf(company: Company, table: Table, sample: SampleRow): Row {
  const row = table.blankRow(String(sample['id']));
  for (const column of table.definition.columns) {
    const value = sample[column.name];
    if (value !== undefined) row[table.place(column.name)] = storedValue(company, column, value as Value);
  }
  return row;
}

function storedValue(company: Company, column: Column, value: Value): Value {
  if (column.values) return escaped(String(value));
  if (column.references === 'currencies' && value === company.localCurrencyCode) return '';
  if (column.name === 'amountDecimalPlaces') return String(value).split(':').map(Number).join(':');
  return value;
}
