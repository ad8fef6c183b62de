/** One column of a table: its names on the wire, its type and what may be written to it. */

export type ColumnKind =
  | 'key'
  | 'version'
  | 'lookup'
  | 'text'
  | 'memo'
  | 'integer'
  | 'bigInteger'
  | 'decimal'
  | 'double'
  | 'money'
  | 'moneyBase'
  | 'boolean'
  | 'dateTime'
  | 'date'
  | 'choice'
  | 'state'
  | 'status'
  | 'guid';

/** One value of a choice; status values belong to a state. */
export interface OptionValue {
  value: number;
  label: string;
  state?: number;
  /** Inserted or changed but not published yet: metadata and writes do not know it. */
  unpublished?: boolean;
}

/** A table that a lookup may point at, and the navigation property that does so. */
export interface LookupTarget {
  table: string;
  navigation: string;
}

/** When a value sent by a client is used; otherwise the platform ignores it. */
export type Writable = 'always' | 'create' | 'never';

export interface Column {
  readonly table: string;
  readonly logicalName: string;
  /** The property on the wire: the logical name, for lookups `_name_value`. */
  readonly property: string;
  readonly kind: ColumnKind;
  maxLength: number;
  /** Decimal places kept of decimal and double values. */
  readonly scale: number;
  readonly required: 'None' | 'SystemRequired' | 'ApplicationRequired' | 'Recommended';
  readonly writable: Writable;
  readonly options: OptionValue[];
  /** Name of the global choice that the column uses. */
  readonly globalChoice?: string;
  readonly targets: LookupTarget[];
  /** What a row shows whose cell was never written. */
  readonly initial: unknown;
  /** Place of the cell in a row; -1 until a value is first written, so that unused columns cost nothing. */
  slot: number;
  /** Place of the target's table name, for lookups with several targets. */
  typeSlot: number;
}

export type ColumnDeclaration = Partial<Omit<Column, 'table' | 'logicalName' | 'kind'>> & { kind: ColumnKind };

/** Values of a choice are the column's own: what is added to one organisation is not there in the next. */
export function createColumn(table: string, logicalName: string, declaration: ColumnDeclaration): Column {
  const { kind } = declaration;
  return {
    table,
    logicalName,
    property: kind === 'lookup' ? `_${logicalName}_value` : logicalName,
    maxLength: kind === 'memo' ? 1_048_576 : 4000,
    scale: 10,
    required: 'None',
    writable: kind === 'moneyBase' || kind === 'version' ? 'never' : 'always',
    targets: [],
    initial: kind === 'boolean' ? false : null,
    slot: -1,
    typeSlot: -1,
    ...declaration,
    options: (declaration.options ?? []).map((option) => ({ ...option })),
  };
}

/** The OData type of the property, as CSDL and messages name it. */
export function edmType(column: Column): string {
  return edmTypes[column.kind];
}

const edmTypes: Record<ColumnKind, string> = {
  key: 'Edm.Guid',
  version: 'Edm.Int64',
  lookup: 'Edm.Guid',
  text: 'Edm.String',
  memo: 'Edm.String',
  integer: 'Edm.Int32',
  bigInteger: 'Edm.Int64',
  decimal: 'Edm.Decimal',
  double: 'Edm.Double',
  money: 'Edm.Decimal',
  moneyBase: 'Edm.Decimal',
  boolean: 'Edm.Boolean',
  dateTime: 'Edm.DateTimeOffset',
  date: 'Edm.Date',
  choice: 'Edm.Int32',
  state: 'Edm.Int32',
  status: 'Edm.Int32',
  guid: 'Edm.Guid',
};

/** `AttributeType` of the metadata API. */
export const attributeTypes: Record<ColumnKind, string> = {
  key: 'Uniqueidentifier',
  version: 'BigInt',
  lookup: 'Lookup',
  text: 'String',
  memo: 'Memo',
  integer: 'Integer',
  bigInteger: 'BigInt',
  decimal: 'Decimal',
  double: 'Double',
  money: 'Money',
  moneyBase: 'Money',
  boolean: 'Boolean',
  dateTime: 'DateTime',
  date: 'DateTime',
  choice: 'Picklist',
  state: 'State',
  status: 'Status',
  guid: 'Uniqueidentifier',
};
