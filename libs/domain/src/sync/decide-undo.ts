/** Whether a record that a review has created may be taken back: only while it is as we wrote it. Pure. */
import { Values } from '../value';
import { Pairs } from './compare-record';
import { editedFields } from './decide-deletion';
import { RunPlan } from './run-plan';
import { memberOn } from './transfer-fields';

/** The record as it is now, and what we know of it. */
export interface CreatedRow {
  /** Undefined: it does not exist any more. */
  readonly row: { readonly values: Values; readonly modifiedAt: string | null } | undefined;
  /** What both sides last agreed on. */
  readonly pairs: Pairs;
  /** When we last wrote it, by our clock, UTC ISO 8601; absent once all records were looked at: then our own deletions change the stamps of others. */
  readonly writtenAt?: string;
}

export type UndoDecision =
  | { readonly kind: 'remove' }
  | { readonly kind: 'gone' }
  /** Somebody has changed it since; `fields` names what of it is mapped. */
  | { readonly kind: 'edited'; readonly fields: readonly string[] };

/**
 * Milliseconds by which the service's clock may be ahead of ours without an untouched record counting as edited. An edit of a mapped field is seen by its value in any case;
 * one of another column is missed only where it came so soon after our write.
 */
const clockDifference = 5_000;

const isLater = (modifiedAt: string | null, writtenAt: string | undefined): boolean =>
  modifiedAt !== null && writtenAt !== undefined && Date.parse(modifiedAt) > Date.parse(writtenAt) + clockDifference;

/** A later reference that is blank now: what it named has been taken back before. */
function isClearedReference(plan: RunPlan, name: string, values: Values): boolean {
  const field = plan.both.find((one) => one.name === name);
  return field?.kind === 'later' && memberOn(plan.target, field, values, plan) === null;
}

/** A record is taken back where every mapped field is as agreed, and the service's stamp is not later than our last write. */
export function decideUndo(plan: RunPlan, { row, pairs, writtenAt }: CreatedRow): UndoDecision {
  if (row === undefined) return { kind: 'gone' };
  const fields = editedFields(plan, { values: row.values, pairs }).filter((name) => !isClearedReference(plan, name, row.values));
  return fields.length > 0 || isLater(row.modifiedAt, writtenAt) ? { kind: 'edited', fields } : { kind: 'remove' };
}
