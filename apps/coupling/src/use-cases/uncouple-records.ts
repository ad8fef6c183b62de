import { Uncoupled, UncoupleRecords as Input } from '@tandem/contracts/couplings';
import { forget, uncouple } from '../domain/by-hand';
import { Couplings } from '../domain/couplings';
import { Draft } from '../domain/draft';
import { couplingItem } from './coupling-view';
import { unknownCoupling } from './read-coupling';
import { realScope } from './scope';

/** Takes two records apart because a person says so; what is left keeps both from being coupled by itself, unless it is forgotten. */
export class UncoupleRecords {
  constructor(private readonly couplings: Couplings) {}

  async run({ connectionId, couplingId, forget: forgotten }: Input): Promise<Uncoupled> {
    const tombstone = await this.couplings.change(realScope(connectionId), { ids: [couplingId] }, (draft) => {
      const { ids: before } = known(draft, couplingId);
      const apart = uncouple(draft, known(draft, couplingId));
      if (forgotten) forget(draft, known(draft, couplingId));
      if (apart || forgotten) draft.note({ action: forgotten ? 'coupling.forgotten' : 'coupling.uncoupled', target: couplingId, before });
      return draft.coupling(couplingId);
    });
    return tombstone ? { tombstone: couplingItem(tombstone) } : {};
  }
}

function known(draft: Draft, couplingId: string) {
  const coupling = draft.coupling(couplingId);
  if (!coupling) throw unknownCoupling(couplingId);
  return coupling;
}
