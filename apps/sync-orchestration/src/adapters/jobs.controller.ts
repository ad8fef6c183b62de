import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/jobs';
import { MatchMapping as MatchRequest, matchMapping, MatchStarted } from '@tandem/contracts/match-runs';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ActOnIssues } from '../use-cases/issues/act-on-issues';
import { CancelJob } from '../use-cases/jobs/cancel-job';
import { MatchMapping } from '../use-cases/jobs/match-mapping';
import { Synchronize } from '../use-cases/jobs/synchronize';
import { JobViews } from '../use-cases/views';

/** What people ask about jobs. */
@Controller()
export class JobsController {
  constructor(
    private readonly views: JobViews,
    private readonly synchronize: Synchronize,
    private readonly matchMapping: MatchMapping,
    private readonly cancelJob: CancelJob,
    private readonly actOnIssues: ActOnIssues,
  ) {}

  @Answers(contract.listJobs)
  list(question: contract.ListJobs): Promise<contract.JobList> {
    return this.views.list(question);
  }

  @Answers(contract.readJob)
  read(question: contract.JobReference): Promise<contract.JobView> {
    return this.views.one(question);
  }

  @Answers(contract.cancelJob)
  async cancel(job: contract.JobReference): Promise<contract.JobView> {
    await this.cancelJob.run(job);
    return this.views.one(job);
  }

  @Answers(contract.retryFailedRecords)
  async retry({ connectionId, jobId }: contract.JobReference): Promise<contract.RecordsDue> {
    await this.views.one({ connectionId, jobId });
    const kinds = ['parked', 'conflict', 'waiting', 'ambiguous', 'skipped'] as const;
    return { records: await this.actOnIssues.retry({ connectionId, filter: { jobId, kinds } }) };
  }

  @Answers(contract.synchronize)
  async run(request: contract.Synchronize): Promise<contract.JobsStarted> {
    return { jobs: await this.views.these(request.connectionId, await this.synchronize.run(request)) };
  }

  @Answers(matchMapping)
  async match(request: MatchRequest): Promise<MatchStarted> {
    const [id, ...others] = await this.matchMapping.run(request);
    return { id, jobs: await this.views.these(request.connectionId, [id, ...others]) };
  }

  @Answers(contract.synchronizeAll)
  async runAll({ connectionId }: contract.SynchronizeAll): Promise<contract.JobsStarted> {
    return { jobs: await this.views.these(connectionId, await this.synchronize.all(connectionId)) };
  }
}
