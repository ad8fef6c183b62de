import { Queries } from '@tandem/platform/persistence/transactions';
import { DueScope } from '../domain/due/due-records';
import { GivenVerdict, Guard, GuardDecision, GuardedDeletion, Guards, NewGuard } from '../domain/guards/guards';
import { toOverlayColumn } from './overlay-column';

/** Of the run, and of what really happened where the run is a dry one. */
const ofRun = `connection_id = $1 and overlay in ($2, '${toOverlayColumn(null)}') and mapping = $3 and direction = $4`;

const parametersOf = ({ connectionId, overlay, mapping, direction }: DueScope): unknown[] => [
  connectionId,
  toOverlayColumn(overlay),
  mapping,
  direction,
];

interface GuardRow {
  id: string;
  connection_id: string;
  mapping: string;
  direction: Guard['direction'];
  policy: Guard['policy'];
  state: Guard['state'];
  couplings: number;
  job_id: string;
}

export class PostgresGuards extends Guards {
  constructor(private readonly db: Queries) {
    super();
  }

  async lock(scope: DueScope): Promise<void> {
    await this.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [parametersOf(scope).join(' ')]);
  }

  async verdictsOn(scope: DueScope, recordIds: readonly string[]): Promise<Map<string, GivenVerdict>> {
    const rows = await this.db.query<{ record_id: string; verdict: GivenVerdict['verdict']; guard_id: string | null }>(
      `select distinct on (record_id) record_id, verdict, guard_id from guarded_deletions where ${ofRun} and record_id = any($5)
       order by record_id, overlay desc`,
      [...parametersOf(scope), recordIds],
    );
    return new Map(rows.map(({ record_id, verdict, guard_id }) => [record_id, { verdict, guardId: guard_id }]));
  }

  async countUndecided(scope: DueScope, withinMs: number): Promise<number> {
    const [row] = await this.db.query<{ undecided: number }>(
      `select count(distinct record_id)::int as undecided from guarded_deletions where ${ofRun}
         and (verdict = 'held' or (verdict = 'passed' and guard_id is null)) and counted_at > now() - $5::float8 * interval '1 millisecond'`,
      [...parametersOf(scope), withinMs],
    );
    return row!.undecided;
  }

  async openGuard({ connectionId, mapping, direction }: DueScope): Promise<string | null> {
    const [row] = await this.db.query<{ id: string }>(
      `select id from guards where connection_id = $1 and mapping = $2 and direction = $3 and state = 'open'`,
      [connectionId, mapping, direction],
    );
    return row?.id ?? null;
  }

  async ask({ connectionId, mapping, direction, policy, couplings, jobId }: NewGuard): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into guards (connection_id, mapping, direction, policy, couplings, job_id) values ($1, $2, $3, $4, $5, $6) returning id`,
      [connectionId, mapping, direction, policy, couplings, jobId],
    );
    return row!.id;
  }

  async count(scope: DueScope, deletions: readonly GuardedDeletion[], { verdict, guardId }: GivenVerdict): Promise<void> {
    await this.db.execute(
      `insert into guarded_deletions (connection_id, overlay, mapping, direction, record_id, label, verdict, guard_id)
       select $1, $2, $3, $4, record_id, label, $7, $8 from unnest($5::text[], $6::text[]) as d(record_id, label)
       on conflict do nothing`,
      [...parametersOf(scope), deletions.map(({ recordId }) => recordId), deletions.map(({ label }) => label), verdict, guardId],
    );
  }

  async locked(guardId: string): Promise<Guard | null> {
    const [row] = await this.db.query<GuardRow>('select * from guards where id = $1 for update', [guardId]);
    return row ? toGuard(row) : null;
  }

  async decide(guardId: string, { state, decidedBy, reason }: GuardDecision): Promise<GuardedDeletion[]> {
    await this.db.execute('update guards set state = $2, decided_at = now(), decided_by = $3, reason = $4 where id = $1', [
      ...[guardId, state, decidedBy, reason],
    ]);
    const rows = await this.db.query<{ record_id: string; label: string | null }>(
      'update guarded_deletions set verdict = $2 where guard_id = $1 returning record_id, label',
      [guardId, state === 'approved' ? 'passed' : 'rejected'],
    );
    return rows.map(({ record_id, label }) => ({ recordId: record_id, label }));
  }

  async forgetOverlay(overlay: string): Promise<void> {
    await this.db.execute('delete from guarded_deletions where overlay = $1', [overlay]);
  }
}

const toGuard = (row: GuardRow): Guard => ({
  ...{ id: row.id, connectionId: row.connection_id, overlay: null, mapping: row.mapping, direction: row.direction },
  ...{ policy: row.policy, state: row.state, couplings: row.couplings, jobId: row.job_id },
});
