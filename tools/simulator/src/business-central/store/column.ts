/** The columns of a table of Business Central and the compact form in which its rows are kept. */

export type EdmType =
  | 'Edm.String'
  | 'Edm.Guid'
  | 'Edm.Decimal'
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.Boolean'
  | 'Edm.Date'
  | 'Edm.DateTimeOffset'
  | 'Edm.TimeOfDay';

export type Value = string | number | boolean;

/** Values in column order: a million rows as objects with forty keys each would not fit in 2 GiB. */
export type Row = Value[];

/** `references` names the table whose key this column holds, so that renaming the key renames it here too. */
export interface Column {
  readonly name: string;
  readonly type: EdmType;
  readonly caption: string;
  readonly maxLength?: number;
  readonly code?: boolean;
  readonly values?: readonly string[];
  readonly references?: string;
}

/** Places of the system fields, the same in every row. `version` is what readers see; `ownVersion` leaves out what children moved. */
export const system = { id: 0, version: 1, ownVersion: 2, createdAt: 3, modifiedAt: 4, modifiedBy: 5, first: 6 } as const;

export const zeroGuid = '00000000-0000-0000-0000-000000000000';
export const blankDate = '0001-01-01';
export const blankDateTime = '0001-01-01T00:00:00Z';

/** Row version of a row that no longer exists. */
export const deleted = -1;

/** What Business Central stores in a field that nobody wrote: never null. */
export function blankOf(column: Pick<Column, 'type' | 'values'>): Value {
  if (column.values) return column.values[0] ?? '';
  switch (column.type) {
    case 'Edm.Guid':
      return zeroGuid;
    case 'Edm.Decimal':
    case 'Edm.Int32':
    case 'Edm.Int64':
      return 0;
    case 'Edm.Boolean':
      return false;
    case 'Edm.Date':
      return blankDate;
    case 'Edm.DateTimeOffset':
      return blankDateTime;
    case 'Edm.TimeOfDay':
      return '00:00:00';
    case 'Edm.String':
      return '';
  }
}

export const versionOf = (row: Row): number => row[system.version] as number;
export const idOf = (row: Row): string => row[system.id] as string;
