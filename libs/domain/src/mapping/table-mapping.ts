/** Table mappings: one declaration says tables, direction, filters, match keys, policies, fields and rules of a correspondence. */
import { Columns, Table } from '../tables/table';
import { AllowedDirection, Direction, sourceOf } from '../value';
import { ConflictPolicy, FieldMapping, ReferenceField, travels } from './field-mapping';
import { FieldBuilder, Fields } from './field-builder';
import { everything, Filter } from './filter';
import { SpecialRule } from './special-rule';
import { Surroundings } from './surroundings';
import { appliesTo, Variant, When } from './variant';
import { problemsOf } from './mapping-problems';

/**
 * How a part of a match key compares, where not without case: `caseSensitive`, or `blank`, which is met by records that are blank in Business Central,
 * whatever stands in Sales.
 */
export type KeyComparison = 'caseSensitive' | 'blank';

/** Columns that identify the same thing on both sides; all of one key must be equal. Text compares without case. */
export type MatchKey = readonly (readonly [businessCentral: string, sales: string, compare?: KeyComparison])[];

/** What happens to the other record when one was deleted. */
export type DeletionPolicy = 'none' | 'restore' | 'removeCoupling' | 'deleteCounterpart';

/** Another table whose changes concern a record of this mapping, though the record itself does not change. */
export interface Watch {
  readonly table: Table;
  /** The column of the watched row that holds the business key of the record concerned. */
  readonly businessKey: string;
  /** A row that names this fact of the surroundings concerns every record: the rate of the base currency enters the rate of every other. */
  readonly concernsAll?: keyof Surroundings;
}

/** Lines that travel with their header: read with it, decided at it, written as one change set. */
export interface DocumentLines {
  readonly businessCentral: Table<'businessCentral', Columns>;
  readonly sales: Table<'sales', Columns>;
  /** The property of the header's row under which each service shows the lines (`$expand`). */
  readonly navigation: readonly [businessCentral: string, sales: string];
  /** Columns with the header's key on each side. */
  readonly header: readonly [businessCentral: string, sales: string];
  /** Columns with the line number on each side, for lines that have no coupling yet. */
  readonly lineNumber: readonly [businessCentral: string, sales: string];
  readonly fields: readonly FieldMapping[];
}

export interface TableMapping {
  readonly name: string;
  readonly businessCentral: Table<'businessCentral', Columns>;
  readonly sales: Table<'sales', Columns>;
  readonly direction: AllowedDirection;
  /** Exists only under this variant. */
  readonly when?: When;
  /** Which records take part. */
  readonly only: { readonly businessCentral: Filter; readonly sales: Filter };
  /** Tried in order, each an independent fallback, before anything is created. */
  readonly matchOn: readonly MatchKey[];
  readonly conflictPolicy: ConflictPolicy;
  readonly deletionPolicy: DeletionPolicy;
  /** Scheduled runs leave records alone that have no coupling. */
  readonly onlyCoupled: boolean;
  /** The direction of the first synchronisation after two records were coupled by hand or by match. */
  readonly firstDirection: Direction;
  /** Minutes between scheduled runs. */
  readonly intervalMinutes: number;
  readonly fields: readonly FieldMapping[];
  readonly rules: readonly SpecialRule[];
  readonly alsoWatches: readonly Watch[];
  readonly lines?: DocumentLines;
  /** Columns that name a record to people (`10000 Adatum Corporation`). */
  readonly label: { readonly businessCentral: readonly string[]; readonly sales: readonly string[] };
}

type Declaration<B extends Table<'businessCentral', Columns>, S extends Table<'sales', Columns>> = {
  readonly name: string;
  readonly businessCentral: B;
  readonly sales: S;
  readonly direction: AllowedDirection;
  readonly fields: Fields<B, S>;
  readonly only?: Partial<TableMapping['only']>;
  readonly matchOn?: readonly (readonly (readonly [keyof B['columns'] & string, keyof S['columns'] & string])[])[];
  readonly label: {
    readonly businessCentral: readonly (keyof B['columns'] & string)[];
    readonly sales: readonly (keyof S['columns'] & string)[];
  };
} & Partial<
  Pick<
    TableMapping,
    'when' | 'conflictPolicy' | 'deletionPolicy' | 'onlyCoupled' | 'firstDirection' | 'intervalMinutes' | 'rules' | 'alsoWatches' | 'lines'
  >
>;

/** Declares a mapping and checks it; a declaration that contradicts itself does not start. */
export function defineTableMapping<B extends Table<'businessCentral', Columns>, S extends Table<'sales', Columns>>(
  declaration: Declaration<B, S>,
): TableMapping {
  const mapping: TableMapping = {
    conflictPolicy: 'ask',
    deletionPolicy: 'none',
    onlyCoupled: true,
    firstDirection: 'toSales',
    intervalMinutes: 30,
    rules: [],
    alsoWatches: [],
    matchOn: [],
    ...declaration,
    only: { businessCentral: everything, sales: everything, ...declaration.only },
    fields: declaration.fields(new FieldBuilder<B, S>()),
  };
  const problems = problemsOf(mapping);
  if (problems.length > 0) throw new Error(`Mapping ${mapping.name}: ${problems.join('; ')}`);
  return mapping;
}

/** Declares the lines of a document; they have no coupling state of their own in the catalogue, only beside their header. */
export function document<B extends Table<'businessCentral', Columns>, S extends Table<'sales', Columns>>(
  lines: Omit<DocumentLines, 'fields' | 'businessCentral' | 'sales'> & { businessCentral: B; sales: S; fields: Fields<B, S> },
): DocumentLines {
  return { ...lines, fields: lines.fields(new FieldBuilder<B, S>()) };
}

/** Declares a watched table. */
export const watches = <T extends Table>(
  table: T,
  businessKey: keyof T['columns'] & string,
  { concernsAll }: Pick<Watch, 'concernsAll'> = {},
): Watch => ({ table, businessKey, ...(concernsAll && { concernsAll }) });

/** The tables that a run of this direction watches: those of its source. */
export const watchesOf = ({ alsoWatches }: TableMapping, direction: Direction): readonly Watch[] =>
  alsoWatches.filter(({ table }) => table.side === sourceOf(direction));

/** The fields that exist and are enabled under a variant. */
export const fieldsUnder = (mapping: TableMapping, variant: Variant): readonly FieldMapping[] =>
  mapping.fields.filter((field) => field.enabled && appliesTo(field.when, variant));

/** The mappings that must be coupled before records of this one can be: those its references name; later references make nothing wait. */
export function needsOf(mapping: TableMapping, variant: Variant): string[] {
  const references = fieldsUnder(mapping, variant).filter((field): field is ReferenceField => travels(field) && field.kind === 'reference');
  return [...new Set(references.flatMap((field) => field.paths.map((path) => path.mapping)))];
}
