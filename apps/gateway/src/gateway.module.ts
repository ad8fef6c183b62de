/** The wiring of the gateway: every port to its adapter, every route to its use case or contract. */
import { Module, Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Clock, SystemClock } from '@tandem/domain/clock';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Bus } from '@tandem/platform/messaging/bus';
import { Database } from '@tandem/platform/persistence/database';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { auditChains } from './adapters/audit-chains';
import { AccessGuard } from './adapters/http/access.guard';
import { IdempotencyInterceptor } from './adapters/http/idempotency.interceptor';
import { KnownConnectionInterceptor } from './adapters/http/known-connection.interceptor';
import { KnownConnections } from './adapters/http/known-connections';
import { RateLimit } from './adapters/http/rate-limit';
import { EventStreams } from './adapters/live/event-streams';
import { LiveEventsController } from './adapters/live/live-events.controller';
import { NoUserTokens } from './adapters/identity/no-user-tokens';
import { OidcUserTokens } from './adapters/identity/oidc-user-tokens';
import { gatewayDatabase } from './adapters/persistence/gateway-database';
import { PostgresAnsweredRequests } from './adapters/persistence/postgres-answered-requests';
import { PostgresLiveEvents } from './adapters/persistence/postgres-live-events';
import { PostgresApiTokens } from './adapters/persistence/postgres-api-tokens';
import { AuditController } from './adapters/routes/audit.controller';
import { ConnectionsController } from './adapters/routes/connections.controller';
import { CouplingLinks } from './adapters/routes/coupling-links';
import { CouplingsController } from './adapters/routes/couplings.controller';
import { EventsController } from './adapters/routes/events.controller';
import { FullSyncsController } from './adapters/routes/full-syncs.controller';
import { DeletionsController } from './adapters/routes/deletions.controller';
import { DriftController } from './adapters/routes/drift.controller';
import { GuardsController } from './adapters/routes/guards.controller';
import { IssuesController } from './adapters/routes/issues.controller';
import { JobsController } from './adapters/routes/jobs.controller';
import { LimitsController } from './adapters/routes/limits.controller';
import { MappingsController } from './adapters/routes/mappings.controller';
import { MatchRunsController } from './adapters/routes/match-runs.controller';
import { MeController } from './adapters/routes/me.controller';
import { SchedulesController } from './adapters/routes/schedules.controller';
import { SealedBodies } from './adapters/routes/sealed-bodies';
import { SetupController } from './adapters/routes/setup.controller';
import { SolutionImportController } from './adapters/routes/solution-import.controller';
import { SurveyController } from './adapters/routes/survey.controller';
import { TokensController } from './adapters/routes/tokens.controller';
import { WorkersController } from './adapters/routes/workers.controller';
import { GatewayEnvironment } from './config';
import { AnsweredRequests } from './domain/answered-requests';
import { ApiTokens } from './domain/api-tokens';
import { LiveEvents } from './domain/live-events';
import { UserTokens } from './domain/user-tokens';
import { AnswerOnce } from './use-cases/answer-once';
import { Authenticate } from './use-cases/authenticate';
import { CreateApiToken } from './use-cases/create-api-token';
import { ReadAuditTrail } from './use-cases/read-audit-trail';
import { RevokeApiToken } from './use-cases/revoke-api-token';
import { ReadAuditedWrites } from './use-cases/read-audited-writes';
import { VerifyAuditTrail } from './use-cases/verify-audit-trail';

const adapters: Provider[] = [
  { provide: Clock, useClass: SystemClock },
  { provide: ApiTokens, useFactory: (transactions: Transactions) => new PostgresApiTokens(transactions), inject: [Transactions] },
  {
    provide: AnsweredRequests,
    useFactory: (transactions: Transactions) => new PostgresAnsweredRequests(transactions),
    inject: [Transactions],
  },
  { provide: LiveEvents, useFactory: (transactions: Transactions) => new PostgresLiveEvents(transactions), inject: [Transactions] },
  { provide: UserTokens, useFactory: userTokens, inject: [GatewayEnvironment] },
  { provide: CouplingLinks, useFactory: (bus: Bus) => new CouplingLinks(bus), inject: [Bus] },
  { provide: SealedBodies, useFactory: (bus: Bus) => new SealedBodies(bus), inject: [Bus] },
  {
    provide: EventStreams,
    useFactory: (events: LiveEvents, authenticate: Authenticate, { heartbeatMs }: GatewayEnvironment) =>
      new EventStreams(events, authenticate, heartbeatMs),
    inject: [LiveEvents, Authenticate, GatewayEnvironment],
  },
];

