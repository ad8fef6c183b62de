/** What a new record of the target holds, and what will be agreed about it. Pure. */
import { Failure } from '../failure';
import { RuleContext } from '../mapping/special-rule';
import { Table } from '../tables/table';
import { Side, Value, Values } from '../value';
import { blankFor } from './canonical';
import { Pairs, pairOf } from './compare-record';
import { kept, memberOf } from './digest';
import { TravellingField } from '../mapping/field-mapping';
import { RunPlan } from './run-plan';
import { CarriedField, isLeftAlone, Transfer } from './transfer-fields';

export interface NewCounterpart {
  /** Every column to write, blanks left out. */
  readonly values: Values;
  /** Pairs of the both-ways fields. */
  readonly pairs: Pairs;
  /** The columns that no pair holds. */
  readonly written: Values;
  readonly lookupTables: Readonly<Record<string, string>>;
}

/** A new record by column; written out in loops, since thousands are made each second. */
type Draft = Record<string, Value>;

function withoutBlanks(values: Values): Draft {
  const filled: Draft = {};
  for (const name in values) if (values[name] !== null) filled[name] = values[name] as Value;
  return filled;
}

function columnsOf(fields: readonly CarriedField[]): Draft {
  const columns: Draft = {};
  for (const field of fields) if (!isLeftAlone(field)) Object.assign(columns, field.columns);
  return columns;
}

/** Pairs keep long texts as digests; a claim must be able to write them again. */
const longTexts = (fields: readonly CarriedField[]): Values =>
  columnsOf(fields.filter(({ carried }) => carried !== undefined && kept(carried) !== carried));

/** What only a creation writes: constants and the rules for new records. */
function additions(
  plan: RunPlan,
  row: Values,
  context: RuleContext,
): { values: Values; lookupTables: Readonly<Record<string, string>> } | Failure {
  const values: Draft = {};
  for (const { column, value } of plan.constants) values[column] = value;
  const lookupTables: Record<string, string> = {};
  for (const rule of plan.rules.complete) {
    if (rule.moment !== 'onCreate') continue;
    const completion = rule.complete(row, context);
    if (completion instanceof Failure) return completion;
    Object.assign(values, completion.values);
    Object.assign(lookupTables, completion.lookupTables);
  }
  return { values, lookupTables };
}

/** The counterpart of a source record that has none. */
export function newCounterpart(plan: RunPlan, row: Values, transfer: Transfer, context: RuleContext): NewCounterpart | Failure {
  const added = additions(plan, row, context);
  if (added instanceof Failure) return added;
  const agreed = transfer.both.filter(({ carried }) => carried !== undefined);
  const pairs: Record<string, unknown> = {};
  for (const { field, source, carried } of agreed) pairs[field.name] = pairOf(plan, { source, target: carried ?? null });
  const oneWay = [longTexts(agreed), added.values, columnsOf(transfer.initial), columnsOf(transfer.oneWay), transfer.completed];
  const written = withoutBlanks(Object.assign({}, ...oneWay) as Draft);
  return {
    values: Object.assign(withoutBlanks(columnsOf(transfer.both)), written),
    pairs,
    written,
    lookupTables: { ...transfer.lookupTables, ...added.lookupTables },
  };
}

/** Values in the form the target wants for blanks: Business Central's text is never null. */
export const forWriting = (plan: RunPlan, side: Side, values: Values): Values => forWritingTo(plan.mapping[side], values);

/** The same for the columns of any table. */
export function forWritingTo({ side, columns }: Table, values: Values): Values {
  if (side === 'sales') return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const column = columns[name];
      return [name, value === null && column ? blankFor(column) : value];
    }),
  );
}

const columnOfMember = (plan: RunPlan, field: TravellingField): string | undefined => {
  if (field.kind === 'value') return field[plan.target];
  return plan.target === 'sales' ? field.sales : field.paths.length === 1 ? field.paths[0]?.column : undefined;
};

/** The values that a claim was about to write, rebuilt from what it keeps: whoever takes it over writes these and no others. */
export function claimedValues(plan: RunPlan, pairs: Pairs, written: Values): Values {
  const values: Draft = {};
  for (const field of plan.both) {
    const column = columnOfMember(plan, field);
    if (column === undefined || !(field.name in pairs)) continue;
    const member = memberOf(pairs[field.name], plan.target);
    if (member !== null && typeof member !== 'object') values[column] = member;
  }
  return { ...values, ...written };
}
