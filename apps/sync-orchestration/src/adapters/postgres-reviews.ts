import { Queries } from '@tandem/platform/persistence/transactions';
import { StopReason } from '../domain/jobs/job';
import { Recommendation } from '../domain/reviews/recommendation';
import { finalReviewStates, LineState, PlannedLine, Review, ReviewState } from '../domain/reviews/review';
import { LineJobs, Reviews } from '../domain/reviews/reviews';
import { AfterCommit } from './after-commit';
import { LineRow, toReviewLine } from './review-line-row';

const lines = `
  select l.*, (select coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'state', j.state, 'failureCode', j.failure_code, 'failureMessage', j.failure_message,
      'step', case j.id when l.match_job_id then 'match' else j.direction end) order by array_position(array[l.match_job_id, l.to_sales_job_id, l.from_sales_job_id], j.id)), '[]')
    from jobs j where j.id in (l.match_job_id, l.to_sales_job_id, l.from_sales_job_id)) as jobs
  from review_lines l where l.review_id = $1 order by l.position`;

const activeReviews = ['running', 'settling', 'paused', 'cancelling', 'undoing'];

interface ReviewRow {
  id: string;
  connection_id: string;
  state: ReviewState;
  dry_run: boolean;
}

export class PostgresReviews extends Reviews {
  constructor(
    private readonly db: Queries,
    private readonly afterCommit: AfterCommit,
  ) {
    super();
  }

  async add(
    { id, connectionId, dryRun }: { id: string; connectionId: string; dryRun: boolean },
    planned: readonly PlannedLine[],
  ): Promise<void> {
    await this.db.execute(`insert into reviews (id, connection_id, state, dry_run) values ($1, $2, 'planned', $3)`, [
      id,
      connectionId,
      dryRun,
    ]);
    await this.replaceLines(id, connectionId, planned);
  }

  async locked(id: string): Promise<Review | null> {
    const [row] = await this.db.query<ReviewRow>('select * from reviews where id = $1 for update', [id]);
    if (!row) return null;
    const found = await this.db.query<LineRow>(lines, [id]);
    return { ...toHead(row), lines: found.map(toReviewLine) };
  }

  async active(connectionId: string | null): Promise<Omit<Review, 'lines'>[]> {
    const rows = await this.db.query<ReviewRow>(
      'select * from reviews where state = any($1) and ($2::uuid is null or connection_id = $2)',
      [activeReviews, connectionId],
    );
    return rows.map(toHead);
  }

  async setState(id: string, state: ReviewState): Promise<boolean> {
    const changed = await this.db.execute(
      `update reviews r set state = $2, started_at = case when $2 = 'running' then coalesce(started_at, now()) when $2 = 'planned' then null else started_at end,
         ended_at = case when $2 in ('undoing', 'undone') then ended_at when $3 then now() end
       where id = $1 and not ($4 and exists (select 1 from reviews o where o.connection_id = r.connection_id and o.dry_run = r.dry_run and o.id <> r.id and o.state = any($5)))`,
      [id, state, finalReviewStates.includes(state), activeReviews.includes(state), activeReviews],
    );
    this.touch(id);
    return changed > 0;
  }

  async setLine(id: string, mapping: string, { state, failure }: { state: LineState; failure?: StopReason }): Promise<void> {
    await this.db.execute(
      'update review_lines set state = $3, failure_code = $4, failure_message = $5 where review_id = $1 and mapping = $2',
      [...[id, mapping, state], ...[failure?.code ?? null, failure?.message ?? null]],
    );
    this.touch(id);
  }

  async startLine(id: string, mapping: string, jobs: LineJobs): Promise<void> {
    await this.db.execute(
      `update review_lines set state = 'running', runs = runs + 1, failure_code = null, failure_message = null, match_job_id = $3, to_sales_job_id = $4, from_sales_job_id = $5
       where review_id = $1 and mapping = $2`,
      [id, mapping, jobs.match ?? null, jobs.toSales ?? null, jobs.fromSales ?? null],
    );
    this.touch(id);
  }

  async rewind(id: string, mappings: readonly string[]): Promise<void> {
    await this.db.execute(
      `update review_lines set state = 'planned', failure_code = null, failure_message = null, match_job_id = null, to_sales_job_id = null, from_sales_job_id = null
       where review_id = $1 and mapping = any($2)`,
      [id, mappings],
    );
    this.touch(id);
  }

  async replaceJob(oldId: string, newId: string): Promise<void> {
    await this.db.execute(
      `update review_lines set match_job_id = case when match_job_id = $1 then $2 else match_job_id end, to_sales_job_id = case when to_sales_job_id = $1 then $2 else to_sales_job_id end,
         from_sales_job_id = case when from_sales_job_id = $1 then $2 else from_sales_job_id end
       where $1 in (match_job_id, to_sales_job_id, from_sales_job_id)`,
      [oldId, newId],
    );
  }

  async choose(
    id: string,
    mapping: string,
    { excluded, recommendation }: { excluded?: boolean; recommendation?: Recommendation },
  ): Promise<void> {
    await this.db.execute(
      'update review_lines set excluded = coalesce($3, excluded), recommendation = coalesce($4, recommendation) where review_id = $1 and mapping = $2',
      [id, mapping, excluded ?? null, recommendation ?? null],
    );
    this.touch(id);
  }

  async replaceLines(id: string, connectionId: string, planned: readonly PlannedLine[]): Promise<void> {
    await this.db.execute('delete from review_lines where review_id = $1', [id]);
    await this.db.execute(
      `insert into review_lines (review_id, connection_id, mapping, position, wave, depends_on, direction, proposed, recommendation, excluded, state, counted_business_central, counted_sales)
       select $1, $2, l->>'mapping', place, (l->>'wave')::int, array(select jsonb_array_elements_text(l->'dependsOn')), l->>'direction', l->>'proposed', l->>'recommendation',
         (l->>'excluded')::boolean, 'planned', (l->'counted'->>'businessCentral')::int, (l->'counted'->>'sales')::int
       from jsonb_array_elements($3::jsonb) with ordinality as line(l, place)`,
      [id, connectionId, JSON.stringify(planned)],
    );
    this.touch(id);
  }

  touch(id: string): void {
    this.afterCommit.touch(id);
  }

  async withOverlay(): Promise<{ id: string; connectionId: string }[]> {
    const rows = await this.db.query<ReviewRow>('select * from reviews where dry_run and ended_at is not null and not overlay_dropped');
    return rows.map(toHead);
  }

  async overlayDropped(id: string): Promise<void> {
    await this.db.execute('update reviews set overlay_dropped = true where id = $1', [id]);
  }
}

const toHead = ({ id, connection_id, state, dry_run }: ReviewRow): Omit<Review, 'lines'> => ({
  id,
  connectionId: connection_id,
  state,
  dryRun: dry_run,
});
