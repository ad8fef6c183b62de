import { randomUUID } from 'node:crypto';
import { Inject, Module, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { AddressGuard } from '@tandem/connectors/http/address-guard';
import { HttpTransport } from '@tandem/connectors/http/http-transport';
import { Clock, SystemClock } from '@tandem/domain/clock';
import { Bus } from '@tandem/platform/messaging/bus';
import { Log } from '@tandem/platform/observability/log';
import { FailpointEnvironment, Failpoints } from '@tandem/platform/testing/failpoint';
import { Attendance, WorkerIdentity } from './adapters/attendance';
import { BusCouplings } from './adapters/bus-couplings';
import { BusPages } from './adapters/bus-pages';
import { ConnectorSystems } from './adapters/connector-systems';
import { FailingSystems } from './adapters/failing-systems';
import { SyncWorkerController } from './adapters/sync-worker.controller';
import { SyncWorkerEnvironment } from './config';
import { Pages } from './use-cases/ports/pages';
import { Systems } from './use-cases/ports/systems';
import { CountRecords } from './use-cases/count-records';
import { SampleMatches } from './use-cases/sample-matches';
import { WorkPage } from './use-cases/work-page';
import { WorkUntilIdle } from './use-cases/work-until-idle';

const transportOf = ({ tandemAllowLoopback, tandemAllowedHosts, requestTimeoutMs }: SyncWorkerEnvironment): HttpTransport =>
  new HttpTransport(new AddressGuard({ allowLoopback: tandemAllowLoopback, extraHosts: tandemAllowedHosts }), {
    timeoutMs: requestTimeoutMs,
  });

interface Collaborators {
  readonly bus: Bus;
  readonly pages: Pages;
  readonly systems: Systems;
  readonly clock: Clock;
  readonly log: Log;
}

const couplingPoints = {
  resolve: { after: 'after-resolve' },
  claim: { after: 'after-claim' },
  confirm: { after: 'after-confirm' },
  release: { after: 'after-release' },
} as const;

const workPageWith = ({ bus, pages, systems, clock, log }: Collaborators, failpoints: Failpoints): WorkPage =>
  new WorkPage({
    pages,
    systems: new FailingSystems(systems, failpoints),
    clock,
    couplingsOf: (page) => failpoints.around(page, new BusCouplings(bus, page), couplingPoints),
    onBug: (failure, { pageId, mapping }) => log.error('a page failed as a bug', { pageId, mapping, error: failure.cause ?? failure }),
  });

/** The wiring of the worker: it has no database and keeps nothing between pages. */
@Module({
  controllers: [SyncWorkerController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: HttpTransport, useFactory: transportOf, inject: [SyncWorkerEnvironment] },
    {
      provide: Systems,
      useFactory: (bus: Bus, transport: HttpTransport, environment: SyncWorkerEnvironment, clock: Clock) =>
        new ConnectorSystems(bus, transport, environment, clock),
      inject: [Bus, HttpTransport, SyncWorkerEnvironment, Clock],
    },
    { provide: WorkerIdentity, useFactory: (clock: Clock) => new WorkerIdentity(randomUUID(), clock.now()), inject: [Clock] },
    {
      provide: Attendance,
      useFactory: (bus: Bus, identity: WorkerIdentity) => new Attendance(bus, identity),
      inject: [Bus, WorkerIdentity],
    },
    {
      provide: Pages,
      useFactory: (bus: Bus, { workerId }: WorkerIdentity) => new BusPages(bus, workerId),
      inject: [Bus, WorkerIdentity],
    },
    { provide: Failpoints, useFactory: (environment: FailpointEnvironment) => new Failpoints(environment), inject: [FailpointEnvironment] },
    {
      provide: WorkPage,
      useFactory: (bus: Bus, pages: Pages, systems: Systems, failpoints: Failpoints, log: Log) =>
        workPageWith({ bus, pages, systems, clock: new SystemClock(), log }, failpoints),
      inject: [Bus, Pages, Systems, Failpoints, Log],
    },
    {
      provide: WorkUntilIdle,
      useFactory: (pages: Pages, workPage: WorkPage) => new WorkUntilIdle(pages, workPage),
      inject: [Pages, WorkPage],
    },
    { provide: CountRecords, useFactory: (systems: Systems) => new CountRecords(systems), inject: [Systems] },
    { provide: SampleMatches, useFactory: (systems: Systems) => new SampleMatches(systems), inject: [Systems] },
  ],
})
export class SyncWorkerModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(Attendance) private readonly attendance: Attendance) {}

  onApplicationBootstrap(): void {
    this.attendance.start();
  }

  onModuleDestroy(): void {
    this.attendance.stop();
  }
}
