/** Looks at everything that must be right before a connection may run: its settings, both systems, what they have in common. */
import { Clock } from '@tandem/domain/clock';
import { Failure } from '@tandem/domain/failure';
import { AccessIssuer, SignInRequest } from '../domain/access';
import { AddressRules } from '../domain/address';
import { checkCurrencies } from '../domain/checks/currencies';
import { Connection } from '../domain/connection';
import { Facts } from '../domain/facts';
import { Finding, Findings, RunCheck } from '../domain/findings';
import { SecretCipher } from '../domain/secrets';
import { Side, sides } from '../domain/sign-in';
import { ConnectedSystems } from '../domain/systems';
import { inspectBusinessCentral, BusinessCentralSeen } from './inspect-business-central';
import { inspectSales, SalesSeen } from './inspect-sales';
import { inspectSettings, missingDetails } from './inspect-settings';

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

interface Seen {
  readonly sales?: SalesSeen;
  readonly central?: BusinessCentralSeen;
}

export class InspectConnection {
  constructor(private readonly parts: InspectionParts) {}

  run(connection: Connection): Promise<Inspection> {
    return this.both(connection, sides);
  }

  /** As far as it has been entered: a system whose account is not complete is left out, and nobody is blamed. */
  entered(connection: Connection): Promise<Inspection> {
    return this.both(
      connection,
      sides.filter((side) => missingDetails(connection, [side]).length === 0),
    );
  }

  /** One system alone, while the other may not be entered yet. Never gives facts, which need both. */
  async side(connection: Connection, side: Side): Promise<Inspection> {
    const findings = new Findings();
    await this.look(connection, [side], findings);
    findings.skip(side);
    return { findings: findings.all, failure: findings.failure };
  }

  private async both(connection: Connection, of: readonly Side[]): Promise<Inspection> {
    const findings = new Findings();
    const { sales, central } = await this.look(connection, of, findings);
    const facts = sales && central && (await findings.of('both', (run) => this.together(sales, central, run)));
    for (const group of [...sides, 'both'] as const) findings.skip(group);
    return { findings: findings.all, failure: findings.failure, facts };
  }

  private async look(connection: Connection, of: readonly Side[], findings: Findings): Promise<Seen> {
    const signIns = await findings.of('connection', (run) => inspectSettings({ ...this.parts, connection, of }, run));
    const [sales, central] = await Promise.all([
      signIns?.sales && findings.of('sales', this.ofSales(connection, signIns.sales, signIns.salesOrderUser)),
      signIns?.businessCentral &&
        findings.of('businessCentral', this.ofBusinessCentral(connection, signIns.businessCentral, signIns.webServiceUser)),
    ]);
    return { sales, central };
  }

  private ofSales({ options, environment }: Connection, signIn: SignInRequest, orderSignIn?: SignInRequest) {
    return (run: RunCheck): Promise<SalesSeen> => inspectSales({ ...this.parts, signIn, orderSignIn, options, environment }, run);
  }

  private ofBusinessCentral({ businessCentral: chosen, environment }: Connection, signIn: SignInRequest, webServiceSignIn?: SignInRequest) {
    const look = { ...this.parts, signIn, webServiceSignIn, chosen, environment };
    return (run: RunCheck): Promise<BusinessCentralSeen> => inspectBusinessCentral(look, run);
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
