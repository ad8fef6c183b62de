import { sequentialId } from '@tandem/domain/sequential-id';
import { Claim, ClaimCouplings as Input, ClaimOutcome, ClaimsAnswered } from '@tandem/contracts/claims';
import { ClaimHolder } from '@tandem/contracts/coupling';
import { sourceOf, targetOf } from '@tandem/domain/value';
import { claim, ClaimAnswer, ClaimRequest, newClaim } from '../domain/claims';
import { Coupling, Holder } from '../domain/coupling';
import { CouplingEvents } from '../domain/coupling-events';
import { CouplingKeys, Couplings } from '../domain/couplings';
import { tablesOf } from '../domain/mapped-tables';
import { couplingView } from './coupling-view';
import { scopeOf } from './scope';

/** Gives a page the records that it is about to create counterparts for, unless somebody else has them. */
export class ClaimCouplings {
  constructor(
    private readonly couplings: Couplings,
    private readonly events: CouplingEvents,
  ) {}

  async run(input: Input): Promise<ClaimsAnswered> {
    const requests = input.claims.map((one) => requestOf(input, one));
    const inserted = await this.insertNew(input, requests);
    const rest = requests.filter((request) => !inserted.has(request));
    const decided = await this.decide(input, rest);
    const answered = new Map<ClaimRequest, ClaimOutcome>([...inserted, ...decided]);
    return { outcomes: requests.flatMap((request) => answered.get(request) ?? []) };
  }

  /** New claims of records that nobody has: one insert for all of them. */
  private async insertNew(input: Input, requests: readonly ClaimRequest[]): Promise<Map<ClaimRequest, ClaimOutcome>> {
    const wanted = requests.filter(({ kind, version }) => kind === 'create' && version === null);
    const claims = wanted.map((request) => newClaim(request, sequentialId()));
    const versions = await this.couplings.insertClaims(scopeOf(input), claims);
    return new Map(
      wanted.flatMap((request, index) => {
        const [version, claimed] = [versions[index], claims[index]];
        if (version === null || version === undefined || !claimed) return [];
        return [[request, { outcome: 'yours', couplingId: claimed.id, version: String(version), targetId: request.targetId }]];
      }),
    );
  }

  /** Everything else is decided by the coupling as it stands. */
  private async decide(input: Input, requests: readonly ClaimRequest[]): Promise<[ClaimRequest, ClaimOutcome][]> {
    if (requests.length === 0) return [];
    const { answers, now } = await this.couplings.change(scopeOf(input), keysOf(requests), (draft) => ({
      answers: requests.map((request) => claim(draft, request)),
      now: draft.moment.now,
    }));
    if (!input.overlay) await this.events.coupled(input.connectionId, answers.flatMap(coupledAtOnce));
    return answers.map((answer, index) => [requests[index]!, outcomeOf(answer, { input, now })]);
  }
}

const coupledAtOnce = (answer: ClaimAnswer): Coupling[] =>
  answer.outcome === 'yours' && answer.coupling.state === 'coupled' && !answer.coupling.claim ? [answer.coupling] : [];

function keysOf(requests: readonly ClaimRequest[]): CouplingKeys {
  const { tables, direction } = requests[0]!;
  const sources = { tables, side: sourceOf(direction), ids: requests.map(({ sourceId }) => sourceId) };
  const targets = { tables, side: targetOf(direction), ids: requests.map(({ targetId }) => targetId) };
  return { records: [sources, targets] };
}

function requestOf({ mapping, direction, holder, reviewId }: Input, one: Claim): ClaimRequest {
  const { pairs, written, digests, overwritten = {} } = one;
  return {
    ...{ tables: tablesOf(mapping), direction, holder: holderOf(holder), kind: one.kind, sourceId: one.sourceId, targetId: one.targetId },
    version: one.version === undefined ? null : BigInt(one.version),
    ...{ businessKey: one.businessKey, label: one.label ?? null, values: { pairs, written, digests, overwritten } },
    firstDirection: one.firstDirection ?? null,
    reviewId,
  };
}

const holderOf = ({ pageId, token, leaseEndsAt }: ClaimHolder): Holder => ({ pageId, token, leaseEndsAt: new Date(leaseEndsAt) });

function outcomeOf(answer: ClaimAnswer, { input, now }: { input: Input; now: Date }): ClaimOutcome {
  if (answer.outcome === 'stale') return { outcome: 'stale' };
  if (answer.outcome === 'taken') return { outcome: 'taken', coupling: couplingView(answer.coupling, now) };
  const { id, version, ids } = answer.coupling;
  return { outcome: 'yours', couplingId: id, version: String(version), targetId: ids[targetOf(input.direction)] ?? '' };
}
