import { randomUUID } from 'node:crypto';
import { Queries } from '@tandem/platform/persistence/transactions';
import { Job } from '../domain/jobs/job';
import { Page, PagePlan } from '../domain/jobs/page';
import { Candidate, HandOver, Lease, LeasedPage, Pages, Slots } from '../domain/jobs/pages';
import { RunCounters } from '../domain/jobs/run-counters';
import { AfterCommit } from './after-commit';
import { JobRow, toJob } from './job-row';
import { writesNothing } from './overlay-column';
import { PageRow, toPage } from './page-row';

/** Two tries: a page that another taker has taken between our look and our lock makes the first one answer nothing. */
const looks = 2;

/** Most pages that are announced again in one go: a backlog needs no more wake-ups than there are workers to hear them. */
const mostWoken = 100;

const nextPage = `
  with in_hand as (select connection_id, count(*) as pages from pages where state = 'leased' and lease_ends_at > now() group by connection_id)
  select p.*, to_jsonb(j) - 'created_at' - 'started_at' - 'ended_at' as job, c.sales_budget, c.business_central_budget,
    exists (select 1 from issues i where i.connection_id = j.connection_id and i.overlay = j.overlay and i.mapping = j.mapping and i.direction = j.direction
      and not i.mark and i.state <> 'settled') as settles
  from pages p
    join jobs j on j.id = p.job_id and j.state = 'running'
    join connections c on c.connection_id = p.connection_id and (c.enabled or c.rehearsing and ${writesNothing('j')}) and (c.attention_code is null or c.attention_retry_at <= now())
    left join in_hand h on h.connection_id = p.connection_id
  where (p.state = 'ready' or p.state = 'leased' and p.lease_ends_at <= now()) and p.available_at <= now()
    and not (c.sales_budget = any($1) or c.business_central_budget = any($1))
    and not (p.start ? 'closes' and exists (select 1 from pages e where e.job_id = p.job_id and e.sequence < p.sequence and e.state in ('ready', 'leased')))
  order by j.priority, coalesce(h.pages, 0), p.created_at, p.id
  limit 1 for update of p skip locked`;

type CandidateRow = PageRow & { job: JobRow; settles: boolean; sales_budget: string; business_central_budget: string };

export class PostgresPages extends Pages {
  constructor(
    private readonly db: Queries,
    private readonly afterCommit: AfterCommit,
  ) {
    super();
  }

  async add(job: Pick<Job, 'id' | 'connectionId'>, pages: readonly PagePlan[]): Promise<void> {
    const plans = pages.map((page) => ({ ...page, id: randomUUID(), dueReason: page.dueReason ?? undefined }));
    const rows = await this.db.query<{ id: string }>(
      `insert into pages (id, connection_id, job_id, sequence, part, state, start, due_reason)
       select (p->>'id')::uuid, $2, $1, (p->>'sequence')::int, p->>'part', 'ready', p->'start', p->>'dueReason'
       from jsonb_array_elements($3::jsonb) with ordinality as plan(p, place) order by place
       on conflict (job_id, sequence, part) do nothing returning id`,
      [job.id, job.connectionId, JSON.stringify(plans)],
    );
    this.afterCommit.wake(
      job.connectionId,
      rows.map(({ id }) => id),
    );
  }

  async next(withoutBudgets: readonly string[]): Promise<Candidate | null> {
    for (let look = 1; look <= looks; look++) {
      const [row] = await this.db.query<CandidateRow>(nextPage, [withoutBudgets]);
      if (row)
        return {
          page: toPage(row),
          job: toJob(row.job),
          settles: row.settles,
          budgets: { sales: row.sales_budget, businessCentral: row.business_central_budget },
        };
    }
    return null;
  }

  async lease(pageId: string, { holder, leaseMs, slots }: Lease): Promise<LeasedPage> {
    const [row] = await this.db.query<{ token: number; lease_ends_at: Date }>(
      `update pages set state = 'leased', token = token + 1, holder = $2, lease_ends_at = now() + $3 * interval '1 millisecond', renewed_at = now(),
         sales_slots = $4, business_central_slots = $5, progress = null
       where id = $1 returning token, lease_ends_at`,
      [pageId, holder, leaseMs, slots.sales, slots.businessCentral],
    );
    return { token: row!.token, leaseEndsAt: row!.lease_ends_at };
  }

  async held(pageId: string, token: number): Promise<Page | null> {
    const [row] = await this.db.query<PageRow>(`select * from pages where id = $1 and token = $2 and state = 'leased' for update`, [
      pageId,
      token,
    ]);
    return row ? toPage(row) : null;
  }

