/** How the engine and people see couplings. */
import { CouplingDetails, CouplingItem } from '@tandem/contracts/couplings';
import { CouplingView, OpenClaimView } from '@tandem/contracts/coupling';
import { Coupling, hasEnded, OpenClaim } from '../domain/coupling';

export function couplingView(coupling: Coupling, now: Date): CouplingView {
  const { id, tables, state, version, ids, businessKey, label, digests, firstDirection, deleted, claim } = coupling;
  return {
    ...{ id, mapping: tables.mapping, state, version: String(version), businessKey, label, digests },
    ...{ businessCentralId: ids.businessCentral, salesId: ids.sales },
    ...(firstDirection && { firstDirection }),
    ...(deleted && { deleted }),
    ...(claim && { claim: claimView(claim, now) }),
  };
}

function claimView(claim: OpenClaim, now: Date): OpenClaimView {
  const { pageId, token, leaseEndsAt } = claim.holder;
  return {
    pageId,
    token,
    leaseEndsAt: leaseEndsAt.toISOString(),
    kind: claim.kind,
    direction: claim.direction,
    expired: hasEnded(claim, now),
  };
}

export function couplingItem({
  id,
  tables,
  state,
  ids,
  businessKey,
  label,
  claim,
  deleted,
  firstDirection,
  createdAt,
  changedAt,
}: Coupling): CouplingItem {
  return {
    ...{ id, mapping: tables.mapping, state, inProgress: claim !== null },
    ...(ids.businessCentral !== null && { businessCentralId: ids.businessCentral }),
    ...(ids.sales !== null && { salesId: ids.sales }),
    ...(businessKey !== null && { businessKey }),
    ...(label !== null && { label }),
    ...(deleted && { deleted }),
    ...(firstDirection && { firstDirection }),
    ...{ createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString() },
  };
}

export const couplingDetails = (coupling: Coupling): CouplingDetails => ({
  ...couplingItem(coupling),
  ...(coupling.agreed && { agreed: { ...coupling.agreed } }),
});
