/** connection-setup between the two simulated systems, and connections to them as people would enter them. */
import {
  acceptEnvironment,
  changeConnection,
  ConnectionView,
  enableConnection,
  Finding,
  getConnection,
  testConnection,
} from '@tandem/contracts/connection';
import { ConnectedSide, GrantAccess, grantAccess, GrantedAccess } from '@tandem/contracts/connection-access';
import { BusinessCentralSystem, ConnectionChanges, NewConnection, SalesSystem } from '@tandem/contracts/connection-body';
import { ConnectionOptions } from '@tandem/contracts/connection-options';
import { FixedClock } from '@tandem/domain/clock';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { open } from '@tandem/platform/sealing/seal';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';
import { RunningConnectionSetup } from './connection-setup.fixture';
import { Connections } from './domain/connections';
import { SimulatorProcess, startSimulators } from './simulators.fixture';
import { CheckDaily } from './use-cases/check-daily';
import { NoteTrouble } from './use-cases/note-trouble';
import { TestConnection } from './use-cases/test-connection';

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

const day = 24 * 60 * 60_000;

export class BothSystems {
  private made = 0;

  private constructor(
    readonly running: RunningConnectionSetup,
    readonly sales: SimulatorProcess,
    readonly businessCentral: SimulatorProcess,
  ) {}

  /** @param further environment variables of the service beside the usual ones */
  static async start(further?: Readonly<Record<string, string>>): Promise<BothSystems> {
    const [running, { sales, businessCentral }] = await Promise.all([RunningConnectionSetup.start(further), startSimulators()]);
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
      ...(options ? { options, confirm: true } : {}),
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

  /** What the test of a connection says of one thing. */
  async finding(connectionId: string, check: string): Promise<Finding | undefined> {
    return (await this.running.bus.ask(testConnection, { connectionId })).findings.find((found) => found.check === check);
  }

  change(connectionId: string, changes: ConnectionChanges): Promise<ConnectionView> {
    return this.running.sealed(changes).then((sealed) => this.running.bus.ask(changeConnection, { connectionId, changes: sealed }));
  }

  accept(connectionId: string): Promise<ConnectionView> {
    return this.running.bus.ask(acceptEnvironment, { connectionId });
  }

  /** Lets every enabled connection be due, and its daily checks run. */
  async checkDaily(): Promise<void> {
    const { app } = this.running.service;
    const clock = new FixedClock(new Date(Date.now() + day + 60_000));
    const [connections, test, noteTrouble] = [app.get(Connections), app.get(TestConnection), app.get(NoteTrouble)];
    await new CheckDaily({ connections, clock, times: { checkEveryMs: day }, test, noteTrouble }).run();
    await app.get(Transactions).run(null, (db) => db.execute('update connections set checked_at = now()'));
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
