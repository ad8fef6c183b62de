/** The wiring of sync-orchestration: the contracts it answers, the schema it owns, the sweeps it runs. */
import { Inject, Module, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Log } from '@tandem/platform/observability/log';
import { Database } from '@tandem/platform/persistence/database';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { AuditController } from './adapters/audit.controller';
import { DeletionsController } from './adapters/deletions.controller';
import { EventsController } from './adapters/events.controller';
import { GuardsController } from './adapters/guards.controller';
import { IssuesController } from './adapters/issues.controller';
import { JobsController } from './adapters/jobs.controller';
import { MappingsController } from './adapters/mappings.controller';
import { PageReportsController } from './adapters/page-reports.controller';
import { PagesController } from './adapters/pages.controller';
import { ReviewsController } from './adapters/reviews.controller';
import { RunningController } from './adapters/running.controller';
import { SurveyController } from './adapters/survey.controller';
import { syncSchema } from './adapters/sync-schema';
import { Ticks } from './adapters/ticks';
import { WorkersController } from './adapters/workers.controller';
import { SyncOrchestrationEnvironment } from './config';
import { UseCasesModule } from './use-cases.module';
import { Sweep } from './use-cases/sweep';

const ticksOf = (sweep: Sweep, { sweepMs, slowSweepMs }: SyncOrchestrationEnvironment) => [
  { name: 'forgotten pages', everyMs: sweepMs, run: () => sweep.forgottenPages() },
  { name: 'due records', everyMs: sweepMs, run: () => sweep.dueRecords() },
  { name: 'stranded jobs', everyMs: sweepMs, run: () => sweep.strandedJobs() },
  { name: 'reviews', everyMs: sweepMs, run: () => sweep.reviews() },
  { name: 'schedules', everyMs: sweepMs, run: () => sweep.schedules() },
  { name: 'open needs', everyMs: slowSweepMs, run: () => sweep.openNeeds() },
  { name: 'expired claims', everyMs: slowSweepMs, run: () => sweep.expiredClaims() },
  { name: 'ended dry runs', everyMs: slowSweepMs, run: () => sweep.endedDryRuns() },
];

const ticks = {
  provide: Ticks,
  useFactory: (transactions: Transactions, log: Log, sweep: Sweep, environment: SyncOrchestrationEnvironment) =>
    new Ticks(transactions, log, ticksOf(sweep, environment)),
  inject: [Transactions, Log, Sweep, SyncOrchestrationEnvironment],
};

@Module({
  imports: [Database.forService(syncSchema), UseCasesModule],
  controllers: [
    AuditController,
    PagesController,
    PageReportsController,
    JobsController,
    RunningController,
    ReviewsController,
    SurveyController,
    IssuesController,
    GuardsController,
    DeletionsController,
    MappingsController,
    EventsController,
    WorkersController,
  ],
  providers: [
    ticks,
    { provide: AuditTrail, useFactory: (transactions: Transactions) => new AuditTrail(transactions), inject: [Transactions] },
  ],
})
export class SyncOrchestrationModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(Ticks) private readonly ticks: Ticks) {}

  onApplicationBootstrap(): void {
    this.ticks.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.ticks.stop();
  }
}
