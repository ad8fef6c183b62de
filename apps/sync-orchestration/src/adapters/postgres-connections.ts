import { Variant } from '@tandem/domain/mapping/variant';
import { Queries } from '@tandem/platform/persistence/transactions';
import { Attention, ConnectionCard } from '../domain/connections/connection-card';
import { Connections } from '../domain/connections/connections';

/** The first probe after trouble, and the longest pause between two. */
const firstProbeMs = 15_000;
const longestPauseMs = 600_000;

const putProbeOff = `attention_tries = attention_tries + 1,
  attention_retry_at = now() + least(${longestPauseMs}, ${firstProbeMs} * 2 ^ least(attention_tries, 10)) * interval '1 millisecond'`;

interface ConnectionRow {
  connection_id: string;
  enabled: boolean;
  rehearsing: boolean;
  options: { variant: Variant; chosenMappings: string[] | null };
  sales_budget: string;
  business_central_budget: string;
}

export class PostgresConnections extends Connections {
  constructor(private readonly db: Queries) {
    super();
  }

  async keep({ connectionId, enabled, rehearsing, variant, chosenMappings, budgets }: ConnectionCard): Promise<void> {
    await this.db.execute(
      `insert into connections (connection_id, enabled, rehearsing, options, sales_budget, business_central_budget) values ($1, $2, $3, $4, $5, $6)
       on conflict (connection_id) do update set enabled = excluded.enabled, rehearsing = excluded.rehearsing, options = excluded.options, sales_budget = excluded.sales_budget,
         business_central_budget = excluded.business_central_budget, refreshed_at = now()`,
      [connectionId, enabled, rehearsing, JSON.stringify({ variant, chosenMappings }), budgets.sales, budgets.businessCentral],
    );
  }

  async find(connectionId: string): Promise<ConnectionCard | null> {
    const [row] = await this.db.query<ConnectionRow>('select * from connections where connection_id = $1', [connectionId]);
    if (!row) return null;
    return {
      connectionId,
      enabled: row.enabled,
      rehearsing: row.rehearsing,
      ...row.options,
      budgets: { sales: row.sales_budget, businessCentral: row.business_central_budget },
    };
  }

  async disable(connectionId: string): Promise<void> {
    await this.db.execute('update connections set enabled = false, rehearsing = false where connection_id = $1', [connectionId]);
  }

  async needAttention(connectionId: string, { code, message }: Attention): Promise<void> {
    await this.db.execute(`update connections set attention_code = $2, attention_message = $3, ${putProbeOff} where connection_id = $1`, [
      connectionId,
      code,
      message,
    ]);
  }

  async recover(connectionId: string): Promise<boolean> {
    const recovered = await this.db.execute(
      `update connections set attention_code = null, attention_message = null, attention_tries = 0, attention_retry_at = null
       where connection_id = $1 and attention_code is not null`,
      [connectionId],
    );
    return recovered > 0;
  }

  async probe(connectionId: string): Promise<void> {
    await this.db.execute(`update connections set ${putProbeOff} where connection_id = $1 and attention_code is not null`, [connectionId]);
  }

  async attention(connectionId: string): Promise<Attention | null> {
    const [row] = await this.db.query<{ code: string | null; message: string }>(
      'select attention_code as code, attention_message as message from connections where connection_id = $1',
      [connectionId],
    );
    return row?.code ? { code: row.code, message: row.message } : null;
  }

  async enabled(): Promise<string[]> {
    return (await this.db.query<{ connection_id: string }>('select connection_id from connections where enabled')).map(
      (row) => row.connection_id,
    );
  }
}
