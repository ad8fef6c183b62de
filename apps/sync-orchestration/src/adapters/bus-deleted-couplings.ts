import { CouplingPage, listCouplings } from '@tandem/contracts/couplings';
import { ListDeletions } from '@tandem/contracts/deletions';
import { Bus } from '@tandem/platform/messaging/bus';
import { DeletedCouplings } from '../use-cases/list-deletions';

export class BusDeletedCouplings extends DeletedCouplings {
  constructor(private readonly bus: Bus) {
    super();
  }

  list(question: ListDeletions): Promise<CouplingPage> {
    return this.bus.ask(listCouplings, { ...question, state: 'coupled', deleted: true }, question);
  }
}
