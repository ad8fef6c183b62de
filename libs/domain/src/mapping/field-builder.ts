/** The words a mapping file is written in. Columns are typed: a typo, text onto a number or a reference onto a non-reference does not compile. */
import { ColumnKind } from '../tables/column';
import { Columns, Table } from '../tables/table';
import { AllowedDirection, Side, Value } from '../value';
import { ConflictPolicy, ConstantField, FieldMapping, LookupTypeField, ReferenceField, ReferencePath, ValueField } from './field-mapping';
import { TransformationRule } from './transformation-rule';
import { When } from './variant';

/** Kinds that may be copied onto each other. */
interface Families extends Record<ColumnKind, string> {
  text: 'text';
  code: 'text';
  integer: 'number';
  decimal: 'number';
  boolean: 'boolean';
  date: 'moment';
  dateTime: 'moment';
  enumeration: 'enumeration';
  option: 'option';
  id: 'id';
  reference: 'reference';
  lookup: 'lookup';
}

type KindOf<T extends Table, K extends keyof T['columns']> = T['columns'][K]['kind'];
type FamilyOf<T extends Table, K extends keyof T['columns']> = Families[KindOf<T, K>];

/** The columns of a table whose kind belongs to one of the families. */
export type ColumnsIn<T extends Table, Family extends string> = {
  [K in keyof T['columns'] & string]: FamilyOf<T, K> extends Family ? K : never;
}[keyof T['columns'] & string];

type Copyable = 'text' | 'number' | 'boolean' | 'moment';

export interface FieldOptions {
  /** False: shown, but off until an administrator enables it. */
  readonly enabled?: boolean;
  readonly when?: When;
  readonly policy?: ConflictPolicy;
  readonly transformation?: TransformationRule;
}

export interface ReferenceOptions extends FieldOptions {
  readonly direction?: AllowedDirection;
  readonly notNull?: boolean;
  readonly clearOnFailedSync?: boolean;
  readonly blankMeans?: 'localCurrency';
  readonly initially?: 'both';
  /** Sales: the table the lookup points to, where it may point to several. */
  readonly salesTable?: string;
}

/** Anything with the name of a mapping: importing it is the dependency. */
export interface Named {
  readonly name: string;
}

export class FieldBuilder<BusinessCentral extends Table<'businessCentral', Columns>, Sales extends Table<'sales', Columns>> {
  /** Both ways. */
  both<B extends ColumnsIn<BusinessCentral, Copyable>>(
    businessCentral: B,
    sales: ColumnsIn<Sales, FamilyOf<BusinessCentral, B>>,
    options: FieldOptions = {},
  ): ValueField {
    return this.value({ businessCentral, sales, direction: 'both' }, options);
  }

  /** From Business Central to Sales only. */
  toSales<B extends ColumnsIn<BusinessCentral, Copyable>>(
    businessCentral: B,
    sales: ColumnsIn<Sales, FamilyOf<BusinessCentral, B>>,
    options: FieldOptions = {},
  ): ValueField {
    return this.value({ businessCentral, sales, direction: 'toSales' }, options);
  }

  /** From Sales to Business Central only. */
  fromSales<B extends ColumnsIn<BusinessCentral, Copyable>>(
    businessCentral: B,
    sales: ColumnsIn<Sales, FamilyOf<BusinessCentral, B>>,
    options: FieldOptions = {},
  ): ValueField {
    return this.value({ businessCentral, sales, direction: 'fromSales' }, options);
  }

  /** A code of Business Central against a lookup of Sales, translated through the couplings of `mapping`. */
  reference(
    businessCentral: ColumnsIn<BusinessCentral, 'reference'>,
    sales: ColumnsIn<Sales, 'lookup'>,
    mapping: Named,
    options: ReferenceOptions = {},
  ): ReferenceField {
    return this.link('reference', [{ column: businessCentral, mapping: mapping.name }], sales, options);
  }

  /** One lookup of Sales against several codes of Business Central, in order. */
  oneOf(
    sales: ColumnsIn<Sales, 'lookup'>,
    paths: readonly (readonly [ColumnsIn<BusinessCentral, 'reference'>, Named])[],
    options: ReferenceOptions = {},
  ): ReferenceField {
    return this.link(
      'reference',
      paths.map(([column, mapping]) => ({ column, mapping: mapping.name })),
      sales,
      options,
    );
  }

  /** A code of Business Central against a choice of Sales, translated through option couplings. */
  option(
    businessCentral: ColumnsIn<BusinessCentral, 'reference'>,
    sales: ColumnsIn<Sales, 'option'>,
    mapping: Named,
    options: ReferenceOptions = {},
  ): ReferenceField {
    return this.link('reference', [{ column: businessCentral, mapping: mapping.name }], sales, options);
  }

  /** A reference of a circle: its mapping is named by text, makes nothing wait, and is written when the other record is coupled. */
  laterReference(
    businessCentral: ColumnsIn<BusinessCentral, 'reference'>,
    sales: ColumnsIn<Sales, 'lookup'>,
    mapping: string,
    options: ReferenceOptions = {},
  ): ReferenceField {
    return this.link('later', [{ column: businessCentral, mapping }], sales, options);
  }

  /** A fixed value in Sales. */
  constantInSales(column: keyof Sales['columns'] & string, value: Value, options: FieldOptions = {}): ConstantField {
    return this.constant('sales', column, value, options);
  }

  /** A fixed value in Business Central. */
  constantInBusinessCentral(column: keyof BusinessCentral['columns'] & string, value: Value, options: FieldOptions = {}): ConstantField {
    return this.constant('businessCentral', column, value, options);
  }

  /** The kind of row that a lookup points to; shown in the catalogue, never written. */
  lookupType(column: string, lookup: ColumnsIn<Sales, 'lookup'>, value: string, options: FieldOptions = {}): LookupTypeField {
    return { kind: 'lookupType', name: column, column, lookup, value, direction: 'toSales', ...this.traits(options) };
  }

  private value(field: Pick<ValueField, 'businessCentral' | 'sales' | 'direction'>, options: FieldOptions): ValueField {
    return { kind: 'value', name: field.sales, ...field, ...this.traits(options) };
  }

  private link(kind: ReferenceField['kind'], paths: readonly ReferencePath[], sales: string, options: ReferenceOptions): ReferenceField {
    return {
      kind,
      name: sales,
      paths,
      sales,
      direction: options.direction ?? 'both',
      notNull: options.notNull ?? false,
      clearOnFailedSync: options.clearOnFailedSync ?? false,
      blankMeans: options.blankMeans,
      initially: options.initially,
      salesTable: options.salesTable,
      ...this.traits(options),
    };
  }

  private constant(side: Side, column: string, value: Value, options: FieldOptions): ConstantField {
    const direction = side === 'sales' ? 'toSales' : 'fromSales';
    return { kind: 'constant', name: `${side}.${column}`, side, column, value, direction, ...this.traits(options) };
  }

  private traits({ enabled = true, when, policy, transformation }: FieldOptions) {
    return { enabled, when, policy, transformation };
  }
}

/** The fields of a mapping, in the order in which they travel. */
export type Fields<B extends Table<'businessCentral', Columns>, S extends Table<'sales', Columns>> = (
  f: FieldBuilder<B, S>,
) => readonly FieldMapping[];
