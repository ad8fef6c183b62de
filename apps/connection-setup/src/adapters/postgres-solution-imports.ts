/** The latest import of each connection, in PostgreSQL. */
import { Transactions } from '@tandem/platform/persistence/transactions';
import { SolutionImport, SolutionImports } from '../domain/solution-import';

type Stored = Omit<SolutionImport, 'connectionId' | 'state' | 'startedAt' | 'changedAt'>;

interface ImportRow {
  readonly connection_id: string;
  readonly state: SolutionImport['state'];
  readonly details: Stored;
  readonly started_at: Date;
  readonly changed_at: Date;
}

export class PostgresSolutionImports extends SolutionImports {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  find(connectionId: string): Promise<SolutionImport | undefined> {
    return this.transactions.run(connectionId, async (db) => {
      const [row] = await db.query<ImportRow>('select * from solution_imports where connection_id = $1', [connectionId]);
      return row && { connectionId, state: row.state, ...row.details, startedAt: row.started_at, changedAt: row.changed_at };
    });
  }

  begin(started: SolutionImport, aliveSince: Date): Promise<boolean> {
    return this.put(started, `where solution_imports.state <> 'running' or solution_imports.changed_at < $6`, [aliveSince]);
  }

  async save(changed: SolutionImport): Promise<void> {
    await this.put(changed);
  }

  private put(known: SolutionImport, only = '', more: readonly unknown[] = []): Promise<boolean> {
    const { connectionId, state, startedAt, changedAt, ...details } = known;
    const sql = `insert into solution_imports (connection_id, state, details, started_at, changed_at) values ($1, $2, $3, $4, $5)
      on conflict (connection_id) do update
      set state = excluded.state, details = excluded.details, started_at = excluded.started_at, changed_at = excluded.changed_at ${only}`;
    const values = [connectionId, state, JSON.stringify(details), startedAt, changedAt, ...more];
    return this.transactions.run(connectionId, async (db) => (await db.execute(sql, values)) > 0);
  }
}
