import { Direction } from '@tandem/domain/value';
import { Queries } from '@tandem/platform/persistence/transactions';
import { DriftCompares } from '../domain/jobs/drift-compares';
import { activeStates, Job } from '../domain/jobs/job';

export class PostgresDriftCompares extends DriftCompares {
  constructor(private readonly db: Queries) {
    super();
  }

  async active(connectionId: string, mapping: string, direction: Direction): Promise<string | null> {
    await this.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`drift ${connectionId}`]);
    const [row] = await this.db.query<{ id: string }>(
      `select j.id from drift_compares d join jobs j on j.id = d.job_id
       where d.connection_id = $1 and d.mapping = $2 and d.direction = $3 and j.state = any($4)`,
      [connectionId, mapping, direction, activeStates],
    );
    return row?.id ?? null;
  }

  async begin({ id, connectionId, mapping, direction }: Job): Promise<void> {
    await this.db.execute(
      `insert into drift_compares (connection_id, mapping, direction, job_id) values ($1, $2, $3, $4)
       on conflict (connection_id, mapping, direction) do update set job_id = excluded.job_id`,
      [connectionId, mapping, direction, id],
    );
  }
}
