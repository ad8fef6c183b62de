import { PageInHand, WorkerHere, workerSaysEveryMs, WorkerView } from '@tandem/contracts/workers';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { Workers } from '../use-cases/workers';

/** How long a worker without a page is shown after it was last heard, in milliseconds: it may be unheard twice in a row. */
const presentMs = 3 * workerSaysEveryMs;

const hear = `insert into workers (worker_id, version, since) values ($1, $2, $3)
  on conflict (worker_id) do update set version = excluded.version, heard_at = now()`;

/** Every start of a worker makes a row. */
const forget = `delete from workers where heard_at < now() - interval '1 hour'`;

const present = `
  with held as (
    select p.holder as worker_id, max(p.renewed_at) as heard_at, sum(p.sales_slots)::int as sales_slots, sum(p.business_central_slots)::int as business_central_slots,
      jsonb_agg(jsonb_build_object('pageId', p.id, 'jobId', j.id, 'connectionId', p.connection_id, 'mapping', j.mapping, 'direction', j.direction, 'rows', p.rows,
        'leaseEndsAt', to_char(p.lease_ends_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by p.created_at, p.id) as pages
    from pages p join jobs j on j.id = p.job_id where p.state = 'leased' and p.lease_ends_at > now() group by p.holder)
  select worker_id, w.version, w.since, greatest(w.heard_at, h.heard_at) as heard_at, h.sales_slots, h.business_central_slots, h.pages
  from workers w full join held h using (worker_id)
  where h.worker_id is not null or w.heard_at > now() - $1 * interval '1 millisecond'
  order by w.since nulls last, worker_id limit 500`;

interface WorkerRow {
  worker_id: string;
  version: string | null;
  since: Date | null;
  heard_at: Date;
  sales_slots: number | null;
  business_central_slots: number | null;
  pages: (Omit<PageInHand, 'rows'> & { rows: number | null })[] | null;
}

/** Across connections: a worker works for all of them. */
export class PostgresWorkers extends Workers {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  heard({ workerId, version, since }: WorkerHere): Promise<void> {
    return this.transactions.run(null, async (db) => {
      await db.execute(hear, [workerId, version, since]);
      await db.execute(forget, []);
    });
  }

  async present(): Promise<WorkerView[]> {
    return (await this.transactions.run(null, (db) => db.query<WorkerRow>(present, [presentMs]))).map(toView);
  }
}

const toView = ({ worker_id, version, since, heard_at, sales_slots, business_central_slots, pages }: WorkerRow): WorkerView => ({
  workerId: worker_id,
  version: version ?? undefined,
  since: since?.toISOString(),
  lastHeardAt: heard_at.toISOString(),
  pages: (pages ?? []).map((page) => ({ ...page, rows: page.rows ?? undefined })),
  slots: { sales: sales_slots ?? 0, businessCentral: business_central_slots ?? 0 },
});
