/** What the guides remember, in PostgreSQL; each change is noted in the audit trail of its connection. */
import { audit } from '@tandem/platform/audit/audit-trail';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { Confirmation, Inspected, newSetup, Setup, SetupDeed, Setups } from '../domain/setup/setup';
import { changedMeanwhile } from '../domain/setup-failures';

/** Dates are text in JSON. */
type Stored<T extends { readonly at: Date }> = Omit<T, 'at'> & { readonly at: string };

interface SetupRow extends Pick<Setup, 'version' | 'draft' | 'secrets' | 'runs'> {
  readonly inspected: Readonly<Record<string, Stored<Inspected>>>;
  readonly confirmations: Readonly<Record<string, Stored<Confirmation>>>;
}

const columns = 'version, draft, secrets, inspected, runs, confirmations';

const put = `
  insert into setups (connection_id, ${columns}) values ($1, 1, $3, $4, $5, $6, $7)
  on conflict (connection_id) do update
  set version = setups.version + 1, draft = excluded.draft, secrets = excluded.secrets, inspected = excluded.inspected, runs = excluded.runs,
    confirmations = excluded.confirmations, changed_at = now()
  where setups.version = $2`;

const putInspection = `
  insert into setups (connection_id, inspection) values ($1, $2)
  on conflict (connection_id) do update set inspection = excluded.inspection`;

export class PostgresSetups extends Setups {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async of(connectionId: string): Promise<Setup> {
    const [row] = await this.transactions.run(connectionId, (db) =>
      db.query<SetupRow>(`select ${columns} from setups where connection_id = $1`, [connectionId]),
    );
    return row
      ? { connectionId, ...row, inspected: dated(row.inspected), confirmations: dated(row.confirmations) }
      : newSetup(connectionId);
  }

  async save({ connectionId, version, draft, secrets, inspected, runs, confirmations }: Setup, deed: SetupDeed): Promise<void> {
    const content = [draft, secrets, inspected, runs, confirmations].map((value) => value && JSON.stringify(value));
    await this.transactions.run(connectionId, async (db) => {
      if ((await db.execute(put, [connectionId, version, ...content])) === 0) throw changedMeanwhile('The guide of this connection');
      await audit(db, {
        connectionId,
        action: deed.action,
        target: deed.step,
        fields: deed.fields,
        after: { draft, secrets: secrets?.values, confirmations },
      });
    });
  }

  async inspection(connectionId: string): Promise<Inspected | undefined> {
    const [row] = await this.transactions.run(connectionId, (db) =>
      db.query<{ inspection: Stored<Inspected> | null }>('select inspection from setups where connection_id = $1', [connectionId]),
    );
    return row?.inspection ? { ...row.inspection, at: new Date(row.inspection.at) } : undefined;
  }

  async keepInspection(connectionId: string, inspection: Inspected): Promise<void> {
    await this.transactions.run(connectionId, (db) => db.execute(putInspection, [connectionId, JSON.stringify(inspection)]));
  }
}

const dated = <T extends { readonly at: Date }>(stored: Readonly<Record<string, Stored<T>>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(stored).map(([step, value]) => [step, { ...value, at: new Date(value.at) } as unknown as T]));
