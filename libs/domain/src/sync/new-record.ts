/** What a new record of the target holds, and what will be agreed about it. Pure. */
import { Failure } from '../failure';
import { RuleContext } from '../mapping/special-rule';
import { Side, Value, Values } from '../value';
import { blankFor } from './canonical';
import { Pairs, pairOf } from './compare-record';
import { RunPlan, columnOf } from './run-plan';
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

const withoutBlanks = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

const columnsOf = (fields: readonly CarriedField[]): Values =>
  Object.assign({}, ...fields.filter((field) => !isLeftAlone(field)).map(({ columns }) => columns)) as Values;

/** What only a creation writes: constants and the rules for new records. */
function additions(plan: RunPlan, row: Values, context: RuleContext): { values: Values; lookupTables: Readonly<Record<string, string>> } | Failure {
  const values: Record<string, Value> = Object.fromEntries(plan.constants.map(({ column, value }) => [column, value]));
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
  const pairs = Object.fromEntries(agreed.map(({ field, source, carried }) => [field.name, pairOf(plan, { source, target: carried ?? null })]));
  const written = withoutBlanks({ ...added.values, ...columnsOf(transfer.initial), ...columnsOf(transfer.oneWay), ...transfer.completed });
  return {
    values: { ...withoutBlanks(columnsOf(transfer.both)), ...written },
    pairs,
    written,
    lookupTables: { ...transfer.lookupTables, ...added.lookupTables },
  };
}

/** Values in the form the target wants for blanks: Business Central's text is never null. */
export function forWriting(plan: RunPlan, side: Side, values: Values): Values {
  if (side === 'sales') return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null ? blankFor(columnOf(plan.mapping, side, name)) : value]),
  );
}
