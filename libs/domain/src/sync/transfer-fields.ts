/** Carries the fields of a source record over: what each would be on the other side, or what must be known first. Pure. */
import { ReferenceField, TravellingField, ValueField } from '../mapping/field-mapping';
import { RuleContext } from '../mapping/special-rule';
import { transform } from '../mapping/transformation-rule';
import { Failure } from '../failure';
import { Direction, opposite, Side, Value, Values } from '../value';
import { fitted } from './canonical';
import { businessCentralMember, Need, needsOfReference, References, salesMember, translated } from './references';
import { columnOf, columnsOn, RunPlan } from './run-plan';

/** One field on its way. */
export interface CarriedField {
  readonly field: TravellingField;
  /** The source's own member. */
  readonly source: Value;
  /** The member that the target would hold; undefined while a reference is unknown. */
  readonly carried: Value | undefined;
  /** Target columns to write for it. */
  readonly columns: Values;
  /** What must be coupled first; only with an unknown reference. */
  readonly needs: readonly Need[];
  /** A later reference to what does not exist, or is left out for good: the target becomes blank, nothing is agreed about it, and its needs stay. */
  readonly cleared?: true;
}

/** A record on its way. */
export interface Transfer {
  readonly both: readonly CarriedField[];
  readonly oneWay: readonly CarriedField[];
  readonly initial: readonly CarriedField[];
  /** Values that rules add each time; sent and compared like one-way fields. */
  readonly completed: Values;
  /** Lookups with several targets: column → table. */
  readonly lookupTables: Readonly<Record<string, string>>;
}

/** A field's member on one side of a row. */
export function memberOn(side: Side, field: TravellingField, row: Values, plan: RunPlan): Value {
  if (field.kind === 'value') {
    const name = field[side];
    return fitted(columnOf(plan.mapping, side, name), row[name]);
  }
  if (side === 'businessCentral') return businessCentralMember(field, row, plan.surroundings);
  return salesMember(field, row, columnOf(plan.mapping, 'sales', field.sales));
}

/** A value carried in a direction: transformed, then fitted to the other column. */
export function carriedValue(field: ValueField, member: Value, direction: Direction, plan: RunPlan): Value {
  const target: Side = direction === 'toSales' ? 'sales' : 'businessCentral';
  return fitted(columnOf(plan.mapping, target, field[target]), transform(member, field.transformation, direction));
}

const nothingNeeded: readonly Need[] = [];

/** A plain value on its way. Its columns are made when they are asked for: thousands of records are on their way at once, and their memory counts. */
class CarriedValue implements CarriedField {
  readonly source: Value;
  readonly carried: Value;

  constructor(
    readonly field: ValueField,
    members: { source: Value; carried: Value },
    private readonly column: string,
  ) {
    this.source = members.source;
    this.carried = members.carried;
  }

  get columns(): Values {
    return { [this.column]: this.carried };
  }

  get needs(): readonly Need[] {
    return nothingNeeded;
  }
}

function carryValue(field: ValueField, row: Values, plan: RunPlan): CarriedField {
  const source = memberOn(plan.source, field, row, plan);
  const carried = carriedValue(field, source, plan.direction, plan);
  return new CarriedValue(field, { source, carried }, field[plan.target]);
}

function carryReference(field: ReferenceField, row: Values, plan: RunPlan, references: References): CarriedField {
  const source = memberOn(plan.source, field, row, plan);
  const needs = needsOfReference(field, row, plan.direction, plan.surroundings);
  const column = columnOf(plan.mapping, 'sales', field.sales);
  const found = translated(field, needs, { direction: plan.direction, references, surroundings: plan.surroundings, column });
  return { field, source, carried: found?.member, columns: found?.columns ?? {}, needs: found ? nothingNeeded : needs };
}

const carry = (field: TravellingField, row: Values, plan: RunPlan, references: References): CarriedField =>
  field.kind === 'value' ? carryValue(field, row, plan) : carryReference(field, row, plan, references);

/** A target's member as the source would hold it, for fields whose values the mapping shortens; references compare by what they name. */
export function returnedMember(field: TravellingField, target: Value, plan: RunPlan): Value {
  if (field.kind === 'value') return carriedValue(field, target, opposite(plan.direction), plan);
  const isLocalCurrency =
    field.blankMeans === 'localCurrency' && plan.direction === 'toSales' && target === plan.surroundings.localCurrencySalesId;
  return isLocalCurrency ? null : target === null ? null : `?${target}`;
}

/** A one-way field that leaves its target alone: a blank source under not-null, or a later reference nobody knows yet. */
export const isLeftAlone = ({ field, source, carried }: CarriedField): boolean =>
  field.kind !== 'value' && ((field.notNull && source === null) || (field.kind === 'later' && carried === undefined));

/** A later reference that nobody knows yet: left out of write, decision and pair. */
export const isOpenLater = ({ field, carried }: CarriedField): boolean => field.kind === 'later' && carried === undefined;

/** A later reference that is not what its source says: nothing is kept of it that would hide its arrival. */
export const isUnsettled = (field: CarriedField): boolean => isOpenLater(field) || field.cleared === true;

/** Open later references that are cleared rather than left as they are, once what they name is known to be missing for good. */
export const clearableIn = ({ both, oneWay }: Transfer): CarriedField[] =>
  [...both, ...oneWay].filter((carried) => isOpenLater(carried) && carried.field.kind === 'later' && carried.field.clearOnFailedSync);

/** The transfer with these of its fields cleared. */
export function withCleared(plan: RunPlan, transfer: Transfer, fields: readonly CarriedField[]): Transfer {
  const over = (carried: readonly CarriedField[]) => carried.map((one) => (fields.includes(one) ? cleared(plan, one) : one));
  return { ...transfer, both: over(transfer.both), oneWay: over(transfer.oneWay) };
}

function cleared(plan: RunPlan, carried: CarriedField): CarriedField {
  const columns = columnsOn(plan.target, carried.field).map((name) => [name, null]);
  return { ...carried, carried: null, columns: Object.fromEntries(columns), cleared: true };
}

/** Every need of a source record, for one resolve per chunk. */
export const needsOfRecord = (plan: RunPlan, row: Values): Need[] =>
  plan.references.flatMap((field) => needsOfReference(field, row, plan.direction, plan.surroundings));

/** Applies the mapping's normalising rules to a row. */
export const normalised = (plan: RunPlan, row: Values, context: RuleContext): Values =>
  plan.rules.normalise.reduce((values, rule) => rule.apply(values, context), row);

/** Carries every field of a record over, or says why it can't be. */
export function transferFields(plan: RunPlan, row: Values, references: References, context: RuleContext): Transfer | Failure {
  const over = (fields: readonly TravellingField[]) => fields.map((field) => carry(field, row, plan, references));
  const both = over(plan.both);
  const oneWay = over(plan.oneWay);
  const initial = over(plan.initial);
  let { lookupTables } = plan;
  const completed: Record<string, Value> = {};
  for (const rule of plan.rules.complete) {
    if (rule.moment !== 'always') continue;
    const completion = rule.complete(row, context);
    if (completion instanceof Failure) return completion;
    Object.assign(completed, completion.values);
    if (completion.lookupTables) lookupTables = { ...lookupTables, ...completion.lookupTables };
  }
  return { both, oneWay, initial, completed, lookupTables };
}