const useCases: Provider[] = [
  {
    provide: Authenticate,
    useFactory: (tokens: ApiTokens, users: UserTokens, clock: Clock, { tandemApiToken }: GatewayEnvironment) =>
      new Authenticate(tokens, users, clock, tandemApiToken),
    inject: [ApiTokens, UserTokens, Clock, GatewayEnvironment],
  },
  { provide: AnswerOnce, useFactory: (requests: AnsweredRequests) => new AnswerOnce(requests), inject: [AnsweredRequests] },
  {
    provide: CreateApiToken,
    useFactory: (tokens: ApiTokens, clock: Clock) => new CreateApiToken(tokens, clock),
    inject: [ApiTokens, Clock],
  },
  {
    provide: ReadAuditTrail,
    useFactory: (transactions: Transactions, bus: Bus) => new ReadAuditTrail(auditChains(new AuditTrail(transactions), bus)),
    inject: [Transactions, Bus],
  },
  {
    provide: VerifyAuditTrail,
    useFactory: (transactions: Transactions, bus: Bus) => new VerifyAuditTrail(auditChains(new AuditTrail(transactions), bus)),
    inject: [Transactions, Bus],
  },
  { provide: ReadAuditedWrites, useFactory: (bus: Bus) => new ReadAuditedWrites(bus), inject: [Bus] },
  { provide: RevokeApiToken, useFactory: (tokens: ApiTokens) => new RevokeApiToken(tokens), inject: [ApiTokens] },
];

const door: Provider[] = [
  {
    provide: RateLimit,
    useFactory: ({ rateBurst, ratePerSecond }: GatewayEnvironment, clock: Clock) =>
      new RateLimit({ burst: rateBurst, perSecond: ratePerSecond }, clock),
    inject: [GatewayEnvironment, Clock],
  },
  {
    provide: AccessGuard,
    useFactory: (authenticate: Authenticate, rate: RateLimit) => new AccessGuard(authenticate, rate),
    inject: [Authenticate, RateLimit],
  },
  { provide: KnownConnections, useFactory: (bus: Bus, clock: Clock) => new KnownConnections(bus, clock), inject: [Bus, Clock] },
  {
    provide: KnownConnectionInterceptor,
    useFactory: (connections: KnownConnections) => new KnownConnectionInterceptor(connections),
    inject: [KnownConnections],
  },
  { provide: IdempotencyInterceptor, useFactory: (answerOnce: AnswerOnce) => new IdempotencyInterceptor(answerOnce), inject: [AnswerOnce] },
];

@Module({
  imports: [DiscoveryModule, Database.forService(gatewayDatabase)],
  controllers: [
    AuditController,
    ConnectionsController,
    CouplingsController,
    EventsController,
    FullSyncsController,
    IssuesController,
    GuardsController,
    DeletionsController,
    DriftController,
    JobsController,
    LimitsController,
    SurveyController,
    LiveEventsController,
    MappingsController,
    MatchRunsController,
    MeController,
    SchedulesController,
    SetupController,
    SolutionImportController,
    TokensController,
    WorkersController,
  ],
  providers: [...adapters, ...useCases, ...door],
})
export class GatewayModule {}

function userTokens(environment: GatewayEnvironment): UserTokens {
  const { oidcIssuer, oidcAudience, oidcKeysUrl, oidcRolesClaim, oidcConnectionsClaim, oidcKeysCooldownMs } = environment;
  if (!oidcIssuer) return new NoUserTokens();
  return new OidcUserTokens({
    issuer: oidcIssuer,
    audiences: oidcAudience,
    keysUrl: oidcKeysUrl,
    rolesClaim: oidcRolesClaim,
    connectionsClaim: oidcConnectionsClaim,
    keysCooldownMs: oidcKeysCooldownMs,
  });
}
