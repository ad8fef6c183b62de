import { refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import type { Row } from '../storage/row';
import type { Expression, Literal } from './expression';
import { compareValue, type FilterCompiler, type RowPredicate } from './filter';
import { bindPath, type BoundProperty } from './property-path';
import { periodOf } from './time-periods';
import { comparableText, sortableTime } from './typed-literal';

/** The query functions of Dataverse (`Microsoft.Dynamics.CRM.In(…)` and its kin). */

type PlatformCall = Extract<Expression, { kind: 'platform' }>;

interface Call {
  readonly compiler: FilterCompiler;
  readonly table: Table;
  readonly property: BoundProperty;
  readonly parameters: ReadonlyMap<string, Literal | Literal[]>;
}

const functions: Record<string, (call: Call) => RowPredicate> = {
  In: (call) => membership(call, true),
  NotIn: (call) => membership(call, false),
  Between: (call) => between(call),
  NotBetween: (call) => inverse(between(call)),
  On: (call) => onDay(call),
  NotOn: (call) => inverse(onDay(call)),
  OnOrAfter: ({ property, parameters }) => compareValue('ge', property.key, dayOf(parameters, property)),
  OnOrBefore: ({ property, parameters }) => compareValue('le', property.key, `${dayOf(parameters, property).slice(0, 10)}T23:59:59Z`),
  EqualUserId: ({ compiler, property }) => compareValue('eq', property.key, compiler.asker.userId),
  NotEqualUserId: ({ compiler, property }) => compareValue('ne', property.key, compiler.asker.userId),
  EqualBusinessId: ({ compiler, property }) => compareValue('eq', property.key, compiler.asker.businessUnitId),
  NotEqualBusinessId: ({ compiler, property }) => compareValue('ne', property.key, compiler.asker.businessUnitId),
  Above: (call) => above(call, false),
  AboveOrEqual: (call) => above(call, true),
  Under: (call) => under(call, false),
  UnderOrEqual: (call) => under(call, true),
  NotUnder: (call) => inverse(under(call, false)),
};

export function platformFunction(compiler: FilterCompiler, table: Table, { function: name, parameters }: PlatformCall): RowPredicate {
  const propertyName = parameters.get('PropertyName');
  if (propertyName === undefined || Array.isArray(propertyName) || propertyName.kind !== 'string') throw unknown(name);
  const call: Call = { compiler, table, property: bindPath(compiler.database, table, [propertyOf(table, propertyName.value)]), parameters };
  const made = functions[name];
  if (made !== undefined) return made(call);
  const period = periodOf(name, compiler.asker.now, countOf(parameters));
  if (period === undefined) throw unknown(name);
  return within(call.property, period.from, period.to);
}

/** `PropertyName` may be the property (`_ownerid_value`) or the column (`ownerid`). */
export function propertyOf(table: Table, name: string): string {
  return table.columns.get(name)?.property ?? name;
}

function unknown(name: string) {
  return refusals.syntax(
    `An unknown function with name 'Microsoft.Dynamics.CRM.${name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
  );
}

const inverse =
  (predicate: RowPredicate): RowPredicate =>
  (row) =>
    !predicate(row);

/** The texts of `PropertyValues` (or the one of `PropertyValue`). */
export function textsOf(parameters: ReadonlyMap<string, Literal | Literal[]>): string[] {
  const given = parameters.get('PropertyValues') ?? parameters.get('PropertyValue');
  if (given === undefined) throw refusals.syntax("The parameter 'PropertyValues' is missing.");
  return [given].flat().map((literal) => (literal.kind === 'null' ? '' : String(literal.value)));
}

function membership({ property, parameters }: Call, inside: boolean): RowPredicate {
  const wanted = new Set(textsOf(parameters).map((text) => comparableText(text, property.column)));
  return (row) => {
    const value = property.key(row);
    return value !== null && wanted.has(value) === inside;
  };
}

function between({ property, parameters }: Call): RowPredicate {
  const [from, to] = textsOf(parameters).map((text) => comparableText(text, property.column));
  if (from === undefined || to === undefined) throw refusals.argument('Between needs two values.');
  const [least, most] = [compareValue('ge', property.key, from), compareValue('le', property.key, to)];
  return (row) => least(row) && most(row);
}

function dayOf(parameters: ReadonlyMap<string, Literal | Literal[]>, property: BoundProperty): string {
  const day = sortableTime((textsOf(parameters)[0] ?? '').slice(0, 10));
  return property.column.kind === 'date' ? day.slice(0, 10) : day;
}

function onDay({ property, parameters }: Call): RowPredicate {
  const day = dayOf(parameters, property).slice(0, 10);
  return (row) => String(property.read(row)).startsWith(day);
}

function countOf(parameters: ReadonlyMap<string, Literal | Literal[]>): number {
  const given = parameters.get('PropertyValue');
  return given === undefined || Array.isArray(given) || given.kind === 'null' ? 1 : Number(given.value);
}

function within(property: BoundProperty, from: string | undefined, to: string): RowPredicate {
  return (row) => {
    const value = property.read(row);
    return typeof value === 'string' && (from === undefined || value >= from) && value < to;
  };
}

/** The column that makes the table a hierarchy, such as the parent account. */
function parentColumn({ table }: Call) {
  const self = [...table.columns.values()].find(
    (column) => column.targets.length === 1 && column.targets[0]?.table === table.logicalName && /parent/.test(column.logicalName),
  );
  if (self === undefined) throw refusals.argument(`The entity '${table.logicalName}' has no hierarchy.`);
  return self;
}

function ancestors(call: Call, start: Row | undefined, itself: boolean): Set<string> {
  const column = parentColumn(call);
  const parentOf = bindPath(call.compiler.database, call.table, [column.property]).read;
  const ids = new Set<string>(itself && start !== undefined ? [start.id] : []);
  for (let row = start; row !== undefined;) {
    const parent = parentOf(row);
    if (typeof parent !== 'string' || ids.has(parent)) break;
    ids.add(parent);
    row = call.compiler.database.row(call.table.logicalName, parent);
  }
  return ids;
}

function above(call: Call, itself: boolean): RowPredicate {
  const start = call.compiler.database.row(call.table.logicalName, (textsOf(call.parameters)[0] ?? '').toLowerCase());
  const ids = ancestors(call, start, itself);
  return (row) => ids.has(row.id);
}

function under(call: Call, itself: boolean): RowPredicate {
  const root = (textsOf(call.parameters)[0] ?? '').toLowerCase();
  return (row) => (itself && row.id === root) || (row.id !== root && ancestors(call, row, false).has(root));
}
