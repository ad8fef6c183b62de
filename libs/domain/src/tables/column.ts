/** Columns as the mapping language knows them: a kind, its limits, and what a lookup points to. */

/** Kinds of columns; two columns may be mapped only where `mapping/field-mapping.ts` says that their kinds fit. */
export type ColumnKind =
  'text' | 'code' | 'integer' | 'decimal' | 'boolean' | 'date' | 'dateTime' | 'id' | 'option' | 'enumeration' | 'lookup' | 'reference';

interface ColumnTraits {
  /** Longest text in characters; longer values are cut by the engine before they are compared or written. */
  readonly maxLength?: number;
  /** Decimal places that the service keeps. */
  readonly decimals?: number;
  /** `createOnly`: accepted when the row is created, refused later. `readOnly`: never written by us. */
  readonly access?: 'readOnly' | 'createOnly';
  /** What the service itself gives a new row that is created without a value. */
  readonly initially?: string | number | boolean;
}

/** One column of a table. */
export interface Column<Kind extends ColumnKind = ColumnKind> extends ColumnTraits {
  readonly kind: Kind;
  /** The members of an enumeration or the values of an option set, as they stand on the wire. */
  readonly members?: readonly (string | number)[];
  /** What a lookup or reference names: tables by their name in `sales.ts` or `business-central.ts`. */
  readonly to?: readonly string[];
  /** Sales lookups: navigation property (as it is written) by target table, since it differs from the column's name for polymorphic lookups. */
  readonly navigation?: Readonly<Record<string, string>>;
}

/** Free text; the service keeps it as it is. */
export const text = (maxLength: number, traits: ColumnTraits = {}): Column<'text'> => ({ kind: 'text', maxLength, ...traits });
/** A code of Business Central: the service upper-cases and trims it. */
export const code = (maxLength: number, traits: ColumnTraits = {}): Column<'code'> => ({ kind: 'code', maxLength, ...traits });
export const integer = (traits: ColumnTraits = {}): Column<'integer'> => ({ kind: 'integer', ...traits });
/** A decimal number with the places that the service keeps. */
export const decimal = (decimals: number, traits: ColumnTraits = {}): Column<'decimal'> => ({ kind: 'decimal', decimals, ...traits });
export const boolean = (traits: ColumnTraits = {}): Column<'boolean'> => ({ kind: 'boolean', ...traits });
export const date = (traits: ColumnTraits = {}): Column<'date'> => ({ kind: 'date', ...traits });
export const dateTime = (traits: ColumnTraits = {}): Column<'dateTime'> => ({ kind: 'dateTime', ...traits });
/** The primary key of a row. */
export const id = (): Column<'id'> => ({ kind: 'id', access: 'createOnly' });
/** A choice of Dynamics 365 Sales: an integer out of an option set. */
export const option = (members: readonly number[] = [], traits: ColumnTraits = {}): Column<'option'> => ({
  kind: 'option',
  members,
  ...traits,
});
/** An enumeration of Business Central: text as it stands on the wire, blank = `_x0020_`. */
export const enumeration = (members: readonly string[], traits: ColumnTraits = {}): Column<'enumeration'> => ({
  kind: 'enumeration',
  members,
  ...traits,
});
/** A column of Business Central that names another row by its business key; blank means none. */
export const reference = (to: string, maxLength: number, traits: ColumnTraits = {}): Column<'reference'> => ({
  kind: 'reference',
  to: [to],
  maxLength,
  ...traits,
});
/** A lookup of Dynamics 365 Sales: table → navigation property. Read as `_x_value`, written as `navigation@odata.bind`. */
export const lookup = (navigation: Readonly<Record<string, string>>, traits: ColumnTraits = {}): Column<'lookup'> => ({
  kind: 'lookup',
  to: Object.keys(navigation),
  navigation,
  ...traits,
});
