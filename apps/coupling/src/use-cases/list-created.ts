import { CreatedRecord, CreatedRecords, ListCreated as Input } from '@tandem/contracts/created-records';
import { sourceOf, targetOf } from '@tandem/domain/value';
import { Coupling, hasEnded } from '../domain/coupling';
import { Couplings } from '../domain/couplings';
import { tablesOf } from '../domain/mapped-tables';
import { scopeOf } from './scope';

/** Lists what a review has created, so that it can be taken back. */
export class ListCreated {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<CreatedRecords> {
    const { reviewId, mapping, direction, sourceIds = null, after = null, limit } = input;
    const found = await this.couplings.created(scopeOf(input), { reviewId, tables: tablesOf(mapping), direction, sourceIds, after, limit });
    return { records: found.map((coupling) => createdRecord(coupling, input)) };
  }
}

/** Leases are compared with this process's clock: whoever is wrong by a moment is refused when it claims. */
const createdRecord = ({ id, version, ids, label, changedAt, settled, claim }: Coupling, { direction }: Input): CreatedRecord => ({
  couplingId: id,
  version: String(version),
  sourceId: ids[sourceOf(direction)] ?? '',
  targetId: ids[targetOf(direction)] ?? '',
  label,
  changedAt: changedAt.toISOString(),
  settledPage: settled?.pageId ?? null,
  heldBy: claim && !hasEnded(claim, new Date()) ? claim.holder.pageId : null,
});
