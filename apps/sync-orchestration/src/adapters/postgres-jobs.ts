import { randomUUID } from 'node:crypto';
import { Direction } from '@tandem/domain/value';
import { Queries } from '@tandem/platform/persistence/transactions';
import { activeStates, Job, JobMove, jobMoves, JobPlan, StopReason } from '../domain/jobs/job';
import { Jobs, RequestCounts, RunKey } from '../domain/jobs/jobs';
import { UndoJob } from '../domain/reviews/undo';
import { counterNames, RunCounters } from '../domain/jobs/run-counters';
import { JobRow, toJob } from './job-row';
import { toOverlayColumn } from './overlay-column';

const added = counterNames.map((name, index) => `${name} = ${name} + $${index + 4}`).join(', ');

export class PostgresJobs extends Jobs {
  constructor(private readonly db: Queries) {
    super();
  }

  async add(plan: JobPlan): Promise<Job | null> {
    const rows = await this.db.query<JobRow>(
      `insert into jobs (id, connection_id, mapping, direction, reason, trigger, state, priority, review_id, overlay, after_job_id, create_uncoupled, force, settings, mapping_version, presence, preview)
       values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing returning *`,
      [
        ...[randomUUID(), plan.connectionId, plan.mapping, plan.direction, plan.reason, plan.trigger, plan.priority, plan.reviewId],
        ...[
          toOverlayColumn(plan.overlay),
          plan.afterJobId,
          plan.createUncoupled,
          plan.force,
          JSON.stringify(plan.settings),
          plan.mappingVersion,
        ],
        plan.comparePresence ? 'wanted' : 'notNeeded',
        plan.preview,
      ],
    );
    return one(rows);
  }

  async locked(id: string): Promise<Job | null> {
    return one(await this.db.query<JobRow>('select * from jobs where id = $1 for update', [id]));
  }

  async find(id: string): Promise<Job | null> {
    return one(await this.db.query<JobRow>('select * from jobs where id = $1', [id]));
  }

  async active({ connectionId, mapping, direction, overlay }: RunKey): Promise<Job | null> {
    return one(
      await this.db.query<JobRow>(
        `select * from jobs where connection_id = $1 and mapping = $2 and direction = $3 and overlay = $4 and reason in ('full', 'changes') and state = any($5)`,
        [connectionId, mapping, direction, toOverlayColumn(overlay), activeStates],
      ),
    );
  }

  async anyActive(connectionId: string, mapping: string, overlay: string | null): Promise<boolean> {
    const rows = await this.db.query(
      `select 1 from jobs where connection_id = $1 and mapping = $2 and overlay = $3 and reason <> 'ids' and state = any($4) limit 1`,
      [connectionId, mapping, toOverlayColumn(overlay), activeStates],
    );
    return rows.length > 0;
  }

  async anyActiveOf(reviewId: string): Promise<boolean> {
    return (
      (await this.db.query('select 1 from jobs where review_id = $1 and state = any($2) limit 1', [reviewId, activeStates])).length > 0
    );
  }

  undoing(reviewId: string): Promise<UndoJob[]> {
    return this.db.query(
      `select j.mapping, j.direction, j.preview as looks, j.state from jobs j join reviews r on r.id = j.review_id where r.id = $1 and j.reason = 'undo' and j.created_at > r.ended_at`,
      [reviewId],
    );
  }

  async runAgain(id: string): Promise<void> {
    await this.db.execute('update jobs set run_again = true where id = $1', [id]);
  }

  async move(id: string, move: JobMove, reason?: StopReason): Promise<boolean> {
    const { from, to } = jobMoves[move];
    const moved = await this.db.execute(
      `update jobs set state = $2, failure_code = $4, failure_message = $5,
         started_at = case when $2 = 'running' then coalesce(started_at, now()) else started_at end,
         ended_at = case when $6 then now() end
       where id = $1 and state = any($3)`,
      [id, to, from, reason?.code ?? null, reason?.message ?? null, !activeStates.includes(to)],
    );
    return moved > 0;
  }

