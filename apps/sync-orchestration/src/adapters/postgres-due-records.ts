import { Queries } from '@tandem/platform/persistence/transactions';
import { DueGroup, DueRecord, DueRecords, DueScope } from '../domain/due/due-records';
import { fromOverlayColumn, isOverlaid, toOverlayColumn } from './overlay-column';

/** Where a record is due already: the earlier time, and what a person chose. Whoever looks at it says again on which later day it is due. */
export const keepWhatIsDue = `on conflict (connection_id, overlay, mapping, direction, record_id) do update set
  due_at = least(due_records.due_at, excluded.due_at), reason = case when excluded.reason = 'dayCome' then due_records.reason else excluded.reason end, choices = coalesce(excluded.choices, due_records.choices),
  force = due_records.force or excluded.force, create_uncoupled = due_records.create_uncoupled or excluded.create_uncoupled,
  review_id = coalesce(due_records.review_id, excluded.review_id)`;

const takeDue = `
  with chosen as (
    select d.connection_id, d.overlay, d.mapping, d.direction, d.record_id
    from due_records d join connections c on c.connection_id = d.connection_id and (c.enabled or c.rehearsing and ${isOverlaid('d')}) and c.attention_code is null
    where d.due_at <= now() and ($2::uuid is null or d.connection_id = $2)
      and not exists (select 1 from reviews r where r.id = d.review_id and r.state in ('paused', 'cancelling'))
      and not exists (select 1 from jobs j where j.connection_id = d.connection_id and j.overlay = d.overlay and j.mapping = d.mapping and j.direction = d.direction
        and j.reason = 'full' and j.state = 'queued')
    order by d.due_at limit $1 for update of d skip locked),
  taken as (
    delete from due_records d using chosen c
    where (d.connection_id, d.overlay, d.mapping, d.direction, d.record_id) = (c.connection_id, c.overlay, c.mapping, c.direction, c.record_id) returning d.*)
  select connection_id, overlay, mapping, direction, review_id, force, create_uncoupled, reason,
    jsonb_agg(jsonb_strip_nulls(jsonb_build_object('recordId', record_id, 'choices', choices)) order by created_at, record_id) as records
  from taken group by connection_id, overlay, mapping, direction, review_id, force, create_uncoupled, reason
  order by min(created_at)`;

interface GroupRow {
  connection_id: string;
  overlay: string;
  mapping: string;
  direction: DueScope['direction'];
  review_id: string | null;
  force: boolean;
  create_uncoupled: boolean;
  reason: DueGroup['reason'];
  records: DueGroup['records'];
}

export class PostgresDueRecords extends DueRecords {
  constructor(private readonly db: Queries) {
    super();
  }

  /** Of a record that is named twice the earlier time counts. */
  async add(records: readonly DueRecord[]): Promise<void> {
    if (records.length === 0) return;
    const rows = records.map(({ overlay, ...record }) => ({
      ...record,
      overlay: toOverlayColumn(overlay),
      reviewId: record.reviewId ?? undefined,
    }));
    await this.db.execute(
      `insert into due_records (connection_id, overlay, mapping, direction, record_id, reason, due_at, choices, force, create_uncoupled, review_id)
       select distinct on (r->>'connectionId', r->>'overlay', r->>'mapping', r->>'direction', r->>'recordId')
         (r->>'connectionId')::uuid, (r->>'overlay')::uuid, r->>'mapping', r->>'direction', r->>'recordId', r->>'reason',
         now() + (r->>'delayMs')::float8 * interval '1 millisecond', r->'choices', (r->>'force')::boolean, (r->>'createUncoupled')::boolean, (r->>'reviewId')::uuid
       from jsonb_array_elements($1::jsonb) as r
       order by r->>'connectionId', r->>'overlay', r->>'mapping', r->>'direction', r->>'recordId', (r->>'delayMs')::float8
       ${keepWhatIsDue}`,
      [JSON.stringify(rows)],
    );
  }

  async take(limit: number, connectionId: string | null): Promise<DueGroup[]> {
    return (await this.db.query<GroupRow>(takeDue, [limit, connectionId])).map((row) => ({
      connectionId: row.connection_id,
      overlay: fromOverlayColumn(row.overlay),
      mapping: row.mapping,
      direction: row.direction,
      reviewId: row.review_id,
      force: row.force,
      createUncoupled: row.create_uncoupled,
      reason: row.reason,
      records: row.records,
    }));
  }

  async coveredByFullRun({ connectionId, overlay, mapping, direction }: DueScope): Promise<void> {
    await this.db.execute(
      `delete from due_records where connection_id = $1 and overlay = $2 and mapping = $3 and direction = $4 and choices is null and not force
         and reason in ('changedOnOtherSide', 'stale', 'watched') and due_at <= now()`,
      [connectionId, toOverlayColumn(overlay), mapping, direction],
    );
  }

  async countOf(reviewId: string): Promise<number> {
    const [row] = await this.db.query<{ due: number }>('select count(*)::int as due from due_records where review_id = $1', [reviewId]);
    return row!.due;
  }

  async forgetOverlay(overlay: string): Promise<void> {
    await this.db.execute('delete from due_records where overlay = $1', [overlay]);
  }

  async detach(reviewId: string, forget: boolean): Promise<void> {
    const statement = forget
      ? 'delete from due_records where review_id = $1'
      : 'update due_records set review_id = null where review_id = $1';
    await this.db.execute(statement, [reviewId]);
  }
}
