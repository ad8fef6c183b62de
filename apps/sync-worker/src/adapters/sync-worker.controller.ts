import { Controller } from '@nestjs/common';
import { countRecords, CountRecords as CountRecordsQuestion, RecordCounts } from '@tandem/contracts/records';
import { PageReady, pageReady } from '@tandem/contracts/sync';
import { Answers, Performs } from '@tandem/platform/messaging/handlers';
import { CountRecords } from '../use-cases/count-records';
import { WorkUntilIdle } from '../use-cases/work-until-idle';

@Controller()
export class SyncWorkerController {
  constructor(
    private readonly workUntilIdle: WorkUntilIdle,
    private readonly count: CountRecords,
  ) {}

  @Performs(pageReady, { concurrency: 1 })
  page(_ready: PageReady): Promise<void> {
    return this.workUntilIdle.run();
  }

  @Answers(countRecords)
  countRecords(question: CountRecordsQuestion): Promise<RecordCounts> {
    return this.count.run(question);
  }
}