  async doneBy(pageId: string, token: number): Promise<boolean> {
    return (await this.db.query(`select 1 from pages where id = $1 and token = $2 and state = 'done'`, [pageId, token])).length > 0;
  }

  async renew(pageId: string, leaseMs: number, slots: Slots): Promise<Date> {
    const [row] = await this.db.query<{ lease_ends_at: Date }>(
      `update pages set lease_ends_at = now() + $2 * interval '1 millisecond', renewed_at = now(), sales_slots = $3, business_central_slots = $4
       where id = $1 returning lease_ends_at`,
      [pageId, leaseMs, slots.sales, slots.businessCentral],
    );
    return row!.lease_ends_at;
  }

  async handOver(pageId: string, { until, rows }: HandOver): Promise<void> {
    await this.db.execute('update pages set until = $2, rows = $3, handed_on = true, renewed_at = now() where id = $1', [
      pageId,
      until,
      rows,
    ]);
  }

  async progress(pageId: string, counters: Partial<RunCounters>): Promise<void> {
    await this.db.execute('update pages set progress = $2, renewed_at = now() where id = $1', [pageId, JSON.stringify(counters)]);
  }

  async end(pageId: string, state: 'done' | 'split' | 'parked' | 'dropped'): Promise<void> {
    await this.db.execute(
      `update pages set state = $2, done_at = now(), progress = null, holder = null, lease_ends_at = null, sales_slots = 0, business_central_slots = 0 where id = $1`,
      [pageId, state],
    );
  }

  async giveBack(pageId: string, { delayMs, because }: { delayMs: number; because: 'tries' | 'failures' | 'attention' }): Promise<void> {
    await this.db.execute(
      `update pages set state = 'ready', available_at = now() + $2 * interval '1 millisecond', woken_at = now() + $2 * interval '1 millisecond', progress = null,
         tries = tries + $3, failures = failures + $4, holder = null, lease_ends_at = null, sales_slots = 0, business_central_slots = 0
       where id = $1`,
      [pageId, Math.ceil(delayMs), because === 'tries' ? 1 : 0, because === 'failures' ? 1 : 0],
    );
  }

  async dropUnheld(jobId: string): Promise<boolean> {
    await this.db.execute(
      `update pages set state = 'dropped', progress = null where job_id = $1 and (state = 'ready' or state = 'leased' and lease_ends_at <= now())`,
      [jobId],
    );
    return this.anyOpen(jobId);
  }

  async ofReview(reviewId: string, pageIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ id: string }>(
      'select p.id from pages p join jobs j on j.id = p.job_id where j.review_id = $1 and p.id = any($2::uuid[])',
      [reviewId, [...new Set(pageIds)]],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async openAmong(pageIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (pageIds.length === 0) return new Set();
    const rows = await this.db.query<{ id: string }>(`select id from pages where id = any($1::uuid[]) and state in ('ready', 'leased')`, [
      pageIds,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  async anyOpen(jobId: string): Promise<boolean> {
    return (await this.db.query(`select 1 from pages where job_id = $1 and state in ('ready', 'leased') limit 1`, [jobId])).length > 0;
  }

  async lastSequence(jobId: string): Promise<number> {
    const [row] = await this.db.query<{ last: number | null }>('select max(sequence) as last from pages where job_id = $1', [jobId]);
    return row?.last ?? -1;
  }

  async wakeFor(jobIds: readonly string[]): Promise<void> {
    this.wake(
      await this.db.query<Woken>(
        `update pages set woken_at = now() where job_id = any($1) and state = 'ready' returning id, connection_id`,
        [jobIds],
      ),
    );
  }

  async wakeClosing(jobId: string): Promise<void> {
    this.wake(
      await this.db.query<Woken>(
        `update pages set woken_at = now() where job_id = $1 and state = 'ready' and start ? 'closes' returning id, connection_id`,
        [jobId],
      ),
    );
  }

  async wakeForgotten(silentMs: number): Promise<number> {
    const rows = await this.db.query<Woken>(
      `update pages set woken_at = now() where id in (
         select p.id from pages p join jobs j on j.id = p.job_id and j.state = 'running'
         where p.available_at <= now() and p.woken_at < now() - $1 * interval '1 millisecond' and (p.state = 'ready' or p.state = 'leased' and p.lease_ends_at <= now())
         order by p.woken_at limit $2 for update of p skip locked)
       returning id, connection_id`,
      [silentMs, mostWoken],
    );
    this.wake(rows);
    return rows.length;
  }

  private wake(rows: readonly Woken[]): void {
    for (const { id, connection_id } of rows) this.afterCommit.wake(connection_id, [id]);
  }
}

interface Woken {
  id: string;
  connection_id: string;
}
