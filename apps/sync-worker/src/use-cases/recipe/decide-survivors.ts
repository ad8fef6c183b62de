/** Counterparts that a policy wants deleted, decided by what they are now: those that somebody has changed, or that take no part any more, are kept and listed. */
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { Pairs } from '@tandem/domain/sync/compare-record';
import { decideSurvivor, SurvivorDecision } from '@tandem/domain/sync/decide-deletion';
import { columnsOn } from '@tandem/domain/sync/run-plan';
import { Value } from '@tandem/domain/value';
import { Run, targetStore, targetTable } from '../run';
import { Deletion, DeletionReason, listDeletion } from './deletion';
import { targetIdOf } from './item';

/** A counterpart that shall be deleted. */
export interface Doomed extends Deletion {
  readonly pairs: Pairs;
  /** The coupling's version, raised by each claim. */
  readonly version: string;
  readonly isClaimed: boolean;
}

/** A counterpart that may be deleted as it was read. */
export interface DecidedDeletion {
  readonly doomed: Doomed;
  readonly row: StoredRecord;
  /** Values nobody has agreed to that are lost with it, by column. */
  readonly lost: Readonly<Record<string, Value>>;
}

/** A counterpart that stays, and why. */
export interface Kept {
  readonly doomed: Doomed;
  readonly reason: DeletionReason;
}

const edited = (fields: readonly string[]): DeletionReason => ({
  code: 'record.deletedAndEdited',
  message: `The record was deleted, but somebody has changed ${fields.join(', ')} of its counterpart since both sides agreed.`,
  details: {
    fields,
    help: 'Synchronise the record with force to delete the counterpart all the same, or restore the record, or remove the coupling.',
  },
});

const excluded: DeletionReason = {
  code: 'record.counterpartExcluded',
  message: 'The record was deleted; its counterpart does not take part in the mapping any more.',
  details: { help: 'Remove the coupling, or let the counterpart take part again.' },
};

/** Gives claims back: nothing was deleted under them. */
export async function giveBack(run: Run, doomed: readonly Doomed[]): Promise<void> {
  const claimed = doomed.filter(({ isClaimed }) => isClaimed);
  if (claimed.length > 0) await run.couplings.release(claimed.map(({ coupling, version }) => ({ couplingId: coupling.id, version })));
}

export async function keep(run: Run, kept: readonly Kept[]): Promise<void> {
  for (const { doomed, reason } of kept) {
    const { code, message, details } = reason;
    listDeletion(run, doomed, { code, message, details: { ...details, counterpart: targetIdOf(run, doomed.coupling) } });
  }
  await giveBack(
    run,
    kept.map(({ doomed }) => doomed),
  );
}

/** The counterparts are gone as well: the couplings are archived. */
export async function recordGone(run: Run, gone: readonly Doomed[]): Promise<void> {
  if (gone.length === 0) return;
  const ids = gone.map(({ coupling }) => targetIdOf(run, coupling));
  await run.couplings.recordDeletions(run.plan.target, 'none', ids);
  gone.forEach(({ recordId }) => run.tally.settle(recordId, 'deleted'));
}

function lostValues(run: Run, row: StoredRecord, names: readonly string[]): Record<string, Value> {
  const fields = run.plan.both.filter(({ name }) => names.includes(name));
  const columns = fields.flatMap((field) => columnsOn(run.plan.target, field));
  return Object.fromEntries(columns.map((column) => [column, row.values[column] ?? null]));
}

async function readSurvivors(run: Run, open: readonly Doomed[]): Promise<Map<string, StoredRecord>> {
  const ids = open.map(({ coupling }) => targetIdOf(run, coupling));
  const rows = await targetStore(run).readByIds(targetTable(run), ids, run.plan.targetColumns);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Reads the counterparts and decides each; answers those that may be deleted. */
export async function decideSurvivors(run: Run, open: readonly Doomed[]): Promise<DecidedDeletion[]> {
  const rows = await readSurvivors(run, open);
  const decided: DecidedDeletion[] = [];
  const gone: Doomed[] = [];
  const kept: Kept[] = [];
  for (const doomed of open) {
    const row = rows.get(targetIdOf(run, doomed.coupling));
    const decision: SurvivorDecision = decideSurvivor(run.plan, {
      values: row?.values,
      pairs: doomed.pairs,
      force: run.page.force === true,
    });
    if (decision.kind === 'edited') kept.push({ doomed, reason: edited(decision.fields) });
    else if (decision.kind === 'excluded') kept.push({ doomed, reason: excluded });
    else if (row === undefined || decision.kind === 'gone') gone.push(doomed);
    else decided.push({ doomed, row, lost: lostValues(run, row, decision.lost) });
  }
  await recordGone(run, gone);
  await keep(run, kept);
  return decided;
}
