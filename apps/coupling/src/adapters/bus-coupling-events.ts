import { recordsCoupled } from '@tandem/contracts/coupling';
import { Bus } from '@tandem/platform/messaging/bus';
import { CoupledPair, CouplingEvents } from '../domain/coupling-events';

/** The most records that one announcement names. */
const mostRecords = 500;

/** Announces on the bus; one announcement per mapping and 500 records. */
export class BusCouplingEvents extends CouplingEvents {
  constructor(private readonly bus: Bus) {
    super();
  }

  async coupled(connectionId: string, couplings: readonly CoupledPair[]): Promise<void> {
    for (const mapping of new Set(couplings.map(({ tables }) => tables.mapping))) {
      const records = couplings.filter(({ tables }) => tables.mapping === mapping).flatMap(coupledRecord);
      for (let start = 0; start < records.length; start += mostRecords)
        await this.bus.announce(
          recordsCoupled,
          { connectionId, mapping, records: records.slice(start, start + mostRecords) },
          { connectionId },
        );
    }
  }
}

function coupledRecord({ ids: { businessCentral, sales }, businessKey }: CoupledPair) {
  return businessCentral === null || sales === null ? [] : [{ businessCentralId: businessCentral, salesId: sales, businessKey }];
}
