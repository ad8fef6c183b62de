import { ListReviews, ReviewList, ReviewReference, ReviewView } from '@tandem/contracts/reviews';
import { Failure } from '@tandem/domain/failure';
import { Queries, Transactions } from '@tandem/platform/persistence/transactions';
import { ReviewViews } from '../use-cases/views';
import { JobViewRow, jobViewColumns, jobViewSources } from './job-view';
import { fromCursor, paged } from './list-cursor';
import { LineRow } from './review-line-row';
import { ReviewRow, toReviewView } from './review-view';

const head = `
  select r.*, c.attention_code, c.attention_message, extract(epoch from coalesce(r.ended_at, now()) - r.started_at)::float8 * 1000 as elapsed_ms,
    (select count(*)::int from due_records d where d.review_id = r.id) as due,
    (select max(b.paused_until) from budgets b where b.budget in (c.sales_budget, c.business_central_budget) and b.paused_until > now()) as throttled_until
  from reviews r left join connections c on c.connection_id = r.connection_id`;

/** Time in microseconds: grows with every look, and a later look sees a later state. */
const revision = 'select (extract(epoch from clock_timestamp()) * 1000000)::bigint::text as revision';

export class PostgresReviewViews extends ReviewViews {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async list({ connectionId, limit, cursor }: ListReviews): Promise<ReviewList> {
    const place = fromCursor(cursor);
    return this.transactions.run(null, async (db) => {
      const rows = await db.query<{ id: string; place: string }>(
        `select id, to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place from reviews
         where connection_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) order by created_at desc, id desc limit $4`,
        [connectionId, place?.at ?? null, place?.id ?? null, limit + 1],
      );
      const views = new Map<string, ReviewView>();
      for (const { id } of rows.slice(0, limit)) views.set(id, await viewOf(db, { connectionId, reviewId: id }));
      return paged(rows, limit, { place: (row) => ({ at: row.place, id: row.id }), view: ({ id }) => views.get(id)! });
    });
  }

  /** Across connections, because budgets belong to none; the question names the connection. */
  one(question: ReviewReference): Promise<ReviewView> {
    return this.transactions.run(null, (db) => viewOf(db, question));
  }
}

async function viewOf(db: Queries, { connectionId, reviewId }: ReviewReference): Promise<ReviewView> {
  const [stamp] = await db.query<{ revision: string }>(revision);
  const [review] = await db.query<ReviewRow>(`${head} where r.id = $1 and r.connection_id = $2`, [reviewId, connectionId]);
  if (!review) throw new Failure('rejected', 'review.notFound', 'There is no such review on this connection.');
  const lines = await db.query<LineRow>('select * from review_lines where review_id = $1 order by position', [reviewId]);
  const jobs = await db.query<JobViewRow>(`select ${jobViewColumns} from ${jobViewSources} where j.review_id = $1 and j.reason <> 'ids'`, [
    reviewId,
  ]);
  return toReviewView({ review, revision: Number(stamp!.revision), lines, jobs: new Map(jobs.map((job) => [job.id, job])) });
}
