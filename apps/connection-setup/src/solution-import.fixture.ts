/** An import of the solution into an organisation that does not have it, with an administrator who may. */
import { ConnectionView } from '@tandem/contracts/connection';
import { AdministratorAccount, importSolution, solutionImport, SolutionImportView } from '@tandem/contracts/solution-import';
import { eventually } from '@tandem/platform/testing/eventually';
import { BothSystems } from './both-systems.fixture';

export type Row = Readonly<Record<string, string>>;

export class ImportOnStage {
  private constructor(
    readonly systems: BothSystems,
    readonly administrator: AdministratorAccount,
    /** The connection that is imported over; a test may take another one. */
    public connection: ConnectionView,
  ) {}

  /** Sales as new, and a connection to it. */
  static async set(systems: BothSystems): Promise<ImportOnStage> {
    await systems.sales.control('POST', 'reset', { sample: false, solution: false });
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 0 });
    return new ImportOnStage(systems, await systems.sales.account('Sales Administrator'), await systems.create());
  }

  async begin(account: AdministratorAccount = this.administrator): Promise<SolutionImportView> {
    const administrator = await this.systems.running.sealed(account);
    return this.systems.running.bus.ask(importSolution, { connectionId: this.connection.id, administrator });
  }

  read(): Promise<SolutionImportView> {
    return this.systems.running.bus.ask(solutionImport, { connectionId: this.connection.id });
  }

  async ended(): Promise<SolutionImportView> {
    await eventually(async () => expect((await this.read()).state).not.toBe('running'));
    return this.read();
  }

  async rows(table: string): Promise<Row[]> {
    return (await this.systems.sales.control<{ rows: Row[] }>('GET', `rows/${table}`)).rows;
  }

  /** The version that Sales has; undefined where it has none. */
  async installed(): Promise<string | undefined> {
    return (await this.rows('solution')).find(({ uniquename }) => uniquename === 'tandem_salesintegration')?.version;
  }
}
