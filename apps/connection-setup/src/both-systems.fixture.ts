/** connection-setup between the two simulated systems, and connections to them as people would enter them. */
import { ConnectionView, enableConnection, getConnection } from '@tandem/contracts/connection';
import { ConnectedSide, GrantAccess, grantAccess, GrantedAccess } from '@tandem/contracts/connection-access';
import { BusinessCentralSystem, NewConnection, SalesSystem } from '@tandem/contracts/connection-body';
import { ConnectionOptions } from '@tandem/contracts/connection-options';
import { open } from '@tandem/platform/sealing/seal';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';
import { RunningConnectionSetup } from './connection-setup.fixture';
import { SimulatorProcess, startSimulators } from './simulators.fixture';

/** Names of the applications that the simulators know. */
export const applications = {
  integration: 'Tandem Integration',
  businessCentral: 'Tandem integration (Business Central)',
} as const;

interface Variation {
  readonly sales?: Partial<SalesSystem>;
  readonly businessCentral?: Partial<BusinessCentralSystem>;
  readonly options?: ConnectionOptions;
}

export class BothSystems {
  private made = 0;

  private constructor(
    readonly running: RunningConnectionSetup,
    readonly sales: SimulatorProcess,
    readonly businessCentral: SimulatorProcess,
  ) {}

  static async start(): Promise<BothSystems> {
    const [running, { sales, businessCentral }] = await Promise.all([RunningConnectionSetup.start(), startSimulators()]);
    return new BothSystems(running, sales, businessCentral);
  }

  /** A connection that is right in every respect, apart from the variation. */
  async body({ sales, businessCentral, options }: Variation = {}): Promise<NewConnection> {
    const [{ id: tenantId }, salesAccount, centralAccount] = await Promise.all([
      this.sales.control<{ id: string }>('GET', 'tenant'),
      this.sales.account(applications.integration),
      this.businessCentral.account(applications.businessCentral),
    ]);
    const { url: salesUrl } = this.sales;
    const { url: centralUrl } = this.businessCentral;
    return {
      name: `Connection ${++this.made}`,
      sales: { url: salesUrl, authority: salesUrl, tenantId, ...salesAccount, ...sales },
      businessCentral: {
        url: `${centralUrl}/v2.0/${tenantId}/production`,
        authority: centralUrl,
        tenantId,
        ...centralAccount,
        companyName: 'CRONUS International Ltd.',
        ...businessCentral,
      },
      ...(options ? { options } : {}),
    };
  }

  async create(variation?: Variation): Promise<ConnectionView> {
    return this.running.create(await this.body(variation));
  }

  enable(connectionId: string): Promise<ConnectionView> {
    return this.running.bus.ask(enableConnection, { connectionId });
  }

  read(connectionId: string): Promise<ConnectionView> {
    return this.running.bus.ask(getConnection, { connectionId });
  }

  /** Asks for access as a worker does, with a key pair for this one question. */
  async access(connectionId: string, side: ConnectedSide, more: Partial<GrantAccess> = {}): Promise<GrantedAccess> {
    const pair = SealingKeyPair.generate();
    const { access } = await this.running.bus.ask(grantAccess, { connectionId, side, publicKey: pair.publicKey, ...more });
    return open(pair, access);
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await Promise.all([this.sales.stop(), this.businessCentral.stop()]);
  }
}
