import { PageLease } from '@tandem/contracts/sync';
import { RecordStore } from '@tandem/domain/ports/record-store';
import { Failpoints } from '@tandem/platform/testing/failpoint';
import { OpenSystems, Stores, Systems } from '../use-cases/ports/systems';

/** Both systems with a failpoint around reads of pages and around writes. */
export class FailingSystems extends Systems {
  constructor(
    private readonly systems: Systems,
    private readonly failpoints: Failpoints,
  ) {
    super();
  }

  async forPage(page: PageLease): Promise<OpenSystems> {
    const systems = await this.systems.forPage(page);
    const { sales, businessCentral } = systems.stores;
    return { ...systems, stores: { sales: this.around(page, sales), businessCentral: this.around(page, businessCentral) } };
  }

  forQuestion(connectionId: string): Stores {
    return this.systems.forQuestion(connectionId);
  }

  hold(budget: string, pauseMs: number): void {
    this.systems.hold(budget, pauseMs);
  }

  withdraw(connectionId: string): void {
    this.systems.withdraw(connectionId);
  }

  private around(page: PageLease, store: RecordStore): RecordStore {
    const write = { before: 'before-send', after: 'after-send' } as const;
    return this.failpoints.around(page, store, { readPage: { after: 'after-read' }, create: write, update: write, remove: write });
  }
}
