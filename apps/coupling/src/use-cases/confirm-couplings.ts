import { Confirmation, ConfirmationsAnswered, ConfirmCouplings as Input } from '@tandem/contracts/claims';
import { targetOf } from '@tandem/domain/value';
import { confirm, ConfirmRequest } from '../domain/confirmations';
import { Coupling } from '../domain/coupling';
import { CouplingEvents } from '../domain/coupling-events';
import { CouplingKeys, Couplings } from '../domain/couplings';
import { tablesOf } from '../domain/mapped-tables';
import { scopeOf } from './scope';

/** Stores what a page's records agree on now, each under the version that the page read. */
export class ConfirmCouplings {
  constructor(
    private readonly couplings: Couplings,
    private readonly events: CouplingEvents,
  ) {}

  async run(input: Input): Promise<ConfirmationsAnswered> {
    const requests = input.confirmations.map((one) => requestOf(input, one));
    const carriedOut = await this.couplings.confirmAsRead(
      scopeOf(input),
      requests.filter(({ targetId }) => targetId === null),
    );
    const rest = requests.filter(({ couplingId }) => !carriedOut.has(couplingId));
    const answers = await this.decide(input, rest);
    const newly = [...carriedOut.values(), ...answers.values()].flatMap((answer) => answer.newly ?? []);
    if (!input.overlay) await this.events.coupled(input.connectionId, newly);
    return {
      outcomes: requests.map(({ couplingId }) => (carriedOut.has(couplingId) ? 'done' : (answers.get(couplingId)?.outcome ?? 'stale'))),
    };
  }

  /** Confirmations that change more than values, come too late or come twice are decided by the coupling as it stands. */
  private async decide(input: Input, requests: readonly ConfirmRequest[]): Promise<Map<string, Answer>> {
    if (requests.length === 0) return new Map();
    const answers = await this.couplings.change(scopeOf(input), keysOf(input, requests), (draft) =>
      requests.map((request) => confirm(draft, request)),
    );
    return new Map(
      answers.map((answer, index) => [
        requests[index]!.couplingId,
        answer.outcome === 'done' ? answer : { outcome: 'stale' as const, newly: undefined },
      ]),
    );
  }
}

interface Answer {
  readonly outcome: 'done' | 'stale';
  readonly newly?: Coupling;
}

function keysOf({ mapping, direction }: Input, requests: readonly ConfirmRequest[]): CouplingKeys {
  const adopted = requests.flatMap(({ targetId }) => targetId ?? []);
  const records = adopted.length === 0 ? [] : [{ tables: tablesOf(mapping), side: targetOf(direction), ids: adopted }];
  return { ids: requests.map(({ couplingId }) => couplingId), records };
}

function requestOf({ direction, pageId, token }: Input, { version, targetId, ...rest }: Confirmation): ConfirmRequest {
  return { ...rest, version: BigInt(version), targetId: targetId ?? null, direction, by: { pageId, token } };
}
