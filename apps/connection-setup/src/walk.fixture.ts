/** One connection on its way through the guide, as a person goes it, between the two simulated systems. */
import { ConnectionView, getConnection } from '@tandem/contracts/connection';
import { ConnectionChanges } from '@tandem/contracts/connection-body';
import { confirmSetupStep, enterSetupStep, readSetup, SetupStepView, SetupView } from '@tandem/contracts/setup';
import { AdministratorAccount } from '@tandem/contracts/solution-import';
import { BothSystems } from './both-systems.fixture';

/** The parts of the body that the first steps ask for. */
export interface EnteredParts {
  readonly salesUrl: string;
  readonly centralUrl: string;
  readonly companyName: string;
  readonly accounts: ConnectionChanges;
}

export class Walk {
  private constructor(
    private readonly systems: BothSystems,
    readonly connectionId: string,
    readonly parts: EnteredParts,
  ) {}

  /** A connection that has only a name. */
  static async begin(systems: BothSystems, name: string): Promise<Walk> {
    const { sales = {}, businessCentral = {} } = await systems.body();
    const { url: salesUrl = '', ...salesAccount } = sales;
    const { url: centralUrl = '', companyName = '', ...centralAccount } = businessCentral;
    const accounts = { sales: salesAccount, businessCentral: centralAccount };
    return new Walk(systems, (await systems.running.create({ name })).id, { salesUrl, centralUrl, companyName, accounts });
  }

  read(): Promise<SetupView> {
    return this.systems.running.bus.ask(readSetup, { connectionId: this.connectionId });
  }

  async step(key: string): Promise<SetupStepView> {
    return stepOf(await this.read(), key);
  }

  async enter(step: string, body: ConnectionChanges = {}, version?: number): Promise<SetupStepView> {
    const { running } = this.systems;
    const input = await running.sealed(body);
    return stepOf(await running.bus.ask(enterSetupStep, { connectionId: this.connectionId, step, version, input }), step);
  }

  async confirm(step: string, account?: AdministratorAccount): Promise<SetupStepView> {
    const { running } = this.systems;
    const administrator = account && (await running.sealed(account));
    return stepOf(await running.bus.ask(confirmSetupStep, { connectionId: this.connectionId, step, administrator }), step);
  }

  async take(step: string, body: ConnectionChanges): Promise<SetupStepView> {
    await this.enter(step, body);
    return this.confirm(step);
  }

  /** Everything up to the company, confirmed. */
  async toTheCompany(): Promise<void> {
    const { salesUrl, centralUrl, companyName, accounts } = this.parts;
    await this.take('sales-address', { sales: { url: salesUrl } });
    await this.take('business-central-environment', { businessCentral: { url: centralUrl } });
    await this.take('credentials', accounts);
    await this.take('company', { businessCentral: { companyName } });
  }

  connection(): Promise<ConnectionView> {
    return this.systems.running.bus.ask(getConnection, { connectionId: this.connectionId });
  }
}

function stepOf(guide: SetupView, key: string): SetupStepView {
  const step = guide.steps.find((candidate) => candidate.key === key);
  if (!step) throw new Error(`There is no step ${key}.`);
  return step;
}
