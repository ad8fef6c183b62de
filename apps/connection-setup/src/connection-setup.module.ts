/** The wiring of connection-setup: every port to its adapter, every use case to its parts. */
import { Module, OnApplicationShutdown, Provider } from '@nestjs/common';
import { EntraTokenClient } from '@tandem/connectors/access/entra-token-client';
import { AddressGuard } from '@tandem/connectors/http/address-guard';
import { HttpTransport } from '@tandem/connectors/http/http-transport';
import { Clock, SystemClock } from '@tandem/domain/clock';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Bus } from '@tandem/platform/messaging/bus';
import { Log } from '@tandem/platform/observability/log';
import { Database } from '@tandem/platform/persistence/database';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { AccessController } from './adapters/access.controller';
import { AuditController } from './adapters/audit.controller';
import { BusConnectionEvents } from './adapters/bus-connection-events';
import { BusSynchronisation } from './adapters/bus-synchronisation';
import { ConnectionStateController } from './adapters/connection-state.controller';
import { connectionSetupDatabase } from './adapters/connection-setup-database';
import { ConnectionController } from './adapters/connection.controller';
import { DailyChecks } from './adapters/daily-checks';
import { DataverseSalesAdministrations } from './adapters/dataverse-sales-administrations';
import { EnvelopeSecretCipher } from './adapters/envelope-secret-cipher';
import { FileSolutionPackages } from './adapters/file-solution-packages';
import { GuardedAddresses } from './adapters/guarded-addresses';
import { HttpAccessIssuer } from './adapters/http-access-issuer';
import { HttpConnectedSystems } from './adapters/http-connected-systems';
import { KeyRotation } from './adapters/key-rotation';
import { PemCertificates } from './adapters/pem-certificates';
import { PostgresConnections } from './adapters/postgres-connections';
import { PostgresSealingKeys } from './adapters/postgres-sealing-keys';
import { PostgresSetups } from './adapters/postgres-setups';
import { PostgresWrappedKeys } from './adapters/postgres-wrapped-keys';
import { PostgresSolutionImports } from './adapters/postgres-solution-imports';
import { SealedBodies } from './adapters/sealed-bodies';
import { SetupController } from './adapters/setup.controller';
import { SolutionImportController } from './adapters/solution-import.controller';
import { ConnectionSetupEnvironment } from './config';
import { AccessIssuer } from './domain/access';
import { AddressRules } from './domain/address';
import { AvailabilityPage } from './domain/availability-page';
import { Certificates } from './domain/certificates';
import { ConnectionEvents } from './domain/connection-events';
import { Connections } from './domain/connections';
import { MasterKey } from './domain/master-key';
import { SalesAdministrations, SolutionPackages } from './domain/sales-administration';
import { SecretCipher } from './domain/secrets';
import { Setups } from './domain/setup/setup';
import { Synchronisation } from './domain/setup/synchronisation';
import { SolutionImports } from './domain/solution-import';
import { ConnectedSystems } from './domain/systems';
import { Times } from './domain/times';
import { WrappedKeys } from './domain/wrapped-keys';
import { MasterKeyModule } from './master-key.module';
import { AcceptEnvironment } from './use-cases/accept-environment';
import { ChangeConnection } from './use-cases/change-connection';
import { CheckDaily } from './use-cases/check-daily';
import { CreateConnection } from './use-cases/create-connection';
import { CurrentAccess } from './use-cases/current-access';
import { DeleteConnection } from './use-cases/delete-connection';
import { DisableConnection } from './use-cases/disable-connection';
import { EnableConnection } from './use-cases/enable-connection';
import { FollowSolutionImport } from './use-cases/follow-solution-import';
import { GrantAccess } from './use-cases/grant-access';
import { ImportSolution } from './use-cases/import-solution';
import { InspectConnection } from './use-cases/inspect-connection';
import { NoteTrouble } from './use-cases/note-trouble';
import { PrepareSales } from './use-cases/prepare-sales';
import { ProposeChange } from './use-cases/propose-change';
import { ReadConnections } from './use-cases/read-connections';
import { ReadSolutionImport } from './use-cases/read-solution-import';
import { RecogniseEnvironment } from './use-cases/recognise-environment';
import { RequireOrdersTakenOver } from './use-cases/require-orders-taken-over';
import { SeparateCompany } from './use-cases/separate-company';
import { StopWhereCopied } from './use-cases/stop-where-copied';
import { RewrapKeys } from './use-cases/rewrap-keys';
import { TestConnection } from './use-cases/test-connection';
import { setupGuide } from './setup-guide.wiring';
import { of } from './use-case-provider';

/** A check waits no longer for one answer, in milliseconds: who asked waits a minute for all of them. */
const answerWithinMs = 8_000;

