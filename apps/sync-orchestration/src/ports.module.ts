/** The ports of sync-orchestration, each with its adapter. */
import { Inject, Module, OnModuleDestroy, Provider } from '@nestjs/common';
import { Bus } from '@tandem/platform/messaging/bus';
import { Log } from '@tandem/platform/observability/log';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { BusConnectionDirectory } from './adapters/bus-connection-directory';
import { BusCouplingDirectory } from './adapters/bus-coupling-directory';
import { BusDeletedCouplings } from './adapters/bus-deleted-couplings';
import { BusPromises } from './adapters/bus-promises';
import { BusRecordCounts } from './adapters/bus-record-counts';
import { BusThrottleBroadcast } from './adapters/bus-throttle-broadcast';
import { PostgresDriftViews } from './adapters/postgres-drift-views';
import { PostgresGuardViews } from './adapters/postgres-guard-views';
import { PostgresIssueViews } from './adapters/postgres-issue-views';
import { PostgresJobViews } from './adapters/postgres-job-views';
import { PostgresReviewViews } from './adapters/postgres-review-views';
import { PostgresUnitOfWork, Promises } from './adapters/postgres-unit-of-work';
import { PostgresWorkers } from './adapters/postgres-workers';
import { ReviewAnnouncer } from './adapters/review-announcer';
import { ConnectionDirectory } from './domain/connections/connection-card';
import { CouplingDirectory } from './domain/due/needs';
import { RecordCounts } from './domain/reviews/record-counts';
import { UnitOfWork } from './domain/unit-of-work';
import { DeletedCouplings } from './use-cases/list-deletions';
import { ThrottleBroadcast } from './use-cases/pages/report-throttle';
import { DriftViews, GuardViews, IssueViews, JobViews, ReviewViews } from './use-cases/views';
import { Workers } from './use-cases/workers';

const ports: Provider[] = [
  { provide: CouplingDirectory, useFactory: (bus: Bus) => new BusCouplingDirectory(bus), inject: [Bus] },
  { provide: DeletedCouplings, useFactory: (bus: Bus) => new BusDeletedCouplings(bus), inject: [Bus] },
  { provide: ConnectionDirectory, useFactory: (bus: Bus, log: Log) => new BusConnectionDirectory(bus, log), inject: [Bus, Log] },
  { provide: RecordCounts, useFactory: (bus: Bus) => new BusRecordCounts(bus), inject: [Bus] },
  { provide: ThrottleBroadcast, useFactory: (bus: Bus) => new BusThrottleBroadcast(bus), inject: [Bus] },
  { provide: JobViews, useFactory: (transactions: Transactions) => new PostgresJobViews(transactions), inject: [Transactions] },
  { provide: ReviewViews, useFactory: (transactions: Transactions) => new PostgresReviewViews(transactions), inject: [Transactions] },
  { provide: DriftViews, useFactory: (transactions: Transactions) => new PostgresDriftViews(transactions), inject: [Transactions] },
  { provide: GuardViews, useFactory: (transactions: Transactions) => new PostgresGuardViews(transactions), inject: [Transactions] },
  { provide: IssueViews, useFactory: (transactions: Transactions) => new PostgresIssueViews(transactions), inject: [Transactions] },
  { provide: Workers, useFactory: (transactions: Transactions) => new PostgresWorkers(transactions), inject: [Transactions] },
  {
    provide: ReviewAnnouncer,
    useFactory: (transactions: Transactions, views: ReviewViews, bus: Bus, log: Log) => new ReviewAnnouncer(transactions, views, bus, log),
    inject: [Transactions, ReviewViews, Bus, Log],
  },
  {
    provide: Promises,
    useFactory: (bus: Bus, announcer: ReviewAnnouncer, log: Log) => new BusPromises(bus, announcer, log),
    inject: [Bus, ReviewAnnouncer, Log],
  },
  {
    provide: UnitOfWork,
    useFactory: (transactions: Transactions, promises: Promises) => new PostgresUnitOfWork(transactions, promises),
    inject: [Transactions, Promises],
  },
];

@Module({
  providers: ports,
  exports: [
    UnitOfWork,
    CouplingDirectory,
    DeletedCouplings,
    DriftViews,
    ConnectionDirectory,
    RecordCounts,
    ThrottleBroadcast,
    JobViews,
    ReviewViews,
    IssueViews,
    GuardViews,
    Workers,
  ],
})
export class PortsModule implements OnModuleDestroy {
  constructor(@Inject(ReviewAnnouncer) private readonly announcer: ReviewAnnouncer) {}

  onModuleDestroy(): void {
    this.announcer.stop();
  }
}
