/** What can be wrong with a declaration although it compiles; each problem is a sentence. */
import { Column } from '../tables/column';
import { Columns, Table } from '../tables/table';
import { allows, Direction, sourceOf, targetOf } from '../value';
import { FieldMapping, travels, TravellingField } from './field-mapping';
import { columnsOf } from './filter';
import type { TableMapping } from './table-mapping';

type Check = (mapping: TableMapping) => string[];

const directions: readonly Direction[] = ['toSales', 'fromSales'];

const column = (table: Table<never, Columns> | Table, name: string): Column | undefined => (table as Table).columns[name];

const namesAreUnique: Check = ({ fields }) => {
  const names = fields.map((field) => field.name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => `field "${name}" stands twice`);
};

const someFieldServes = (mapping: TableMapping, direction: Direction): boolean =>
  mapping.fields.some((field) => field.enabled && travels(field) && allows(field.direction, direction));

const everyDirectionHasFields: Check = (mapping) =>
  directions
    .filter((direction) => allows(mapping.direction, direction) && !someFieldServes(mapping, direction))
    .map((direction) => `no enabled field travels ${direction}`);

const optionsAreOneWay: Check = (mapping) =>
  mapping.sales.storage.kind === 'optionSet' && mapping.direction === 'both' ? ['an option mapping is never bidirectional'] : [];

const writesReadOnly = (field: TravellingField, mapping: TableMapping): boolean =>
  field.kind === 'value' &&
  ((allows(field.direction, 'toSales') && column(mapping.sales, field.sales)?.access === 'readOnly') ||
    (allows(field.direction, 'fromSales') && column(mapping.businessCentral, field.businessCentral)?.access === 'readOnly'));

const readOnlyColumnsAreNotTargets: Check = (mapping) =>
  mapping.fields
    .filter((field) => travels(field) && writesReadOnly(field, mapping))
    .map((field) => `field "${field.name}" writes a read-only column`);

const flagsFit = (field: FieldMapping): string[] =>
  'notNull' in field && field.notNull && field.clearOnFailedSync
    ? [`field "${field.name}" can't be both not-null and cleared on a failed synchronisation`]
    : [];

const filtersNameColumns: Check = (mapping) =>
  directions.flatMap((direction) => {
    const side = sourceOf(direction);
    return columnsOf(mapping.only[side])
      .filter((name) => column(mapping[side], name) === undefined)
      .map((name) => `the filter names "${name}", which ${mapping[side].name} does not have`);
  });

const derivedTablesFit: Check = ({ rules }) =>
  rules.flatMap((rule) => {
    if (rule.kind !== 'derive') return [];
    const { name, table: derived, direction } = rule;
    return [
      ...(derived.side === targetOf(direction)
        ? []
        : [`rule "${name}" adds rows to ${derived.name}, which its direction does not write to`]),
      ...(derived.identity.kind === 'callerId' ? [] : [`rule "${name}" adds rows to ${derived.name}, whose ids are not ours to choose`]),
    ];
  });

const checks: readonly Check[] = [
  namesAreUnique,
  everyDirectionHasFields,
  optionsAreOneWay,
  readOnlyColumnsAreNotTargets,
  (mapping) => mapping.fields.flatMap(flagsFit),
  filtersNameColumns,
  derivedTablesFit,
];

/** Every problem of a mapping; empty where it is sound. */
export const problemsOf = (mapping: TableMapping): string[] => checks.flatMap((check) => check(mapping));
