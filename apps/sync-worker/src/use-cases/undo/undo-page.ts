/**
 * One page of an undo: what a review has created is deleted, where it is still as we wrote it; what was edited since is kept and listed.
 * A page with `preview` only looks: everything is looked at before anything is deleted.
 */
import { Claim } from '@tandem/contracts/claims';
import { CreatedRecord } from '@tandem/contracts/created-records';
import { Failure } from '@tandem/domain/failure';
import { StoredRecord, WriteOutcome, WritePermit } from '@tandem/domain/ports/record-store';
import { Pairs } from '@tandem/domain/sync/compare-record';
import { decideUndo } from '@tandem/domain/sync/decide-undo';
import { chunkSize, piecesOf } from '../read-page';
import { keepEdited, keepInProgress, keepReferredTo, park } from './kept-records';
import { referredTo } from './referred-to';
import { Run, targetStore, targetTable } from '../run';

/** A record to be taken back, under our claim. */
interface Claimed {
  readonly created: CreatedRecord;
  /** The coupling's version since the claim. */
  readonly version: string;
  /** Undefined: it does not exist any more. */
  readonly row: StoredRecord | undefined;
}

interface Decided {
  readonly created: CreatedRecord;
  readonly row: StoredRecord | undefined;
  readonly pairs: Pairs;
}

/** What others refer to stays: some services would delete those with it. */
async function withoutReferredTo(run: Run, decided: readonly Decided[]): Promise<readonly Decided[]> {
  const referred = await referredTo(
    run,
    decided.flatMap(({ row }) => row ?? []),
  );
  const stays = ({ created }: Decided) => referred.has(created.targetId);
  decided.filter(stays).forEach(({ created }) => keepReferredTo(run, created));
  return decided.filter((entry) => !stays(entry));
}

/** Reads what was created and decides each; answers what may be taken back. */
async function decideAll(run: Run, records: readonly CreatedRecord[]): Promise<Decided[]> {
  const [rows, { pairs }] = await Promise.all([
    targetStore(run).readByIds(
      targetTable(run),
      records.map(({ targetId }) => targetId),
      run.plan.targetColumns,
    ),
    run.couplings.agreedPairs(records.map(({ couplingId }) => couplingId)),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return records.flatMap((created) => {
    const row = byId.get(created.targetId);
    const agreed = pairs[created.couplingId] ?? {};
    const decision = decideUndo(run.plan, { row, pairs: agreed, writtenAt: run.page.preview ? created.changedAt : undefined });
    if (decision.kind !== 'edited') return [{ created, row, pairs: agreed }];
    keepEdited(run, created, decision);
    return [];
  });
}

const claimOf = ({ created: { sourceId, targetId, version }, pairs }: Decided): Claim => ({
  ...{ sourceId, targetId, version, kind: 'delete', businessKey: null, pairs, written: {}, digests: {} },
});

async function claimAll(run: Run, decided: readonly Decided[]): Promise<Claimed[]> {
  if (decided.length === 0) return [];
  const outcomes = await run.couplings.claim(decided.map(claimOf), run.lease.endsAt);
  return decided.flatMap(({ created, row }, index) => {
    const outcome = outcomes[index];
    if (outcome?.outcome === 'yours') return [{ created, row, version: outcome.version }];
    keepInProgress(run, created);
    return [];
  });
}

async function release(run: Run, claimed: readonly Claimed[], undone: boolean): Promise<void> {
  if (claimed.length === 0) return;
  await run.couplings.release(claimed.map(({ created: { couplingId }, version }) => ({ couplingId, version, undone })));
}

/** What was deleted loses its coupling; what the service keeps keeps it. An outcome nobody knows leaves the claim: the page is done again. */
async function settle(run: Run, claimed: readonly Claimed[], outcomes: ReadonlyMap<string, WriteOutcome>): Promise<void> {
  const isGone = ({ row }: Claimed) => row === undefined || ['written', 'missing'].includes(outcomes.get(row.id)?.kind ?? '');
  const gone = claimed.filter(isGone);
  await release(run, gone, true);
  gone.forEach(({ created }) => run.tally.settle(created.sourceId, 'deleted'));
  run.tally.mark('uncoupled', gone.length);
  const refused: Claimed[] = [];
  let unknown: Failure | undefined;
  for (const entry of claimed.filter((one) => !isGone(one))) {
    const outcome = outcomes.get(entry.created.targetId);
    if (outcome?.kind === 'failed' && outcome.failure.kind === 'transient') {
      unknown = outcome.failure;
      continue;
    }
    refused.push(entry);
    if (outcome?.kind === 'stale') keepEdited(run, entry.created, { fields: [] });
    else if (outcome?.kind === 'failed') park(run, entry.created, outcome.failure);
  }
  await release(run, refused, false);
  if (unknown) throw unknown;
}

async function remove(run: Run, claimed: readonly Claimed[], permit: WritePermit): Promise<ReadonlyMap<string, WriteOutcome>> {
  const rows = claimed.flatMap(({ row }) => (row ? [{ id: row.id, version: row.version }] : []));
  if (rows.length === 0) return new Map();
  const outcomes = await targetStore(run).remove(targetTable(run), rows, permit);
  return new Map(rows.map(({ id }, index) => [id, outcomes[index]!]));
}

/** Nothing of it is left to take back: on a page that is taken again its first holder has done so, and told nobody; else somebody has taken the pair apart meanwhile. */
function settleUnknown({ page, tally }: Run, sourceId: string): void {
  const isTakenBack = page.token > 1 && !page.preview;
  tally.settle(sourceId, isTakenBack ? 'deleted' : 'unchanged');
  if (isTakenBack) tally.mark('uncoupled');
}

async function undoChunk(run: Run, sourceIds: readonly string[]): Promise<void> {
  const records = await run.couplings.created(sourceIds);
  const known = new Set(records.map(({ sourceId }) => sourceId));
  sourceIds.filter((id) => !known.has(id)).forEach((id) => settleUnknown(run, id));
  const isFree = ({ heldBy }: CreatedRecord) => heldBy === null || heldBy === run.page.pageId;
  records.filter((record) => !isFree(record)).forEach((record) => keepInProgress(run, record));
  const free = records.filter(isFree);
  if (free.length === 0) return;
  const decided = await decideAll(run, free);
  if (run.page.preview) return decided.forEach(({ created }) => run.tally.settle(created.sourceId, 'unchanged'));
  const permit = run.lease.untilItsPresentEnd();
  const claimed = await claimAll(run, await withoutReferredTo(run, decided));
  await settle(run, claimed, await remove(run, claimed, permit));
}

/** Takes back what the page names, chunk by chunk. */
export async function undoPage(run: Run): Promise<void> {
  const { start } = run.page;
  if (start.kind !== 'ids') throw new Failure('bug', 'page.noIds', 'A page of an undo names its records.');
  for (const piece of piecesOf(start.ids, chunkSize)) await undoChunk(run, piece);
}
