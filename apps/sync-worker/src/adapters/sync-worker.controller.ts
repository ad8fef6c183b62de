import { Controller } from '@nestjs/common';
import { ConnectionChanged, connectionChanged } from '@tandem/contracts/connection';
import * as records from '@tandem/contracts/records';
import { PageReady, pageReady, ServiceThrottled, serviceThrottled } from '@tandem/contracts/sync';
import { Answers, Hears, Performs } from '@tandem/platform/messaging/handlers';
import { CountRecords } from '../use-cases/count-records';
import { SampleMatches } from '../use-cases/sample-matches';
import { Systems } from '../use-cases/ports/systems';
import { WorkUntilIdle } from '../use-cases/work-until-idle';

@Controller()
export class SyncWorkerController {
  constructor(
    private readonly workUntilIdle: WorkUntilIdle,
    private readonly count: CountRecords,
    private readonly sample: SampleMatches,
    private readonly systems: Systems,
  ) {}

  /** Two pages at once: while one is read or reported, the chunks of the other go on. */
  @Performs(pageReady, { concurrency: 2 })
  page(_ready: PageReady): Promise<void> {
    return this.workUntilIdle.run();
  }

  @Hears(serviceThrottled, { everyInstance: true })
  throttled({ budget, pauseMs }: ServiceThrottled): void {
    this.systems.hold(budget, pauseMs);
  }

  @Hears(connectionChanged, { everyInstance: true })
  connectionChanged({ connectionId, change }: ConnectionChanged): void {
    if (change === 'disabled' || change === 'deleted') this.systems.withdraw(connectionId);
  }

  @Answers(records.countRecords)
  countRecords(question: records.CountRecords): Promise<records.RecordCounts> {
    return this.count.run(question);
  }

  @Answers(records.sampleMatches)
  sampleMatches(question: records.SampleMatches): Promise<records.MatchSample> {
    return this.sample.run(question);
  }
}
