/** The use cases of sync-orchestration, each with what it needs. */
import { Module, Provider } from '@nestjs/common';
import { SyncOrchestrationEnvironment } from './config';
import { ConnectionDirectory } from './domain/connections/connection-card';
import { CouplingDirectory } from './domain/due/needs';
import { RecordCounts } from './domain/reviews/record-counts';
import { UnitOfWork } from './domain/unit-of-work';
import { PortsModule } from './ports.module';
import { guardRulesFrom, handOutRulesFrom, patienceFrom } from './rules-from';
import { ChangeMapping } from './use-cases/connections/change-mapping';
import { FollowConnection } from './use-cases/connections/follow-connection';
import { KnowConnection } from './use-cases/connections/know-connection';
import { ManageSchedules } from './use-cases/connections/manage-schedules';
import { ReadMappings } from './use-cases/connections/read-mappings';
import { ResetConfiguration } from './use-cases/connections/reset-configuration';
import { FollowCouplings } from './use-cases/due/follow-couplings';
import { MakeDuePages } from './use-cases/due/make-due-pages';
import { ResolveNeeds } from './use-cases/due/resolve-needs';
import { DecideGuard } from './use-cases/guards/decide-guard';
import { PassGuard } from './use-cases/guards/pass-guard';
import { ActOnIssues } from './use-cases/issues/act-on-issues';
import { CancelJob } from './use-cases/jobs/cancel-job';
import { CloseJob } from './use-cases/jobs/close-job';
import { CompareDrift } from './use-cases/jobs/compare-drift';
import { ComparePresence } from './use-cases/jobs/compare-presence';
import { MatchMapping } from './use-cases/jobs/match-mapping';
import { StartJob } from './use-cases/jobs/start-job';
import { Synchronize } from './use-cases/jobs/synchronize';
import { DeletedCouplings, ListDeletions } from './use-cases/list-deletions';
import { FailPage } from './use-cases/pages/fail-page';
import { HandOnPage } from './use-cases/pages/hand-on-page';
import { PageShare } from './use-cases/pages/page-share';
import { RenewLease } from './use-cases/pages/renew-lease';
import { ReportFindings } from './use-cases/pages/report-findings';
import { ReportPage } from './use-cases/pages/report-page';
import { ReportProgress } from './use-cases/pages/report-progress';
import { ReportThrottle, ThrottleBroadcast } from './use-cases/pages/report-throttle';
import { TakePage } from './use-cases/pages/take-page';
import { AdvanceReview } from './use-cases/reviews/advance-review';
import { ControlReview } from './use-cases/reviews/control-review';
import { CreateReview } from './use-cases/reviews/create-review';
import { PlanReview } from './use-cases/reviews/plan-review';
import { SettleReviews } from './use-cases/reviews/settle-reviews';
import { SurveyConnection } from './use-cases/reviews/survey-connection';
import { UndoReview } from './use-cases/reviews/undo-review';
import { Sweep } from './use-cases/sweep';
import { IssueViews } from './use-cases/views';

/** What may be injected: the abstract class of a port, or a class. */
type Token<T = unknown> = abstract new (...parameters: never[]) => T;
type Injected<Tokens extends readonly Token[]> = { [Index in keyof Tokens]: Tokens[Index] extends Token<infer T> ? T : never };

/** A provider whose factory is checked against the tokens that it is given. */
const made = <T, const Tokens extends readonly Token[]>(
  provide: Token<T>,
  inject: Tokens,
  useFactory: (...injected: Injected<Tokens>) => T,
): Provider => ({
  provide,
  inject: [...inject] as never[],
  useFactory: useFactory as (...injected: unknown[]) => T,
});

const environment = SyncOrchestrationEnvironment;

const pages = [
  made(PageShare, [environment], (settings) => new PageShare(handOutRulesFrom(settings))),
  made(TakePage, [UnitOfWork, PageShare, environment], (work, share, { leaseMs }) => new TakePage(work, share, leaseMs)),
  made(RenewLease, [UnitOfWork, PageShare, environment], (work, share, { leaseMs }) => new RenewLease(work, share, leaseMs)),
  made(HandOnPage, [UnitOfWork], (work) => new HandOnPage(work)),
  made(ReportProgress, [UnitOfWork], (work) => new ReportProgress(work)),
  made(ReportFindings, [UnitOfWork, ResolveNeeds], (...needed) => new ReportFindings(...needed)),
  made(ReportPage, [UnitOfWork, CloseJob, ResolveNeeds, MakeDuePages], (...needed) => new ReportPage(...needed)),
  made(
    FailPage,
    [UnitOfWork, StartJob, CloseJob, environment, ConnectionDirectory],
    (work, start, close, settings, connections) => new FailPage(work, { start, close }, patienceFrom(settings), connections),
  ),
  made(ReportThrottle, [UnitOfWork, ThrottleBroadcast], (...needed) => new ReportThrottle(...needed)),
];

