import { DriftList, DriftView, ListDrift } from '@tandem/contracts/drift';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { DriftViews } from '../use-cases/views';
import { JobViewRow, jobViewColumns, jobViewSources, toJobView } from './job-view';

export class PostgresDriftViews extends DriftViews {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async list({ connectionId }: ListDrift): Promise<DriftList> {
    const rows = await this.transactions.run(connectionId, (db) =>
      db.query<JobViewRow>(
        `select ${jobViewColumns} from ${jobViewSources} where j.id in (select job_id from drift_compares where connection_id = $1)
         order by j.mapping, j.direction desc`,
        [connectionId],
      ),
    );
    return { items: rows.map(toDriftView) };
  }
}

function toDriftView(row: JobViewRow): DriftView {
  const { id, mapping, direction, state, counters, createdAt, endedAt } = toJobView(row);
  const { seen, modified, overwritten, deleted, conflict, failed } = counters;
  return {
    ...{ mapping, direction, jobId: id, state, askedAt: createdAt, endedAt },
    ...{ compared: seen, repaired: modified, overwritten, deleted, conflicts: conflict, failed },
  };
}
