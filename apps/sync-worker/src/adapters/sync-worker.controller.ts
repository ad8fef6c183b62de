import { Controller } from '@nestjs/common';
import { countRecords, CountRecords as CountRecordsQuestion, RecordCounts } from '@tandem/contracts/records';
import { PageReady, pageReady, ServiceThrottled, serviceThrottled } from '@tandem/contracts/sync';
import { Answers, Hears, Performs } from '@tandem/platform/messaging/handlers';
import { CountRecords } from '../use-cases/count-records';
import { Systems } from '../use-cases/ports/systems';
import { WorkUntilIdle } from '../use-cases/work-until-idle';

@Controller()
export class SyncWorkerController {
  constructor(
    private readonly workUntilIdle: WorkUntilIdle,
    private readonly count: CountRecords,
    private readonly systems: Systems,
  ) {}

  @Performs(pageReady, { concurrency: 1 })
  page(_ready: PageReady): Promise<void> {
    return this.workUntilIdle.run();
  }

  @Hears(serviceThrottled, { everyInstance: true })
  throttled({ budget, pauseMs }: ServiceThrottled): void {
    this.systems.hold(budget, pauseMs);
  }

  @Answers(countRecords)
  countRecords(question: CountRecordsQuestion): Promise<RecordCounts> {
    return this.count.run(question);
  }
}