const jobs = [
  made(StartJob, [], () => new StartJob()),
  made(CloseJob, [StartJob, AdvanceReview], (...needed) => new CloseJob(...needed)),
  made(CancelJob, [UnitOfWork, CloseJob], (...needed) => new CancelJob(...needed)),
  made(ComparePresence, [UnitOfWork, CouplingDirectory, CloseJob], (...needed) => new ComparePresence(...needed)),
  made(CompareDrift, [UnitOfWork, KnowConnection], (...needed) => new CompareDrift(...needed)),
  made(Synchronize, [UnitOfWork, KnowConnection, StartJob], (...needed) => new Synchronize(...needed)),
  made(MatchMapping, [UnitOfWork, KnowConnection, StartJob], (...needed) => new MatchMapping(...needed)),
  made(MakeDuePages, [UnitOfWork], (work) => new MakeDuePages(work)),
  made(ResolveNeeds, [UnitOfWork, CouplingDirectory], (...needed) => new ResolveNeeds(...needed)),
  made(FollowCouplings, [UnitOfWork, MakeDuePages], (...needed) => new FollowCouplings(...needed)),
  made(ActOnIssues, [UnitOfWork, MakeDuePages], (...needed) => new ActOnIssues(...needed)),
];

const guards = [
  made(
    PassGuard,
    [UnitOfWork, CouplingDirectory, environment],
    (work, couplings, settings) => new PassGuard(work, couplings, guardRulesFrom(settings)),
  ),
  made(ListDeletions, [DeletedCouplings, IssueViews, ReadMappings], (...needed) => new ListDeletions(...needed)),
  made(DecideGuard, [UnitOfWork, MakeDuePages], (...needed) => new DecideGuard(...needed)),
];

const reviews = [
  made(AdvanceReview, [StartJob], (startJob) => new AdvanceReview(startJob)),
  made(PlanReview, [UnitOfWork, RecordCounts], (...needed) => new PlanReview(...needed)),
  made(CreateReview, [UnitOfWork, KnowConnection, PlanReview], (...needed) => new CreateReview(...needed)),
  made(SurveyConnection, [KnowConnection, PlanReview, RecordCounts], (...needed) => new SurveyConnection(...needed)),
  made(
    ControlReview,
    [UnitOfWork, CloseJob, AdvanceReview, KnowConnection, PlanReview],
    (work, close, advance, know, plan) => new ControlReview(work, { close, advance }, know, plan),
  ),
  made(UndoReview, [UnitOfWork, CouplingDirectory, KnowConnection, CloseJob], (...needed) => new UndoReview(...needed)),
  made(SettleReviews, [UnitOfWork, AdvanceReview, ResolveNeeds, MakeDuePages, UndoReview], (...needed) => new SettleReviews(...needed)),
];

const connections = [
  made(
    KnowConnection,
    [UnitOfWork, ConnectionDirectory, environment],
    (work, directory, settings) => new KnowConnection(work, directory, handOutRulesFrom(settings)),
  ),
  made(FollowConnection, [UnitOfWork, KnowConnection, CloseJob], (...needed) => new FollowConnection(...needed)),
  made(ManageSchedules, [UnitOfWork, KnowConnection], (...needed) => new ManageSchedules(...needed)),
  made(ReadMappings, [UnitOfWork, KnowConnection], (...needed) => new ReadMappings(...needed)),
  made(ResetConfiguration, [UnitOfWork, MakeDuePages], (...needed) => new ResetConfiguration(...needed)),
  made(ChangeMapping, [UnitOfWork, ReadMappings, MakeDuePages], (...needed) => new ChangeMapping(...needed)),
];

const sweep = made(
  Sweep,
  [UnitOfWork, CouplingDirectory, environment, MakeDuePages, ResolveNeeds, CloseJob, ComparePresence, SettleReviews, Synchronize],
  (work, couplings, settings, ...steps) => {
    const [makeDuePages, resolveNeeds, closeJob, comparePresence, settleReviews, synchronize] = steps;
    return new Sweep(work, couplings, { makeDuePages, resolveNeeds, closeJob, comparePresence, settleReviews, synchronize }, settings);
  },
);

const all = [...pages, ...jobs, ...guards, ...reviews, ...connections, sweep];

@Module({ imports: [PortsModule], providers: all, exports: [PortsModule, ...all] })
export class UseCasesModule {}
