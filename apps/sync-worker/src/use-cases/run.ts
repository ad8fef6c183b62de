/** Everything that the work on one page needs: who, what, where, and what came of it so far. */
import { Clock } from '@tandem/domain/clock';
import { RecordIssue } from '@tandem/contracts/findings';
import { PageLease } from '@tandem/contracts/sync';
import { RuleContext } from '@tandem/domain/mapping/special-rule';
import { RecordStore, StoredRecord } from '@tandem/domain/ports/record-store';
import { deletionPolicyFor } from '@tandem/domain/sync/decide-deletion';
import { Asker } from '@tandem/domain/sync/next-step';
import { RunPlan } from '@tandem/domain/sync/run-plan';
import { Side, Values } from '@tandem/domain/value';
import { Couplings } from './ports/couplings';
import { Lease } from '../domain/lease';
import { Tally } from './tally';

export interface Run {
  readonly page: PageLease;
  readonly plan: RunPlan;
  readonly couplings: Couplings;
  readonly stores: Readonly<Record<Side, RecordStore>>;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly context: RuleContext;
  readonly tally: Tally;
  /** The version counter as it was before the page was read. */
  readonly note: string;
  /** Records of the chunk in hand that both sides hold now, for the rules that follow a chunk. */
  readonly arrived: Arrived[];
  /** Lists what must not be lost if this worker ends, ahead of the page's report. */
  listNow(issues: readonly RecordIssue[]): Promise<void>;
  /** A new random id, for records whose id we choose. */
  newId(): string;
}

/** The store that is read. */
export const sourceStore = ({ stores, plan }: Run): RecordStore => stores[plan.source];
/** The store that is written. */
export const targetStore = ({ stores, plan }: Run): RecordStore => stores[plan.target];
/** The table that is read. */
export const sourceTable = ({ plan }: Run) => plan.mapping[plan.source];
/** The table that is written. */
export const targetTable = ({ plan }: Run) => plan.mapping[plan.target];

/** Whether records of the target that were deleted there are created again. */
export const restoresTargets = ({ mapping, target }: RunPlan): boolean => deletionPolicyFor(mapping, target) === 'restore';

/** Who asks `nextStep`. A record is restored on a page of its own, which the deletion guard has let pass. */
export const askerOf = ({ page, plan, note }: Run): Asker => ({
  mapping: page.mapping,
  direction: page.direction,
  pageId: page.pageId,
  token: page.token,
  note,
  restores: page.dueReason === 'restore' && restoresTargets(plan),
});

/** How people name a record. */
export const labelOf = (run: Run, side: Side, values: Values): string =>
  run.plan.mapping.label[side]
    .map((column) => values[column])
    .filter((part) => part !== null && part !== undefined && part !== '')
    .join(' ');

/** The business key of the Business Central record of a row. */
export const businessKeyOf = (run: Run, side: Side, values: Values): string | null => {
  if (side === 'sales') return null;
  const parts = run.plan.mapping.businessCentral.businessKey.map((column) => values[column]);
  return parts.length === 0 || parts.some((part) => part === null || part === undefined) ? null : parts.join(' ');
};

/** A record of a chunk after the rules have looked at it. */
export interface Sifted {
  readonly record: StoredRecord;
  readonly row: Values;
}

/** A record that both sides hold now. */
export interface Arrived {
  readonly sifted: Sifted;
  readonly targetId: string;
  /** The run has created or changed the counterpart. */
  readonly wrote: boolean;
}
