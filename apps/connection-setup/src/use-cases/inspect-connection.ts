/** Looks at everything that must be right before a connection may run: its settings, both systems, what they have in common. */
import { Failure } from '@tandem/domain/failure';
import { AccessIssuer, SignInRequest } from '../domain/access';
import { AddressRules } from '../domain/address';
import { canonical } from '../domain/canonical-settings';
import { checkCurrencies } from '../domain/checks/currencies';
import { Connection } from '../domain/connection';
import { Facts } from '../domain/facts';
import { Finding, Findings, RunCheck } from '../domain/findings';
import { SecretCipher, Secrets } from '../domain/secrets';
import { detailsMissing } from '../domain/setup-failures';
import { credentialsOf, missingParts, Side, sides } from '../domain/sign-in';
import { ConnectedSystems } from '../domain/systems';
import { inspectBusinessCentral, BusinessCentralSeen } from './inspect-business-central';
import { inspectSales, SalesSeen } from './inspect-sales';

export interface Inspection {
  readonly findings: readonly Finding[];
  /** The first refusal; absent where every check has passed. */
  readonly failure?: Failure;
  /** Present where every check has passed. */
  readonly facts?: Facts;
}

export interface InspectionParts {
  readonly addresses: AddressRules;
  readonly cipher: SecretCipher;
  readonly issuer: AccessIssuer;
  readonly systems: ConnectedSystems;
}

export class InspectConnection {
  constructor(private readonly parts: InspectionParts) {}

  async run(connection: Connection): Promise<Inspection> {
    const findings = new Findings();
    const signIns = await findings.of('connection', (run) => this.signIns(connection, run));
    const [sales, central] = signIns ? await this.bothSides(connection, signIns, findings) : [];
    const facts = sales && central && (await findings.of('both', (run) => this.together(sales, central, run)));
    for (const group of ['sales', 'businessCentral', 'both'] as const) findings.skip(group);
    return { findings: findings.all, failure: findings.failure, facts };
  }

  private bothSides({ options, businessCentral: chosen }: Connection, signIns: Record<Side, SignInRequest>, findings: Findings) {
    const { sales, businessCentral } = signIns;
    return Promise.all([
      findings.of('sales', (run) => inspectSales({ ...this.parts, signIn: sales, options }, run)),
      findings.of('businessCentral', (run) => inspectBusinessCentral({ ...this.parts, signIn: businessCentral, chosen }, run)),
    ]);
  }

  private async signIns(connection: Connection, run: RunCheck): Promise<Record<Side, SignInRequest>> {
    const secrets = await run('details', () => this.details(connection));
    const { sales, businessCentral } = await run('addresses', () => canonical(connection, this.parts.addresses));
    const of = (side: Side, system: { url?: string }): SignInRequest => {
      const credentials = credentialsOf(side, connection[side], secrets);
      if (!credentials || !system.url) throw detailsMissing([side]);
      return { side, url: system.url, credentials };
    };
    return { sales: of('sales', sales), businessCentral: of('businessCentral', businessCentral) };
  }

  private async details(connection: Connection): Promise<Secrets> {
    const present = new Set(Object.keys(connection.secrets?.values ?? {}));
    const url = (side: Side): string[] => (connection[side].url ? [] : [`${side}.url`]);
    const missing = sides.flatMap((side) => [...url(side), ...missingParts(side, connection[side], present)]);
    if (missing.length > 0) throw detailsMissing(missing);
    return this.parts.cipher.decrypt(connection.id, connection.secrets);
  }

  private async together(sales: SalesSeen, central: BusinessCentralSeen, run: RunCheck): Promise<Facts> {
    const { settings, local, base } = await run(
      'currencies',
      () => this.currencies(sales, central),
      (seen) => `Local ${seen.local.isoCode}, base of Sales ${seen.base.isoCode}`,
    );
    return {
      ...sales.facts,
      companyId: central.company.id,
      companyName: central.company.name,
      extensionVersion: central.extensionVersion,
      localCurrencyCode: local.isoCode,
      localCurrencySalesId: local.id,
      baseCurrencyCode: base.isoCode,
      baseCurrencySalesId: base.id,
      currencyPrecision: settings.currencyPrecision,
    };
  }

  private async currencies({ organization }: SalesSeen, { localCurrencyCode }: BusinessCentralSeen) {
    const [settings, currencies] = await Promise.all([organization.settings(), organization.currencies()]);
    return { settings, ...checkCurrencies(localCurrencyCode, settings, currencies) };
  }
}
