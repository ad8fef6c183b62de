/** The wiring of the coupling service: every port to its adapter, every contract to its use case. */
import { Module, Provider, Type } from '@nestjs/common';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Bus } from '@tandem/platform/messaging/bus';
import { Database } from '@tandem/platform/persistence/database';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { AuditController } from './adapters/audit.controller';
import { KeptWrites } from './adapters/audited-writes';
import { BusCouplingEvents } from './adapters/bus-coupling-events';
import { couplingSchema } from './adapters/coupling-schema';
import { DryRunController } from './adapters/dry-run.controller';
import { CouplingByHandController } from './adapters/coupling-by-hand.controller';
import { CreatedRecordsController } from './adapters/created-records.controller';
import { CouplingsListController } from './adapters/couplings-list.controller';
import { MatchController } from './adapters/match.controller';
import { PageChangesController } from './adapters/page-changes.controller';
import { PageQuestionsController } from './adapters/page-questions.controller';
import { PageTakenAgainController } from './adapters/page-taken-again.controller';
import { PostgresCouplings } from './adapters/postgres-couplings';
import { PostgresDryRows } from './adapters/postgres-dry-rows';
import { PostgresMatchRuns } from './adapters/postgres-match-runs';
import { CouplingEvents } from './domain/coupling-events';
import { Couplings } from './domain/couplings';
import { DryRows } from './domain/dry-rows';
import { MatchRuns } from './domain/match-runs';
import { ClaimCouplings } from './use-cases/claim-couplings';
import { ConfirmCouplings } from './use-cases/confirm-couplings';
import { CountCouplings } from './use-cases/count-couplings';
import { CoupleRecords } from './use-cases/couple-records';
import { DropOverlay } from './use-cases/drop-overlay';
import { ListCoupledIds } from './use-cases/list-coupled-ids';
import { ListCouplings } from './use-cases/list-couplings';
import { ListCreated } from './use-cases/list-created';
import { ListExpiredClaims } from './use-cases/list-expired-claims';
import { MatchRecords } from './use-cases/match-records';
import { NoteVersion } from './use-cases/note-version';
import { ReadAgreedPairs } from './use-cases/read-agreed-pairs';
import { ReadCounted } from './use-cases/read-counted';
import { ReadCoupling } from './use-cases/read-coupling';
import { RecordDeletions } from './use-cases/record-deletions';
import { ReleaseClaims } from './use-cases/release-claims';
import { ResolveCouplings } from './use-cases/resolve-couplings';
import { ReviewMatchRun } from './use-cases/review-match-run';
import { UncoupleMany } from './use-cases/uncouple-many';
import { UncoupleRecords } from './use-cases/uncouple-records';

const adapters: Provider[] = [
  { provide: AuditTrail, useFactory: (transactions: Transactions) => new AuditTrail(transactions), inject: [Transactions] },
  { provide: KeptWrites, useFactory: (transactions: Transactions) => new KeptWrites(transactions), inject: [Transactions] },
  { provide: Couplings, useFactory: (transactions: Transactions) => new PostgresCouplings(transactions), inject: [Transactions] },
  { provide: DryRows, useFactory: (transactions: Transactions) => new PostgresDryRows(transactions), inject: [Transactions] },
  { provide: MatchRuns, useFactory: (transactions: Transactions) => new PostgresMatchRuns(transactions), inject: [Transactions] },
  { provide: CouplingEvents, useFactory: (bus: Bus) => new BusCouplingEvents(bus), inject: [Bus] },
];

/** Use cases that read or change couplings and tell nobody. */
const quiet: Type[] = [
  ...[CountCouplings, ListCoupledIds, ListCouplings, ListCreated, ListExpiredClaims, NoteVersion, ReadAgreedPairs, ReadCoupling],
  ...[ReadCounted, RecordDeletions, ReleaseClaims, ResolveCouplings, UncoupleMany, UncoupleRecords],
];

/** Use cases that tell others what has been coupled. */
const announcing: Type[] = [ClaimCouplings, ConfirmCouplings, CoupleRecords];

const provide = (useCase: Type, inject: (typeof Couplings | typeof CouplingEvents | typeof DryRows | typeof MatchRuns)[]): Provider => ({
  provide: useCase,
  useFactory: (...ports: unknown[]) => new useCase(...ports),
  inject,
});

@Module({
  imports: [Database.forService(couplingSchema)],
  controllers: [
    AuditController,
    PageQuestionsController,
    PageChangesController,
    PageTakenAgainController,
    CouplingsListController,
    CreatedRecordsController,
    CouplingByHandController,
    DryRunController,
    MatchController,
  ],
  providers: [
    ...adapters,
    ...quiet.map((useCase) => provide(useCase, [Couplings])),
    provide(DropOverlay, [Couplings, DryRows, MatchRuns]),
    ...[MatchRecords, ReviewMatchRun].map((useCase) => provide(useCase, [Couplings, MatchRuns, CouplingEvents])),
    ...announcing.map((useCase) => provide(useCase, [Couplings, CouplingEvents])),
  ],
})
export class CouplingModule {}
