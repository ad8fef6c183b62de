import { Transactions } from '@tandem/platform/persistence/transactions';
import { DryRow, DryRows, DryScope } from '../domain/dry-rows';

const ofTable = 'connection_id = $1 and overlay = $2 and side = $3 and table_name = $4';

/** A second creation keeps what is there; a later write adds its columns, and nothing comes back that was removed. The answer is what existed before, for creations only. */
const keepRows = `
  with given as (select * from jsonb_to_recordset($5) as row (id text, created boolean, removed boolean, "values" jsonb)),
  known as (select d.id from dry_rows d join given g on g.id = d.id and g.created where ${ofTable.replace(/(\w+) =/g, 'd.$1 =')}),
  kept as (
    insert into dry_rows as d (connection_id, overlay, side, table_name, id, created, removed, "values")
    select $1, $2, $3, $4, id, created, coalesce(removed, false), "values" from given where id not in (select id from known)
    on conflict (connection_id, overlay, side, table_name, id) do update set "values" = d."values" || excluded."values", removed = d.removed or excluded.removed)
  select id from known`;

const columns = 'id, created, removed, "values"';

type StoredRow = Omit<DryRow, 'removed'> & { readonly removed: boolean };

const fromRow = ({ removed, ...row }: StoredRow): DryRow => (removed ? { ...row, removed } : row);

/** Dry rows in PostgreSQL, one statement per chunk. */
export class PostgresDryRows extends DryRows {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async keep(scope: DryScope, rows: readonly DryRow[]): Promise<string[]> {
    const known = await this.query<{ id: string }>(scope, keepRows, [JSON.stringify(rows)]);
    return known.map(({ id }) => id);
  }

  async read(scope: DryScope, ids: readonly string[]): Promise<DryRow[]> {
    return (await this.query<StoredRow>(scope, `select ${columns} from dry_rows where ${ofTable} and id = any($5)`, [ids])).map(fromRow);
  }

  async created(scope: DryScope, after: string, limit: number): Promise<DryRow[]> {
    const statement = `select ${columns} from dry_rows where ${ofTable} and created and not removed and id > $5 order by id limit $6`;
    return (await this.query<StoredRow>(scope, statement, [after, limit])).map(fromRow);
  }

  async drop(connectionId: string, overlay: string): Promise<void> {
    await this.transactions.run(connectionId, (db) =>
      db.execute('delete from dry_rows where connection_id = $1 and overlay = $2', [connectionId, overlay]),
    );
  }

  private query<Row>({ connectionId, overlay, side, table }: DryScope, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.transactions.run(connectionId, (db) => db.query<Row>(sql, [connectionId, overlay, side, table, ...parameters]));
  }
}