const adapters: Provider[] = [
  { provide: Clock, useClass: SystemClock },
  { provide: Times, useExisting: ConnectionSetupEnvironment },
  { provide: AvailabilityPage, useExisting: ConnectionSetupEnvironment },
  { provide: AddressGuard, useFactory: addressGuard, inject: [ConnectionSetupEnvironment] },
  {
    provide: HttpTransport,
    useFactory: (guard: AddressGuard) => new HttpTransport(guard, { timeoutMs: answerWithinMs }),
    inject: [AddressGuard],
  },
  { provide: AuditTrail, useFactory: (transactions: Transactions) => new AuditTrail(transactions), inject: [Transactions] },
  { provide: WrappedKeys, useFactory: (transactions: Transactions) => new PostgresWrappedKeys(transactions), inject: [Transactions] },
  { provide: Connections, useFactory: (transactions: Transactions) => new PostgresConnections(transactions), inject: [Transactions] },
  { provide: SecretCipher, useFactory: (key: MasterKey) => new EnvelopeSecretCipher(key), inject: [MasterKey] },
  { provide: AddressRules, useFactory: (guard: AddressGuard) => new GuardedAddresses(guard), inject: [AddressGuard] },
  { provide: Certificates, useClass: PemCertificates },
  { provide: AccessIssuer, useFactory: accessIssuer, inject: [HttpTransport, Clock] },
  { provide: ConnectedSystems, useFactory: (transport: HttpTransport) => new HttpConnectedSystems(transport), inject: [HttpTransport] },
  { provide: ConnectionEvents, useFactory: (bus: Bus, log: Log) => new BusConnectionEvents(bus, log), inject: [Bus, Log] },
  { provide: SalesAdministrations, useFactory: salesAdministrations, inject: [HttpTransport] },
  { provide: SolutionPackages, useFactory: solutionPackages, inject: [ConnectionSetupEnvironment] },
  {
    provide: SolutionImports,
    useFactory: (transactions: Transactions) => new PostgresSolutionImports(transactions),
    inject: [Transactions],
  },
  { provide: Setups, useFactory: (transactions: Transactions) => new PostgresSetups(transactions), inject: [Transactions] },
  { provide: Synchronisation, useFactory: (bus: Bus) => new BusSynchronisation(bus), inject: [Bus] },
  { provide: SealedBodies, useFactory: sealedBodies, inject: [Transactions, MasterKey] },
];

const kept = { connections: Connections, events: ConnectionEvents, clock: Clock };
const written = { ...kept, propose: ProposeChange };

const useCases: Provider[] = [
  of(InspectConnection, { addresses: AddressRules, cipher: SecretCipher, issuer: AccessIssuer, systems: ConnectedSystems, clock: Clock }),
  of(RecogniseEnvironment, { systems: ConnectedSystems }),
  of(CurrentAccess, { cipher: SecretCipher, issuer: AccessIssuer, recognise: RecogniseEnvironment, clock: Clock, times: Times }),
  of(ProposeChange, { cipher: SecretCipher, addresses: AddressRules, certificates: Certificates }),
  of(CreateConnection, written),
  of(ReadConnections, { connections: Connections }),
  of(RequireOrdersTakenOver, { access: CurrentAccess, systems: ConnectedSystems }),
  of(ChangeConnection, { ...written, inspect: InspectConnection, ordersTakenOver: RequireOrdersTakenOver, prepare: PrepareSales }),
  of(DeleteConnection, { connections: Connections, events: ConnectionEvents, access: CurrentAccess }),
  of(StopWhereCopied, { disable: DisableConnection }),
  of(TestConnection, { ...kept, inspect: InspectConnection, stopWhereCopied: StopWhereCopied }),
  of(EnableConnection, { ...kept, inspect: InspectConnection, stopWhereCopied: StopWhereCopied, prepare: PrepareSales }),
  of(AcceptEnvironment, { ...kept, inspect: InspectConnection }),
  of(DisableConnection, { ...kept, prepare: PrepareSales }),
  of(PrepareSales, { access: CurrentAccess, systems: ConnectedSystems, page: AvailabilityPage }),
  of(RewrapKeys, { keys: WrappedKeys, masterKey: MasterKey }),
  of(CheckDaily, { connections: Connections, clock: Clock, times: Times, test: TestConnection, noteTrouble: NoteTrouble }),
  of(NoteTrouble, kept),
  of(SeparateCompany, { ...kept, access: CurrentAccess, systems: ConnectedSystems }),
  of(FollowSolutionImport, { imports: SolutionImports, separate: SeparateCompany, clock: Clock }),
  of(ImportSolution, {
    connections: Connections,
    addresses: AddressRules,
    issuer: AccessIssuer,
    administrations: SalesAdministrations,
    packages: SolutionPackages,
    imports: SolutionImports,
    follow: FollowSolutionImport,
    clock: Clock,
  }),
  of(ReadSolutionImport, { connections: Connections, imports: SolutionImports, clock: Clock }),
  of(GrantAccess, {
    connections: Connections,
    access: CurrentAccess,
    noteTrouble: NoteTrouble,
    stopWhereCopied: StopWhereCopied,
    clock: Clock,
    times: Times,
  }),
];

@Module({
  imports: [Database.forService(connectionSetupDatabase), MasterKeyModule],
  controllers: [
    ConnectionController,
    ConnectionStateController,
    SetupController,
    SolutionImportController,
    AccessController,
    AuditController,
  ],
  providers: [...adapters, ...useCases, ...setupGuide, DailyChecks, KeyRotation],
})
export class ConnectionSetupModule implements OnApplicationShutdown {
  constructor(private readonly transport: HttpTransport) {}

  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
  }
}

function addressGuard({ tandemAllowLoopback, tandemAllowedHosts }: ConnectionSetupEnvironment): AddressGuard {
  return new AddressGuard({ allowLoopback: tandemAllowLoopback, extraHosts: tandemAllowedHosts });
}

function salesAdministrations(transport: HttpTransport): SalesAdministrations {
  return new DataverseSalesAdministrations(transport);
}

function solutionPackages({ tandemSolutionFile }: ConnectionSetupEnvironment): SolutionPackages {
  return new FileSolutionPackages(tandemSolutionFile);
}

function accessIssuer(transport: HttpTransport, clock: Clock): AccessIssuer {
  return new HttpAccessIssuer(new EntraTokenClient(transport, clock), clock);
}

function sealedBodies(transactions: Transactions, key: MasterKey): SealedBodies {
  return new SealedBodies(new PostgresSealingKeys(transactions, key));
}
