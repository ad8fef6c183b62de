/** What a person chooses to match records by: fields of the mapping, grouped by priority; turned into the keys that a match streams. */
import { Failure } from '../failure';
import { Column } from '../tables/column';
import { allows } from '../value';
import { FieldMapping, ReferenceField, ValueField } from './field-mapping';
import { MatchKey, TableMapping } from './table-mapping';

export interface MatchCriterion {
  /** Name of a field of the mapping; it need not be enabled. */
  readonly field: string;
  /** All fields of one priority must be equal; the lowest is tried first, each is an independent fallback. */
  readonly priority: number;
  /** Text compares without case where this is absent. */
  readonly caseSensitive?: boolean;
}

/** Most keys that one record is matched by, and most fields of one priority. */
const mostKeys = 20;
const mostParts = 4;

const tooMany = (): Failure =>
  new Failure('rejected', 'match.tooManyCriteria', 'These criteria combine in too many ways.', {
    help: `Choose at most ${mostParts} fields for one priority, and fewer priorities.`,
  });

type Part = MatchKey[number];
type Matchable = ValueField | ReferenceField;

const canBeBlank = ({ kind }: Column): boolean => !['integer', 'decimal', 'boolean'].includes(kind);

const matches = (mapping: TableMapping, field: FieldMapping): field is Matchable =>
  field.kind === 'value' || (field.kind === 'reference' && allows(mapping.direction, 'toSales'));

/** @throws Failure `rejected` `match.unknownField`, `match.fieldUnusable` */
function fieldOf(mapping: TableMapping, name: string): Matchable {
  const field = mapping.fields.find((one) => one.name === name);
  const usable = mapping.fields.filter((one) => matches(mapping, one)).map((one) => one.name);
  const help = `Choose among ${[...new Set(usable)].join(', ')}.`;
  if (!field) throw new Failure('rejected', 'match.unknownField', `${mapping.name} has no field ${name}.`, { help });
  if (matches(mapping, field)) return field;
  throw new Failure('rejected', 'match.fieldUnusable', `Records can't be matched by ${name}: it has no value of its own on both sides.`, {
    help,
  });
}

function partOf(mapping: TableMapping, { field: name, caseSensitive }: MatchCriterion): Part {
  const field = fieldOf(mapping, name);
  const own = field.kind === 'value' ? field.businessCentral : field.paths[0]!.column;
  return caseSensitive ? [own, field.sales, 'caseSensitive'] : [own, field.sales];
}

/** The key of all parts, then those for records in which some are blank in Business Central: a blank is no criterion, the others still are. */
function keysOf(mapping: TableMapping, parts: readonly Part[]): MatchKey[] {
  const spared = parts.reduce<Part[][]>(
    (keys, part) => {
      const [own, sales] = part;
      const column = mapping.businessCentral.columns[own];
      const blank: Part[] = column && canBeBlank(column) ? [[own, sales, 'blank']] : [];
      return keys.flatMap((key) => [part, ...blank].map((one) => [...key, one]));
    },
    [[]],
  );
  return spared.filter((key) => key.some(([, , compare]) => compare !== 'blank'));
}

/**
 * The keys that criteria stand for, first key first.
 * @throws Failure `rejected` `match.unknownField`, `match.fieldUnusable`, `match.tooManyCriteria`
 */
export function keysOfCriteria(mapping: TableMapping, criteria: readonly MatchCriterion[]): MatchKey[] {
  const priorities = [...new Set(criteria.map(({ priority }) => priority))].sort((one, other) => one - other);
  const keys = priorities.flatMap((priority) => {
    const parts = criteria.filter((one) => one.priority === priority).map((one) => partOf(mapping, one));
    if (parts.length > mostParts) throw tooMany();
    return keysOf(mapping, parts);
  });
  if (keys.length > mostKeys) throw tooMany();
  return keys;
}
