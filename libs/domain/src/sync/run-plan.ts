/** What one mapping means for one direction under one connection: worked out once per page, then applied to every record. */
import { businessCentralColumns, ConstantField, FieldMapping, ReferenceField, travels, TravellingField } from '../mapping/field-mapping';
import { columnsOf } from '../mapping/filter';
import { SpecialRule } from '../mapping/special-rule';
import { Surroundings } from '../mapping/surroundings';
import { fieldsUnder, TableMapping } from '../mapping/table-mapping';
import { Variant } from '../mapping/variant';
import { Column } from '../tables/column';
import { allows, Direction, opposite, Side, sourceOf, targetOf } from '../value';

type RuleOf<Kind extends SpecialRule['kind']> = Extract<SpecialRule, { kind: Kind }>;

export interface RunPlan {
  readonly mapping: TableMapping;
  readonly direction: Direction;
  readonly source: Side;
  readonly target: Side;
  readonly surroundings: Surroundings;
  /** Fields that travel both ways: compared three-way, kept as agreed pairs. */
  readonly both: readonly TravellingField[];
  /** Fields that travel this way only: compared with what was last sent. */
  readonly oneWay: readonly TravellingField[];
  /** Fields of the other direction that take part while a record is created. */
  readonly initial: readonly ReferenceField[];
  /** Those of all these that refer to records of other mappings. */
  readonly references: readonly ReferenceField[];
  /** Lookups of Sales with several targets that these fields write: column → table. */
  readonly lookupTables: Readonly<Record<string, string>>;
  readonly constants: readonly ConstantField[];
  /** True where a new counterpart has something to send back: fields or rules of the other direction alone. */
  readonly sendsBack: boolean;
  readonly rules: { readonly [Kind in SpecialRule['kind']]: readonly RuleOf<Kind>[] };
  /** Columns to read of the source, and of the target for a comparison. */
  readonly sourceColumns: readonly string[];
  readonly targetColumns: readonly string[];
}

export interface RunRequest {
  readonly mapping: TableMapping;
  readonly direction: Direction;
  readonly variant: Variant;
  readonly surroundings: Surroundings;
}

/** The columns of a field on one side. */
export const columnsOn = (side: Side, field: TravellingField): readonly string[] =>
  side === 'businessCentral' ? businessCentralColumns(field) : [field.sales];

/** A column of a mapping's table; a field that names a column its table lacks does not compile, so it is there. */
export function columnOf(mapping: TableMapping, side: Side, name: string): Column {
  const column = mapping[side].columns[name];
  if (column === undefined) throw new Error(`${mapping.name}: ${mapping[side].name} has no column ${name}`);
  return column;
}

const rulesOf = <Kind extends SpecialRule['kind']>({ mapping, direction }: RunRequest, kind: Kind): RuleOf<Kind>[] =>
  mapping.rules.filter((rule): rule is RuleOf<Kind> => rule.kind === kind && allows(rule.direction, direction));

const unique = (names: readonly string[]): string[] => [...new Set(names)];

const columnsRead = (side: Side, request: RunRequest, fields: readonly FieldMapping[]): string[] => {
  const { mapping } = request;
  const table = mapping[side];
  const wanted = [
    ...table.businessKey,
    ...mapping.label[side],
    ...columnsOf(mapping.only[side]),
    ...fields.filter(travels).flatMap((field) => columnsOn(side, field)),
    ...rulesOf(request, 'complete').flatMap((rule) => rule.columns),
    ...(table.company ? [table.company] : []),
  ];
  return unique(wanted).filter((name) => name in table.columns && name !== table.key && name !== 'templateCode');
};

function sendsBack({ mapping, direction }: RunRequest, fields: readonly TravellingField[]): boolean {
  if (mapping.direction !== 'both') return false;
  const back = opposite(direction);
  const isAlways = (rule: SpecialRule) => rule.kind === 'complete' && rule.moment === 'always' && allows(rule.direction, back);
  return fields.some((field) => field.direction === back) || mapping.rules.some(isAlways);
}

const tablesOfLookups = (fields: readonly ReferenceField[]): Record<string, string> =>
  Object.fromEntries(fields.flatMap(({ sales, salesTable }) => (salesTable ? [[sales, salesTable]] : [])));

/** Works out the plan of a run. */
export function planRun(request: RunRequest): RunPlan {
  const { mapping, direction, variant, surroundings } = request;
  const fields = fieldsUnder(mapping, variant);
  const travelling = fields.filter(travels);
  const goesBothWays = (field: TravellingField) => field.direction === 'both' && mapping.direction === 'both';
  const target = targetOf(direction);
  const both = travelling.filter(goesBothWays);
  const oneWay = travelling.filter((field) => !goesBothWays(field) && allows(field.direction, direction));
  const initial = travelling.filter(
    (field): field is ReferenceField => field.kind !== 'value' && field.initially === 'both' && field.direction === opposite(direction),
  );
  const references = [...both, ...oneWay, ...initial].filter((field): field is ReferenceField => field.kind !== 'value');
  return {
    mapping,
    direction,
    source: sourceOf(direction),
    target,
    surroundings,
    ...{ both, oneWay, initial, references },
    lookupTables: target === 'sales' ? tablesOfLookups(references) : {},
    sendsBack: sendsBack(request, travelling),
    constants: fields.filter((field): field is ConstantField => field.kind === 'constant' && field.side === target),
    rules: {
      normalise: rulesOf(request, 'normalise'),
      refuse: rulesOf(request, 'refuse'),
      complete: rulesOf(request, 'complete'),
      derive: rulesOf(request, 'derive'),
      after: rulesOf(request, 'after'),
    },
    sourceColumns: columnsRead(sourceOf(direction), request, fields),
    targetColumns: columnsRead(target, request, fields),
  };
}
