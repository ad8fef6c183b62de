/** The latest import of each connection, in PostgreSQL; its beginning and its end are noted in the audit trail. */
import { audit } from '@tandem/platform/audit/audit-trail';
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
    const only = `where solution_imports.state <> 'running' or solution_imports.changed_at < $6`;
    return this.put(started, { action: 'solution-import.began', only, more: [aliveSince] });
  }

  async save(changed: SolutionImport): Promise<void> {
    await this.put(changed, changed.state === 'running' ? {} : { action: `solution-import.${changed.state}` });
  }

  private put(known: SolutionImport, { action, only = '', more = [] }: Putting): Promise<boolean> {
    const { connectionId, state, startedAt, changedAt, ...details } = known;
    const sql = `insert into solution_imports (connection_id, state, details, started_at, changed_at) values ($1, $2, $3, $4, $5)
      on conflict (connection_id) do update
      set state = excluded.state, details = excluded.details, started_at = excluded.started_at, changed_at = excluded.changed_at ${only}`;
    const values = [connectionId, state, JSON.stringify(details), startedAt, changedAt, ...more];
    return this.transactions.run(connectionId, async (db) => {
      const kept = (await db.execute(sql, values)) > 0;
      if (kept && action) await audit(db, { connectionId, action, target: connectionId, fields: ['solution'], after: details });
      return kept;
    });
  }
}

interface Putting {
  /** For the audit trail. */
  readonly action?: string;
  /** Condition for replacing what is there, and its parameters. */
  readonly only?: string;
  readonly more?: readonly unknown[];
}
