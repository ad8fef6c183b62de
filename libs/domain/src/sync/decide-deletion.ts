/** What follows when one of two coupled records was deleted. Pure. */
import { TravellingField } from '../mapping/field-mapping';
import { passes } from '../mapping/filter';
import { DeletionPolicy, TableMapping } from '../mapping/table-mapping';
import { allows, Side, sourceOf, targetOf, Values } from '../value';
import { Pairs } from './compare-record';
import { equalsKept, membersOf } from './digest';
import { RunPlan } from './run-plan';
import { memberOn } from './transfer-fields';

const directionFrom = (side: Side) => (sourceOf('toSales') === side ? 'toSales' : 'fromSales');
const directionTo = (side: Side) => (targetOf('toSales') === side ? 'toSales' : 'fromSales');

/** The policy that can be carried out for a record that was deleted on one side: a mapping writes only where its direction leads. */
export function deletionPolicyFor({ deletionPolicy, direction }: TableMapping, deleted: Side): DeletionPolicy {
  if (deletionPolicy === 'restore' && !allows(direction, directionTo(deleted))) return 'none';
  if (deletionPolicy === 'deleteCounterpart' && !allows(direction, directionFrom(deleted))) return 'none';
  return deletionPolicy;
}

/** The counterpart of a record that was deleted, as it is now. */
export interface Survivor {
  /** Undefined: it does not exist either. */
  readonly values: Values | undefined;
  /** What both sides last agreed on. */
  readonly pairs: Pairs;
  /** A person has said that the deletion wins. */
  readonly force: boolean;
}

export type SurvivorDecision =
  /** It may be deleted; `lost` names the fields whose values nobody else has. */
  | { readonly kind: 'delete'; readonly lost: readonly string[] }
  /** It is gone already. */
  | { readonly kind: 'gone' }
  /** Somebody has changed it since both sides agreed: a person decides. */
  | { readonly kind: 'edited'; readonly fields: readonly string[] }
  /** It does not take part in the mapping any more: it belongs to somebody else now. */
  | { readonly kind: 'excluded' };

/** Whether a field of the target is as it was when both sides last agreed; a reference that is written later may never have been agreed on. */
function isAsAgreed(plan: RunPlan, field: TravellingField, { values, pairs }: { values: Values; pairs: Pairs }): boolean {
  const member = memberOn(plan.target, field, values, plan);
  if (field.name in pairs) return equalsKept(member, membersOf(pairs[field.name])[plan.target]);
  return member === null || field.kind === 'later';
}

/** Both-ways fields of the target that are not as both sides last agreed. */
export const editedFields = (plan: RunPlan, target: { values: Values; pairs: Pairs }): string[] =>
  plan.both.filter((field) => !isAsAgreed(plan, field, target)).map(({ name }) => name);

/** Whether the deletion wins over an edit of the counterpart: by a person's word, or by a conflict policy that prefers the side that deleted. */
const deletionWins = ({ mapping, source }: RunPlan, force: boolean): boolean => force || mapping.conflictPolicy === source;

/** What the policy *delete counterpart* makes of the target, after the record of the run's source was deleted. */
export function decideSurvivor(plan: RunPlan, { values, pairs, force }: Survivor): SurvivorDecision {
  if (values === undefined) return { kind: 'gone' };
  if (!passes(plan.mapping.only[plan.target], values)) return { kind: 'excluded' };
  const fields = editedFields(plan, { values, pairs });
  return fields.length === 0 || deletionWins(plan, force) ? { kind: 'delete', lost: fields } : { kind: 'edited', fields };
}
