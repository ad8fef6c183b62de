import { ExpiredClaim, ExpiredClaims, ListExpiredClaims as Input } from '@tandem/contracts/coupling-upkeep';
import { Coupling, sourceIdOf } from '../domain/coupling';
import { Couplings } from '../domain/couplings';
import { scopeOf } from './scope';

/** Lists claims whose holder did not come back, so that a sweep can make their records due. */
export class ListExpiredClaims {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<ExpiredClaims> {
    const found = await this.couplings.expiredClaims(scopeOf(input), { after: input.after ?? null, limit: input.limit });
    return { claims: found.flatMap(expiredClaim) };
  }
}

function expiredClaim(coupling: Coupling): ExpiredClaim[] {
  const { id, tables, claim } = coupling;
  const sourceId = claim && sourceIdOf(coupling, claim.direction);
  if (!claim || !sourceId) return [];
  return [{ couplingId: id, mapping: tables.mapping, direction: claim.direction, sourceId, pageId: claim.holder.pageId }];
}
