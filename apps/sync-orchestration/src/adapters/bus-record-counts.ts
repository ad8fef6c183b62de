import { countRecords, sampleMatches } from '@tandem/contracts/records';
import { Bus } from '@tandem/platform/messaging/bus';
import { MatchSample, RecordCounts } from '../domain/reviews/record-counts';
import { Counted } from '../domain/reviews/recommendation';

/** Counted by a sync-worker, asked over the bus. */
export class BusRecordCounts extends RecordCounts {
  constructor(private readonly bus: Bus) {
    super();
  }

  of(connectionId: string, mapping: string): Promise<Counted> {
    return this.bus.ask(countRecords, { connectionId, mapping }, { connectionId });
  }

  sample(connectionId: string, mapping: string): Promise<MatchSample> {
    return this.bus.ask(sampleMatches, { connectionId, mapping }, { connectionId });
  }
}
