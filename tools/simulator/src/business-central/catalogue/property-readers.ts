/** How a property's value is read from a row: stored as it is, the id of a related row, a system field, or computed. */
import { Row, Value, system } from '../store/column';
import type { Company } from '../store/company';
import type { TableDefinition } from '../store/table';
import { idOfKey } from './relations';

type Read = (row: Row, company: Company) => Value;

let formattedTime = Number.NaN;
let formattedText = '';

/** `2026-05-01T10:00:00.123Z`. Rows written together bear the same time: the last text is kept. */
export function isoTime(milliseconds: Value): string {
  if (milliseconds !== formattedTime) {
    formattedTime = milliseconds as number;
    formattedText = new Date(formattedTime).toISOString();
  }
  return formattedText;
}

export const systemReaders: Record<string, Read> = {
  id: (row) => row[system.id] as Value,
  systemRowVersion: (row) => row[system.version] as Value,
  systemModifiedAt: (row) => isoTime(row[system.modifiedAt] as Value),
  lastModifiedDateTime: (row) => isoTime(row[system.modifiedAt] as Value),
  systemCreatedAt: (row) => isoTime(row[system.createdAt] as Value),
  systemModifiedBy: (row) => row[system.modifiedBy] as Value,
};

/** Where a column stands in the rows of a table; `undefined` when the table has no such column. */
export function placeIn(definition: TableDefinition, column: string): number | undefined {
  const at = definition.columns.findIndex(({ name }) => name === column);
  return at < 0 ? undefined : system.first + at;
}

export const stored =
  (place: number): Read =>
  (row) =>
    row[place] as Value;

/** The id of the row of `table` that the code or number at `place` names. */
export const relatedId =
  (place: number, table: string): Read =>
  (row, company) =>
    idOfKey(company, table, row[place] as string);
