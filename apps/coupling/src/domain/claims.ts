/** Claims: whoever is about to create a record's counterpart says so first, so that nobody else does and the unfinished work stays known. */
import { Direction, sourceOf, targetOf } from '@tandem/domain/value';
import { blankCoupling, ClaimedValues, Coupling, Holder, isPage, isRepeat, mayAct, OpenClaim, settledBy, Unstored } from './coupling';
import { Draft } from './draft';
import { MappedTables } from './mapped-tables';
import { isFree, repoint } from './repointing';

/** One claim of a page. */
export interface ClaimRequest {
  readonly tables: MappedTables;
  readonly direction: Direction;
  readonly holder: Holder;
  readonly kind: OpenClaim['kind'] | 'couple';
  readonly sourceId: string;
  readonly targetId: string;
  /** The version that was read, when there is a coupling already. */
  readonly version: bigint | null;
  readonly businessKey: string | null;
  readonly label: string | null;
  readonly values: ClaimedValues;
  readonly firstDirection: Direction | null;
  /** The review that the page belongs to. */
  readonly reviewId?: string;
}

export type ClaimAnswer =
  | { readonly outcome: 'yours'; readonly coupling: Coupling }
  /** Somebody else has one of the two records: to be decided again with this coupling. */
  | { readonly outcome: 'taken'; readonly coupling: Coupling }
  /** The coupling that was read does not exist any more. */
  | { readonly outcome: 'stale' };

/** Claims a record and the id of its counterpart. */
export function claim(draft: Draft, request: ClaimRequest): ClaimAnswer {
  const found = findBoth(draft, request);
  if (request.version !== null) return claimKnown(draft, request, found);
  if (found) return isOurNewClaim(found, request) ? yours(found) : taken(found);
  return yours(draft.put(request.kind === 'couple' ? coupledBy(draft, request) : claimedBy(draft, request)));
}

function findBoth(draft: Draft, { tables, direction, sourceId, targetId }: ClaimRequest): Coupling | undefined {
  const [source, target] = [sourceOf(direction), targetOf(direction)];
  return draft.having(source, tables[source], sourceId) ?? draft.having(target, tables[target], targetId);
}

/** A claim under a version changes the coupling only as it was read, and never under somebody else's open claim. */
function claimKnown(draft: Draft, request: ClaimRequest, found: Coupling | undefined): ClaimAnswer {
  if (!found) return { outcome: 'stale' };
  if (found.version !== request.version) return isRepeat(found, request.holder, request.version) ? yours(found) : taken(found);
  if (found.claim && !mayAct(found.claim, request.holder, draft.moment.now)) return taken(found);
  const settled = settledBy(found, request.holder);
  if (mayRecreate(found, request)) return recreate(draft, { ...found, settled }, request);
  const next = underClaim(found, request);
  return next ? yours(draft.put({ ...next, settled })) : taken(found);
}

function underClaim(found: Coupling, request: ClaimRequest): Coupling | null {
  if (found.state === 'claimed' && request.kind === 'create') return takenOver(found, request.holder);
  const changes = request.kind === 'overwrite' || request.kind === 'delete';
  return found.state === 'coupled' && changes ? { ...found, claim: changeClaim(found, request) } : null;
}

/** Whoever takes a claim over keeps its values, its direction and the claimed id: later differences travel as an update. */
const takenOver = (found: Coupling, holder: Holder): Coupling => ({ ...found, claim: found.claim && { ...found.claim, holder } });

const mayRecreate = (found: Coupling, { kind, direction }: ClaimRequest): boolean =>
  found.state === 'coupled' && kind === 'create' && found.deleted === targetOf(direction);

/** A deleted counterpart is created again under a new id; ids are never used twice. */
function recreate(draft: Draft, found: Coupling, request: ClaimRequest): ClaimAnswer {
  const side = targetOf(request.direction);
  if (!isFree(draft, found, { side, id: request.targetId })) return taken(found);
  return yours(repoint(draft, { ...found, state: 'claimed', deleted: null, claim: openClaim(request) }, { side, id: request.targetId }));
}

/** The losing values of an earlier claim stay listed, unless the same column loses another value now. */
const changeClaim = ({ claim: before }: Coupling, request: ClaimRequest): OpenClaim => {
  const next = openClaim(request);
  return { ...next, overwritten: { ...before?.overwritten, ...next.overwritten } };
};

const openClaim = ({ kind, direction, holder, values }: ClaimRequest): OpenClaim => ({
  kind: kind === 'couple' ? 'create' : kind,
  direction,
  holder,
  ...values,
});

const claimedBy = (draft: Draft, request: ClaimRequest): Unstored => newClaim(request, draft.moment.newId());

/** The coupling that a new claim makes. */
export const newClaim = (request: ClaimRequest, id: string): Unstored => ({
  ...newCoupling(request, id),
  state: 'claimed',
  claim: openClaim(request),
  creation: request.reviewId ? { reviewId: request.reviewId, direction: request.direction } : null,
});

/** Two records that both exist are coupled at once: nothing is created, so nothing can be left unfinished. */
const coupledBy = (draft: Draft, request: ClaimRequest): Unstored => ({
  ...newCoupling(request, draft.moment.newId()),
  state: 'coupled',
  firstDirection: request.firstDirection,
});

function newCoupling({ tables, direction, kind, sourceId, targetId, businessKey, label, holder }: ClaimRequest, id: string): Unstored {
  const ids = direction === 'toSales' ? { businessCentral: sourceId, sales: targetId } : { businessCentral: targetId, sales: sourceId };
  const { pageId, token } = holder;
  const settled = { pageId, token, from: null, counted: kind === 'couple' ? (['coupled'] as const) : [] };
  return { ...blankCoupling(id, tables), ids, businessKey, label, settled };
}

const isOurNewClaim = (found: Coupling, { holder, sourceId, direction, kind }: ClaimRequest): boolean =>
  isRepeat(found, holder, null) &&
  found.ids[sourceOf(direction)] === sourceId &&
  (kind === 'couple' ? found.state === 'coupled' : found.claim !== null && isPage(found.claim.holder, holder));

const yours = (coupling: Coupling): ClaimAnswer => ({ outcome: 'yours', coupling });
const taken = (coupling: Coupling): ClaimAnswer => ({ outcome: 'taken', coupling });
