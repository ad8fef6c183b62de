import { Confirmation, ConfirmationsAnswered, ConfirmCouplings as Input } from '@tandem/contracts/coupling';
import { targetOf } from '@tandem/domain/value';
import { confirm, ConfirmRequest } from '../domain/confirmations';
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
    const answers = await this.couplings.change(scopeOf(input), keysOf(input), (draft) =>
      requests.map((request) => confirm(draft, request)),
    );
    const newly = answers.flatMap((answer) => (answer.outcome === 'done' && answer.newly ? [answer.newly] : []));
    if (!input.overlay) await this.events.coupled(input.connectionId, newly);
    return { outcomes: answers.map(({ outcome }) => outcome) };
  }
}

function keysOf({ mapping, direction, confirmations }: Input): CouplingKeys {
  const adopted = confirmations.flatMap(({ targetId }) => targetId ?? []);
  const records = adopted.length === 0 ? [] : [{ tables: tablesOf(mapping), side: targetOf(direction), ids: adopted }];
  return { ids: confirmations.map(({ couplingId }) => couplingId), records };
}

function requestOf({ direction, pageId, token }: Input, { version, targetId, ...rest }: Confirmation): ConfirmRequest {
  return { ...rest, version: BigInt(version), targetId: targetId ?? null, direction, by: { pageId, token } };
}
