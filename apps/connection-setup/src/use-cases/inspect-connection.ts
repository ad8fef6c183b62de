/** Looks at everything that must be right before a connection may run: its settings, both systems, what they have in common. */
import { Clock } from '@tandem/domain/clock';
import { Failure } from '@tandem/domain/failure';
import { AccessIssuer } from '../domain/access';
import { AddressRules } from '../domain/address';
import { checkCurrencies } from '../domain/checks/currencies';
import { Connection } from '../domain/connection';
import { Facts } from '../domain/facts';
import { Finding, Findings, RunCheck } from '../domain/findings';
import { SecretCipher } from '../domain/secrets';
import { ConnectedSystems } from '../domain/systems';
import { inspectBusinessCentral, BusinessCentralSeen } from './inspect-business-central';
import { inspectSales, SalesSeen } from './inspect-sales';
import { inspectSettings, SignIns } from './inspect-settings';

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
  readonly clock: Clock;
}

export class InspectConnection {
  constructor(private readonly parts: InspectionParts) {}

  async run(connection: Connection): Promise<Inspection> {
    const findings = new Findings();
    const signIns = await findings.of('connection', (run) => inspectSettings(connection, this.parts, run));
    const [sales, central] = signIns ? await this.bothSides(connection, signIns, findings) : [];
    const facts = sales && central && (await findings.of('both', (run) => this.together(sales, central, run)));
    for (const group of ['sales', 'businessCentral', 'both'] as const) findings.skip(group);
    return { findings: findings.all, failure: findings.failure, facts };
  }

  private bothSides({ options, businessCentral: chosen, environment }: Connection, signIns: SignIns, findings: Findings) {
    const { sales: signIn, businessCentral, salesOrderUser: orderSignIn } = signIns;
    return Promise.all([
      findings.of('sales', (run) => inspectSales({ ...this.parts, signIn, orderSignIn, options, environment }, run)),
      findings.of('businessCentral', (run) => inspectBusinessCentral({ ...this.parts, signIn: businessCentral, chosen, environment }, run)),
    ]);
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
