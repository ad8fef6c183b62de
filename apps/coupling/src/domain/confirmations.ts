/** Confirmations and releases: how a claim or a run's work on a coupling ends. Both are compare-and-swaps on the version that was read. */
import { Direction, sourceOf, targetOf } from '@tandem/domain/value';
import { AgreedPairs, Counted, Coupling, Digests, isRepeat, isTombstone, mayAct, PageHold, settledBy, tombstoneOf } from './coupling';
import { Draft, Write } from './draft';
import { isFree, repoint } from './repointing';

/** What is agreed now. */
export interface ConfirmRequest {
  readonly couplingId: string;
  readonly version: bigint;
  readonly direction: Direction;
  readonly by: PageHold;
  /** The id that the target really has; null: the one it is coupled or claimed with. */
  readonly targetId: string | null;
  /** Undefined: as it was. */
  readonly businessKey?: string | null;
  readonly label?: string;
  /** All pairs that hold now; undefined: the claim's, else those that held. */
  readonly pairs?: AgreedPairs;
  readonly digests?: Digests;
  /** The columns of the target that were changed; undefined where nothing was, and where the target was created. */
  readonly wrote?: readonly string[];
  /** What is counted beside the outcome. */
  readonly marks?: readonly ('merged' | 'overwritten')[];
}

export type SettleAnswer =
  /** `newly` is the coupling where its records have been coupled by this. */
  { readonly outcome: 'done'; readonly newly?: Coupling } | { readonly outcome: 'stale' };

const stale: SettleAnswer = { outcome: 'stale' };

/** Confirms what a page has written, or decided without a write; only under the version that it read. */
export function confirm(draft: Draft, request: ConfirmRequest): SettleAnswer {
  const found = draft.coupling(request.couplingId);
  if (!found) return stale;
  if (found.version !== request.version) return isRepeat(found, request.by, request.version) ? { outcome: 'done' } : stale;
  const target = { side: targetOf(request.direction), id: request.targetId ?? found.ids[targetOf(request.direction)] };
  if (isTombstone(found) || target.id === null) return stale;
  if (!isFree(draft, found, { ...target, id: target.id })) return stale;
  const coupled = repoint(draft, agreedBy(found, request), { ...target, id: target.id });
  draft.wrote(...writesOf(request, { mapping: found.tables.mapping, recordId: target.id, created: found.state === 'claimed' }));
  return found.state === 'claimed' ? { outcome: 'done', newly: coupled } : { outcome: 'done' };
}

/** What a confirmation says was written: the target was created, changed, or both. */
export function writesOf(
  { direction, wrote }: ConfirmRequest,
  { mapping, recordId, created }: { mapping: string; recordId: string; created: boolean },
): Write[] {
  const write = { mapping, direction, recordId };
  return [
    ...(created ? [{ ...write, operation: 'create' as const }] : []),
    ...(wrote ? [{ ...write, operation: 'update' as const, columns: wrote }] : []),
  ];
}

const countedFor = ({ state }: Coupling, { wrote, marks = [] }: ConfirmRequest): Counted[] =>
  state === 'claimed' ? ['inserted', 'coupled', ...marks] : wrote ? ['modified', ...marks] : [...marks];

const agreedBy = (found: Coupling, request: ConfirmRequest): Coupling => {
  const { by, businessKey, label, pairs, digests, direction } = request;
  return {
    ...found,
    state: 'coupled',
    businessKey: businessKey === undefined ? found.businessKey : businessKey,
    label: label ?? found.label,
    agreed: pairs ?? created(found)?.pairs ?? found.agreed ?? {},
    digests: { ...found.digests, ...created(found)?.digests, ...digests },
    firstDirection: null,
    // Whoever confirms has read the source: it exists, whatever was reported before.
    deleted: found.deleted === sourceOf(direction) ? null : found.deleted,
    claim: null,
    settled: settledBy(found, by, countedFor(found, request)),
  };
};

const created = ({ claim }: Coupling): Coupling['claim'] => (claim?.kind === 'create' ? claim : null);

/** Gives a claim back, after a read has shown that the claimed record does not exist and shall not be created. */
export interface ReleaseRequest {
  readonly couplingId: string;
  readonly version: bigint;
  readonly by: PageHold;
  /** Of a claim to delete: the target has been deleted, because its creation is taken back. */
  readonly undone?: boolean;
}

/** The claimed id becomes a tombstone and the source is free again; a claim to overwrite or delete just ends, and one to restore leaves the counterpart deleted as it was. */
export function release(draft: Draft, { couplingId, version, by, undone = false }: ReleaseRequest): SettleAnswer {
  const found = draft.coupling(couplingId);
  if (!found) return stale;
  if (found.version !== version) return isRepeat(found, by, version) ? { outcome: 'done' } : stale;
  if (!found.claim || !mayAct(found.claim, by, draft.moment.now)) return stale;
  const { direction, kind } = found.claim;
  const left = undone && kind === 'delete' ? withoutSource(found, direction) : released(found, direction);
  const targetId = found.ids[targetOf(direction)];
  if (undone && targetId !== null) draft.wrote({ mapping: found.tables.mapping, direction, operation: 'delete', recordId: targetId });
  draft.put({ ...left, settled: settledBy(found, by) });
  return { outcome: 'done' };
}

function released(found: Coupling, direction: Direction): Coupling {
  if (found.state !== 'claimed') return { ...found, claim: null };
  if (found.agreed !== null) return { ...found, state: 'coupled', deleted: targetOf(direction), claim: null };
  return withoutSource(found, direction);
}

/** The target's id stays known, its source is like any other uncoupled record. */
const withoutSource = (found: Coupling, direction: Direction): Coupling => ({
  ...tombstoneOf(found, 'gone'),
  ids: { ...found.ids, [sourceOf(direction)]: null },
});
