/** Imports Tandem's solution into the Sales organisation of a connection, with an administrator's account that is used for this once and kept nowhere. */
import { Clock } from '@tandem/domain/clock';
import { asFailure } from '@tandem/domain/failure';
import { AccessIssuer } from '../domain/access';
import { AddressRules } from '../domain/address';
import { canonical } from '../domain/canonical-settings';
import { checkAdministratorRoles } from '../domain/checks/administrator-roles';
import { Connection } from '../domain/connection';
import { Connections } from '../domain/connections';
import { SalesAdministration, SalesAdministrations, SolutionPackages, StartedImport } from '../domain/sales-administration';
import { connectionFailed, detailsMissing } from '../domain/setup-failures';
import { credentialsOf, missingParts } from '../domain/sign-in';
import { adminCredentials, importInProgress, solutionFailed } from '../domain/solution-failures';
import { aliveSince, failed, isOlder, SolutionImport, SolutionImports } from '../domain/solution-import';
import { FollowSolutionImport } from './follow-solution-import';

/** The account as it was typed in. */
export interface Administrator {
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Certificate and private key as PEM. */
  readonly certificate?: string;
  readonly username?: string;
  readonly password?: string;
}

interface Parts {
  readonly connections: Connections;
  readonly addresses: AddressRules;
  readonly issuer: AccessIssuer;
  readonly administrations: SalesAdministrations;
  readonly packages: SolutionPackages;
  readonly imports: SolutionImports;
  readonly follow: FollowSolutionImport;
  readonly clock: Clock;
}

export class ImportSolution {
  constructor(private readonly parts: Parts) {}

  /**
   * Begins the import and answers with its state; it goes on by itself. An installed version that is not older stays; roles are assigned in any case.
   * @throws Failure `setup.adminCredentials`, `setup.adminRolesMissing`, `setup.solutionFileMissing`, `setup.importInProgress`, `setup.solutionFailed`
   */
  async run(connectionId: string, administrator: Administrator): Promise<SolutionImport> {
    const { connections, packages, imports, follow, clock } = this.parts;
    const connection = await connections.get(connectionId);
    const administration = await this.signIn(connection, administrator);
    const { uniqueName, version, archive } = await packages.current();
    const previousVersion = await administration.installedVersion(uniqueName);
    const needed = previousVersion === undefined || isOlder(previousVersion, version);
    const now = clock.now();
    const begun = { connectionId, state: 'running', percent: 0, version, previousVersion, needed, assignedRoles: [] } as const;
    const known: SolutionImport = { ...begun, startedAt: now, changedAt: now };
    if (!(await imports.begin(known, aliveSince(now)))) throw importInProgress();
    const started = needed ? await this.begin(known, administration, archive) : undefined;
    void follow.run({ known, connection, administration, started });
    return known;
  }

  private async begin(known: SolutionImport, administration: SalesAdministration, archive: Uint8Array): Promise<StartedImport> {
    try {
      return await administration.begin(archive);
    } catch (thrown) {
      const failure = solutionFailed(asFailure(thrown));
      await this.parts.imports.save(failed(known, failure, this.parts.clock.now()));
      throw failure;
    }
  }

  /** The secret goes no further than into the sign-in. The token authority is the connection's, which has been checked. */
  private async signIn(connection: Connection, administrator: Administrator): Promise<SalesAdministration> {
    const { sales } = canonical(connection, this.parts.addresses);
    if (!sales.url) throw detailsMissing(['sales.url']);
    const { clientId, username, clientSecret, certificate, password } = administrator;
    const account = { authority: sales.authority, tenantId: administrator.tenantId ?? sales.tenantId, clientId, username };
    const secrets = {
      ...(clientSecret ? { 'sales.clientSecret': clientSecret } : {}),
      ...(certificate ? { 'sales.certificate': certificate } : {}),
      ...(password ? { 'sales.password': password } : {}),
    };
    const credentials = credentialsOf('sales', account, secrets);
    if (!credentials) throw detailsMissing(missingParts('sales', account, new Set(Object.keys(secrets))).map(ofAdministrator));
    try {
      const access = await this.parts.issuer.issue({ side: 'sales', url: sales.url, credentials });
      const administration = this.parts.administrations.with(access);
      checkAdministratorRoles(await administration.ownRoles());
      return administration;
    } catch (thrown) {
      throw refusal(thrown);
    }
  }
}

const ofAdministrator = (part: string): string => part.replaceAll('sales.', 'administrator.');

function refusal(thrown: unknown): unknown {
  const failure = asFailure(thrown);
  if (failure.code.startsWith('setup.') || failure.kind === 'bug') return thrown;
  return failure.kind === 'transient' ? connectionFailed('Dynamics 365 Sales', failure) : adminCredentials(failure);
}
