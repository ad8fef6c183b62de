/** What a person must see to settle a conflict: what both sides agreed on, and what each has made of it. */
import { membersOf, kept, KeptValue } from './digest';
import { Pairs } from './compare-record';
import { RunPlan } from './run-plan';
import { memberOn, Transfer } from './transfer-fields';
import { Value, Values } from '../value';

/** One field, each value in its own side's form; of a text over 256 characters the beginning. */
export interface ConflictingField {
  /** Absent where both sides never agreed on the field. */
  readonly agreed?: { readonly businessCentral: Value; readonly sales: Value };
  readonly businessCentral: Value;
  readonly sales: Value;
}

/** A record of which both sides have changed the same fields. */
export interface ConflictingRecord {
  readonly transfer: Transfer;
  /** Values of the target's row. */
  readonly target: Values;
  readonly pairs: Pairs;
}

const shown = (value: KeptValue): Value => (typeof value === 'object' && value !== null && 'head' in value ? `${value.head}…` : value);

function agreedValues(pairs: Pairs, name: string): ConflictingField['agreed'] {
  if (!(name in pairs)) return undefined;
  const { businessCentral, sales } = membersOf(pairs[name]);
  return { businessCentral: shown(businessCentral), sales: shown(sales) };
}

/** The values of the fields named, by field. */
export function conflictingValues(
  plan: RunPlan,
  { transfer, target, pairs }: ConflictingRecord,
  fields: readonly string[],
): Readonly<Record<string, ConflictingField>> {
  const carried = transfer.both.filter(({ field }) => fields.includes(field.name));
  return Object.fromEntries(
    carried.map(({ field, source }) => {
      const [own, other] = [shown(kept(source)), shown(kept(memberOn(plan.target, field, target, plan)))];
      const values = plan.source === 'businessCentral' ? { businessCentral: own, sales: other } : { businessCentral: other, sales: own };
      const agreed = agreedValues(pairs, field.name);
      return [field.name, agreed ? { agreed, ...values } : values];
    }),
  );
}
