import { GuardDetail, GuardList, GuardReference, GuardView, ListGuards } from '@tandem/contracts/guards';
import { Failure } from '@tandem/domain/failure';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { GuardViews } from '../use-cases/views';
import { fromCursor, paged } from './list-cursor';

const mostRecords = 500;

interface GuardViewRow {
  id: string;
  connection_id: string;
  mapping: string;
  direction: GuardView['direction'];
  policy: GuardView['policy'];
  state: GuardView['state'];
  deletions: number;
  couplings: number;
  opened_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  reason: string | null;
}

/** Of the guards `g`. */
const columns = 'g.*, (select count(*)::int from guarded_deletions d where d.guard_id = g.id) as deletions';

export class PostgresGuardViews extends GuardViews {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async list({ connectionId, state, limit, cursor }: ListGuards): Promise<GuardList> {
    const place = fromCursor(cursor);
    const rows = await this.transactions.run(connectionId, (db) =>
      db.query<GuardViewRow & { place: string }>(
        `select ${columns}, to_char(g.opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place from guards g
         where g.connection_id = $1 and ($2::text is null or g.state = $2) and ($3::timestamptz is null or (g.opened_at, g.id) < ($3, $4::uuid))
         order by g.opened_at desc, g.id desc limit $5`,
        [connectionId, state ?? null, place?.at ?? null, place?.id ?? null, limit + 1],
      ),
    );
    return paged(rows, limit, { place: (row) => ({ at: row.place, id: row.id }), view: toGuardView });
  }

  async one({ connectionId, guardId }: GuardReference): Promise<GuardDetail> {
    const { row, records } = await this.transactions.run(connectionId, async (db) => {
      const [found] = await db.query<GuardViewRow>(`select ${columns} from guards g where g.connection_id = $1 and g.id = $2`, [
        connectionId,
        guardId,
      ]);
      const deletions = await db.query<{ record_id: string; label: string | null }>(
        'select record_id, label from guarded_deletions where guard_id = $1 order by label, record_id limit $2',
        [guardId, mostRecords],
      );
      return { row: found, records: deletions };
    });
    if (!row) throw new Failure('rejected', 'guard.notFound', 'The guard asks no such question on this connection.');
    return { ...toGuardView(row), records: records.map(({ record_id, label }) => ({ recordId: record_id, label: label ?? undefined })) };
  }
}

const toGuardView = (row: GuardViewRow): GuardView => ({
  id: row.id,
  connectionId: row.connection_id,
  mapping: row.mapping,
  direction: row.direction,
  policy: row.policy,
  state: row.state,
  deletions: row.deletions,
  couplings: row.couplings,
  openedAt: row.opened_at.toISOString(),
  decidedAt: row.decided_at?.toISOString(),
  decidedBy: row.decided_by ?? undefined,
  reason: row.reason ?? undefined,
});
