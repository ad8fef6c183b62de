import { ReferenceQuery, resolveCouplings } from '@tandem/contracts/coupling';
import { dropOverlay, listCoupledIds, listExpiredClaims } from '@tandem/contracts/coupling-upkeep';
import { listCreated } from '@tandem/contracts/created-records';
import { countCouplings } from '@tandem/contracts/couplings';
import { sourceOf } from '@tandem/domain/value';
import { Bus } from '@tandem/platform/messaging/bus';
import { DueScope } from '../domain/due/due-records';
import { CouplingDirectory, ExpiredClaim, Need, NeedKey, NeedsToResolve } from '../domain/due/needs';
import { CreatedRecord, CreatedRun } from '../domain/reviews/undo';

/** The coupling service, asked over the bus. */
export class BusCouplingDirectory extends CouplingDirectory {
  constructor(private readonly bus: Bus) {
    super();
  }

  async resolved({ connectionId, overlay, needs }: NeedsToResolve): Promise<Need[]> {
    const references = queriesFor(needs);
    const question = {
      connectionId,
      overlay: overlay ?? undefined,
      mapping: references[0]!.mapping,
      side: 'businessCentral' as const,
      ids: [],
      references,
    };
    const answer = await this.bus.ask(resolveCouplings, question, { connectionId });
    const known = new Set(
      answer.references.flatMap(({ mapping, businessCentralId, salesId, businessKey }) => [
        keyOf({ mapping, by: 'businessCentralId', value: businessCentralId }),
        keyOf({ mapping, by: 'salesId', value: salesId }),
        ...(businessKey === null ? [] : [keyOf({ mapping, by: 'businessKey', value: businessKey })]),
      ]),
    );
    const values = new Set(answer.references.map(({ mapping, value }) => `${mapping}\n${value}`));
    return needs.filter((need) => known.has(keyOf(need)) || values.has(`${need.mapping}\n${need.value}`));
  }

  async coupledIds({ connectionId, overlay, mapping, direction }: DueScope, after: string | null, limit: number): Promise<string[]> {
    const question = { connectionId, overlay: overlay ?? undefined, mapping, side: sourceOf(direction), after: after ?? undefined, limit };
    return (await this.bus.ask(listCoupledIds, question, { connectionId })).ids;
  }

  async countOf({ connectionId, overlay, mapping }: DueScope): Promise<number> {
    const { mappings } = await this.bus.ask(countCouplings, { connectionId, overlay: overlay ?? undefined }, { connectionId });
    return mappings.find((counts) => counts.mapping === mapping)?.coupled ?? 0;
  }

  async expiredClaims(connectionId: string, limit: number): Promise<ExpiredClaim[]> {
    const { claims } = await this.bus.ask(listExpiredClaims, { connectionId, limit }, { connectionId });
    return claims.map(({ mapping, direction, sourceId, pageId }) => ({ mapping, direction, recordId: sourceId, pageId }));
  }

  async created(
    { connectionId, reviewId, mapping, direction }: CreatedRun & { connectionId: string; reviewId: string },
    after: string | null,
    limit: number,
  ): Promise<{ records: CreatedRecord[]; last: string | null }> {
    const question = { connectionId, reviewId, mapping, direction, after: after ?? undefined, limit };
    const { records } = await this.bus.ask(listCreated, question, { connectionId });
    return { records, last: records.at(-1)?.couplingId ?? null };
  }

  async dropOverlay(connectionId: string, overlay: string): Promise<void> {
    await this.bus.ask(dropOverlay, { connectionId, overlay }, { connectionId });
  }
}

const keyOf = ({ mapping, by, value }: Need): string => `${mapping}\n${by}\n${value}`;

/** One query per mapping and kind of key. */
function queriesFor(needs: readonly Need[]): ReferenceQuery[] {
  const queries = new Map<string, { mapping: string; by: NeedKey; values: string[] }>();
  for (const { mapping, by, value } of needs) {
    const query = queries.get(`${mapping}\n${by}`) ?? { mapping, by, values: [] };
    query.values.push(value);
    queries.set(`${mapping}\n${by}`, query);
  }
  return [...queries.values()];
}
