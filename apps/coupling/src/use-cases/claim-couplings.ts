import { Claim, ClaimCouplings as Input, ClaimHolder, ClaimOutcome, ClaimsAnswered } from '@tandem/contracts/coupling';
import { sourceOf, targetOf } from '@tandem/domain/value';
import { claim, ClaimAnswer, ClaimRequest } from '../domain/claims';
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
    const { answers, now } = await this.couplings.change(scopeOf(input), keysOf(input), (draft) => ({
      answers: requests.map((request) => claim(draft, request)),
      now: draft.moment.now,
    }));
    if (!input.overlay) await this.events.coupled(input.connectionId, answers.flatMap(coupledAtOnce));
    return { outcomes: answers.map((answer) => outcomeOf(answer, { input, now })) };
  }
}

const coupledAtOnce = (answer: ClaimAnswer): Coupling[] =>
  answer.outcome === 'yours' && answer.coupling.state === 'coupled' && !answer.coupling.claim ? [answer.coupling] : [];

function keysOf({ mapping, direction, claims }: Input): CouplingKeys {
  const tables = tablesOf(mapping);
  const sources = { tables, side: sourceOf(direction), ids: claims.map(({ sourceId }) => sourceId) };
  const targets = { tables, side: targetOf(direction), ids: claims.map(({ targetId }) => targetId) };
  return { records: [sources, targets] };
}

function requestOf({ mapping, direction, holder }: Input, one: Claim): ClaimRequest {
  const { pairs, written, digests, overwritten = {} } = one;
  return {
    ...{ tables: tablesOf(mapping), direction, holder: holderOf(holder), kind: one.kind, sourceId: one.sourceId, targetId: one.targetId },
    version: one.version === undefined ? null : BigInt(one.version),
    ...{ businessKey: one.businessKey, label: one.label ?? null, values: { pairs, written, digests, overwritten } },
    firstDirection: one.firstDirection ?? null,
  };
}

const holderOf = ({ pageId, token, leaseEndsAt }: ClaimHolder): Holder => ({ pageId, token, leaseEndsAt: new Date(leaseEndsAt) });

function outcomeOf(answer: ClaimAnswer, { input, now }: { input: Input; now: Date }): ClaimOutcome {
  if (answer.outcome === 'stale') return { outcome: 'stale' };
  if (answer.outcome === 'taken') return { outcome: 'taken', coupling: couplingView(answer.coupling, now) };
  const { id, version, ids } = answer.coupling;
  return { outcome: 'yours', couplingId: id, version: String(version), targetId: ids[targetOf(input.direction)] ?? '' };
}
