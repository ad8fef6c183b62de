import { CouplingItem, CoupleRecords as Input } from '@tandem/contracts/couplings';
import { coupleByHand } from '../domain/by-hand';
import { CouplingEvents } from '../domain/coupling-events';
import { Couplings } from '../domain/couplings';
import { tablesOf } from '../domain/mapped-tables';
import { couplingItem } from './coupling-view';
import { realScope } from './scope';

/** Couples two existing records because a person says so. */
export class CoupleRecords {
  constructor(
    private readonly couplings: Couplings,
    private readonly events: CouplingEvents,
  ) {}

  async run({ connectionId, mapping, businessCentralId, salesId, initialSync, businessKey, label }: Input): Promise<CouplingItem> {
    const tables = tablesOf(mapping);
    const records = [
      { tables, side: 'businessCentral' as const, ids: [businessCentralId] },
      { tables, side: 'sales' as const, ids: [salesId] },
    ];
    const pair = { tables, businessCentralId, salesId, businessKey, label, firstDirection: initialSync === 'none' ? null : initialSync };
    const coupling = await this.couplings.change(realScope(connectionId), { records }, (draft) => {
      const coupled = coupleByHand(draft, pair);
      draft.note({ action: 'coupling.coupled', target: coupled.id, after: coupled.ids });
      return coupled;
    });
    await this.events.coupled(connectionId, [coupling]);
    return couplingItem(coupling);
  }
}
