import { Queries } from '@tandem/platform/persistence/transactions';
import { Job } from '../domain/jobs/job';
import { RunKey } from '../domain/jobs/jobs';
import { Marks, Watermarks } from '../domain/jobs/watermarks';

export class PostgresWatermarks extends Watermarks {
  constructor(private readonly db: Queries) {
    super();
  }

  async of({ connectionId, mapping, direction }: Omit<RunKey, 'overlay'>): Promise<Marks | null> {
    const [row] = await this.db.query<{ watermark: string; watched: Marks['watched'] }>(
      'select watermark, watched from watermarks where connection_id = $1 and mapping = $2 and direction = $3',
      [connectionId, mapping, direction],
    );
    return row ? { own: row.watermark, watched: row.watched } : null;
  }

  async write(job: Job, own: string): Promise<void> {
    await this.db.execute(
      `insert into watermarks (connection_id, mapping, direction, watermark, watched, job_id) values ($1, $2, $3, $4, $5, $6)
       on conflict (connection_id, mapping, direction) do update set watermark = excluded.watermark, watched = watermarks.watched || excluded.watched,
         job_id = excluded.job_id, written_at = now()`,
      [job.connectionId, job.mapping, job.direction, own, JSON.stringify(job.watched), job.id],
    );
  }

  async forget({ connectionId, mapping, direction }: Omit<RunKey, 'overlay'>): Promise<void> {
    await this.db.execute('delete from watermarks where connection_id = $1 and mapping = $2 and direction = $3', [
      connectionId,
      mapping,
      direction,
    ]);
  }
}