  async moveAllOf(reviewId: string, move: JobMove): Promise<string[]> {
    const { from, to } = jobMoves[move];
    const rows = await this.db.query<{ id: string }>('update jobs set state = $2 where review_id = $1 and state = any($3) returning id', [
      reviewId,
      to,
      from,
    ]);
    return rows.map(({ id }) => id);
  }

  async markWhole(id: string, watermark: string | null): Promise<void> {
    await this.db.execute('update jobs set whole = true, next_watermark = coalesce($2, next_watermark) where id = $1', [id, watermark]);
  }

  async watchedUpTo(id: string, table: string, watermark: string): Promise<void> {
    await this.db.execute('update jobs set watched = watched || jsonb_build_object($2::text, $3::text) where id = $1', [
      id,
      table,
      watermark,
    ]);
  }

  async wantPresence(id: string): Promise<void> {
    await this.db.execute(`update jobs set presence = 'wanted' where id = $1 and presence = 'notNeeded'`, [id]);
  }

  async presenceMade(id: string): Promise<void> {
    await this.db.execute(`update jobs set presence = 'made' where id = $1`, [id]);
  }

  async addCounters(id: string, counters: RunCounters, requests: RequestCounts): Promise<void> {
    await this.db.execute(
      `update jobs set sales_requests = sales_requests + $2, business_central_requests = business_central_requests + $3, ${added} where id = $1`,
      [id, requests.sales, requests.businessCentral, ...counterNames.map((name) => counters[name])],
    );
  }

  async firstLook(reviewId: string, mapping: string, direction: Direction): Promise<string | null> {
    const [row] = await this.db.query<{ id: string | null }>(
      `select case when $3 = 'toSales' then l.to_sales_job_id else l.from_sales_job_id end as id from review_lines l join reviews r on r.id = l.review_id
       where l.review_id = $1 and l.mapping = $2 and r.ended_at is null`,
      [reviewId, mapping, direction],
    );
    return row?.id ?? null;
  }

  async addFollowUps(id: string, records: number): Promise<void> {
    await this.db.execute('update jobs set follow_ups = follow_ups + $2 where id = $1', [id, records]);
  }

  async followersOf(id: string): Promise<Job[]> {
    return (await this.db.query<JobRow>(`select * from jobs where after_job_id = $1 and state = 'queued' for update`, [id])).map(toJob);
  }

  async follow(oldId: string, newId: string): Promise<void> {
    await this.db.execute(`update jobs set after_job_id = $2 where after_job_id = $1 and state = 'queued'`, [oldId, newId]);
  }

  async stranded(): Promise<Job[]> {
    const rows = await this.db.query<JobRow>(
      `select j.* from jobs j where (j.state = 'cancelling' or (j.state in ('running', 'paused') and j.whole))
         and not exists (select 1 from pages p where p.job_id = j.id
           and (p.state = 'leased' and (j.state <> 'cancelling' or p.lease_ends_at > now()) or p.state = 'ready' and j.state <> 'cancelling'))`,
    );
    return rows.map(toJob);
  }

  async endedDryRuns(): Promise<{ connectionId: string; overlay: string }[]> {
    const rows = await this.db.query<{ connection_id: string; overlay: string }>(
      `select connection_id, overlay from jobs where review_id is null and overlay <> $1 and not overlay_dropped
       group by connection_id, overlay having bool_and(ended_at is not null)`,
      [toOverlayColumn(null)],
    );
    return rows.map(({ connection_id, overlay }) => ({ connectionId: connection_id, overlay }));
  }

  async overlayDropped(overlay: string): Promise<void> {
    await this.db.execute('update jobs set overlay_dropped = true where overlay = $1', [overlay]);
  }

  async activeOf(connectionId: string): Promise<Job[]> {
    return (
      await this.db.query<JobRow>('select * from jobs where connection_id = $1 and state = any($2)', [connectionId, activeStates])
    ).map(toJob);
  }
}

const one = ([row]: readonly JobRow[]): Job | null => (row ? toJob(row) : null);
