import { Queries } from '@tandem/platform/persistence/transactions';
import { Outcome } from '../domain/jobs/run-counters';
import { Standings } from '../domain/jobs/standings';

export class PostgresStandings extends Standings {
  constructor(private readonly db: Queries) {
    super();
  }

  async put(job: { id: string; connectionId: string }, records: ReadonlyMap<string, Outcome>): Promise<void> {
    if (records.size === 0) return;
    await this.db.execute(
      `insert into standings (job_id, connection_id, record_id, outcome) select $1, $2, record_id, outcome from unnest($3::text[], $4::text[]) as r(record_id, outcome)
       on conflict (job_id, record_id) do update set outcome = excluded.outcome`,
      [job.id, job.connectionId, [...records.keys()], [...records.values()]],
    );
  }

  async take(jobId: string, recordIds: readonly string[]): Promise<Map<string, Outcome>> {
    const rows = await this.db.query<{ record_id: string; outcome: Outcome }>(
      'delete from standings where job_id = $1 and record_id = any($2) returning record_id, outcome',
      [jobId, recordIds],
    );
    return new Map(rows.map((row) => [row.record_id, row.outcome]));
  }

  async forgetJob(jobId: string): Promise<void> {
    await this.db.execute('delete from standings where job_id = $1', [jobId]);
  }

  async forget(reviewId: string): Promise<void> {
    await this.db.execute('delete from standings where job_id in (select id from jobs where review_id = $1)', [reviewId]);
  }
}
