import { JobList, JobReference, JobView, Limits, ListJobs } from '@tandem/contracts/jobs';
import { Failure } from '@tandem/domain/failure';
import { Side } from '@tandem/domain/value';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { JobViews } from '../use-cases/views';
import { JobViewRow, jobViewColumns, jobViewSources, toJobView } from './job-view';
import { fromCursor, paged } from './list-cursor';

const list = `select ${jobViewColumns}, to_char(j.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place from ${jobViewSources}
  where j.connection_id = $1 and ($2::text is null or j.mapping = $2) and ($3::text is null or j.direction = $3) and ($4::text is null or j.state = $4)
    and ($5::text is null or j.reason = $5) and ($6::uuid is null or j.review_id = $6) and ($7::timestamptz is null or (j.created_at, j.id) < ($7, $8::uuid))
  order by j.created_at desc, j.id desc limit $9`;

const limits = `
  select b.side, b.slots, b.ceiling, case when b.paused_until > now() then b.paused_until end as paused_until,
    (select coalesce(sum(case b.side when 'sales' then p.sales_slots else p.business_central_slots end), 0)::int from pages p join connections n on n.connection_id = p.connection_id
     where p.state = 'leased' and p.lease_ends_at > now() and b.budget = case b.side when 'sales' then n.sales_budget else n.business_central_budget end) as in_use
  from connections c join budgets b on b.budget in (c.sales_budget, c.business_central_budget) where c.connection_id = $1 order by b.side desc`;

const attention = 'select attention_code as code, attention_message as message from connections where connection_id = $1';

interface LimitRow {
  side: Side;
  slots: number;
  ceiling: number;
  paused_until: Date | null;
  in_use: number;
}

export class PostgresJobViews extends JobViews {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async list({ connectionId, mapping, direction, state, reason, reviewId, limit, cursor }: ListJobs): Promise<JobList> {
    const place = fromCursor(cursor);
    const parameters = [connectionId, mapping, direction, state, reason, reviewId, place?.at, place?.id, limit + 1].map(
      (value) => value ?? null,
    );
    const rows = await this.transactions.run(connectionId, (db) => db.query<JobViewRow & { place: string }>(list, parameters));
    return paged(rows, limit, { place: (row) => ({ at: row.place, id: row.id }), view: toJobView });
  }

  async one({ connectionId, jobId }: JobReference): Promise<JobView> {
    const [job] = await this.these(connectionId, [jobId]);
    if (!job) throw new Failure('rejected', 'job.notFound', 'There is no such job on this connection.');
    return job;
  }

  async these(connectionId: string, jobIds: readonly string[]): Promise<JobView[]> {
    const rows = await this.transactions.run(connectionId, (db) =>
      db.query<JobViewRow>(
        `select ${jobViewColumns} from ${jobViewSources} where j.connection_id = $1 and j.id = any($2) order by array_position($2, j.id)`,
        [connectionId, jobIds],
      ),
    );
    return rows.map(toJobView);
  }

  /** Across connections, because a budget belongs to none. */
  async limits(connectionId: string): Promise<Limits> {
    return this.transactions.run(null, async (db) => {
      const rows = await db.query<LimitRow>(limits, [connectionId]);
      const [needs] = await db.query<{ code: string | null; message: string }>(attention, [connectionId]);
      const items = rows.map(({ side, slots, ceiling, paused_until, in_use }) => ({
        side,
        slots,
        ceiling,
        inUse: in_use,
        pausedUntil: paused_until?.toISOString(),
      }));
      return { items, attention: needs?.code ? { code: needs.code, message: needs.message } : undefined };
    });
  }
}
