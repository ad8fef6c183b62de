import { Queries } from '@tandem/platform/persistence/transactions';
import { DueScope } from '../domain/due/due-records';
import { Need, Needs, NeedScope, NeedsToResolve, OpenNeed } from '../domain/due/needs';
import { fromOverlayColumn, toOverlayColumn } from './overlay-column';
import { keepWhatIsDue } from './postgres-due-records';

const met = `select m->>'mapping' as need_mapping, m->>'by' as need_by, m->>'value' as need_value from jsonb_array_elements($3::jsonb) as m`;

const release = `
  with met as (${met}),
  released as (
    select n.connection_id, n.overlay, n.mapping, n.direction, n.record_id, bool_or(n.kind = 'waiting') as waited, bool_or(n.create_uncoupled) as create_uncoupled, min(n.review_id::text)::uuid as review_id
    from needs n join met using (need_mapping, need_by, need_value) where n.connection_id = $1 and n.overlay = $2
    group by n.connection_id, n.overlay, n.mapping, n.direction, n.record_id),
  gone as (
    delete from needs n using released r
    where n.connection_id = r.connection_id and n.overlay = r.overlay and n.mapping = r.mapping and n.direction = r.direction and n.record_id = r.record_id
      and (r.waited and n.kind = 'waiting' or (n.need_mapping, n.need_by, n.need_value) in (select * from met)))
  insert into due_records (connection_id, overlay, mapping, direction, record_id, reason, due_at, create_uncoupled, review_id)
  select connection_id, overlay, mapping, direction, record_id, 'needMet', now(), create_uncoupled, review_id from released
  ${keepWhatIsDue}`;

const kindOf = ({ mapping, by }: Pick<Need, 'mapping' | 'by'>): string => `${mapping}\n${by}`;

export class PostgresNeeds extends Needs {
  constructor(private readonly db: Queries) {
    super();
  }

  async replace(needs: readonly OpenNeed[]): Promise<void> {
    if (needs.length === 0) return;
    const waiting = needs.filter(({ kind }) => kind === 'waiting');
    if (waiting.length > 0)
      await this.settle(
        waiting[0]!,
        waiting.map(({ recordId }) => recordId),
      );
    const rows = needs.map(({ overlay, ...need }) => ({
      ...need,
      overlay: toOverlayColumn(overlay),
      reviewId: need.reviewId ?? undefined,
    }));
    await this.db.execute(
      `insert into needs (connection_id, overlay, mapping, direction, record_id, kind, need_mapping, need_by, need_value, create_uncoupled, review_id)
       select (r->>'connectionId')::uuid, (r->>'overlay')::uuid, r->>'mapping', r->>'direction', r->>'recordId', r->>'kind', r->'need'->>'mapping', r->'need'->>'by',
         r->'need'->>'value', (r->>'createUncoupled')::boolean, (r->>'reviewId')::uuid
       from jsonb_array_elements($1::jsonb) as r on conflict do nothing`,
      [JSON.stringify(rows)],
    );
  }

  async settle({ connectionId, overlay, mapping, direction }: DueScope, recordIds: readonly string[]): Promise<void> {
    await this.db.execute(
      `delete from needs where connection_id = $1 and overlay = $2 and mapping = $3 and direction = $4 and kind = 'waiting' and record_id = any($5)`,
      [connectionId, toOverlayColumn(overlay), mapping, direction, recordIds],
    );
  }

  async scopes(): Promise<NeedScope[]> {
    const rows = await this.db.query<{ connection_id: string; overlay: string }>('select distinct connection_id, overlay from needs');
    return rows.map((row) => ({ connectionId: row.connection_id, overlay: fromOverlayColumn(row.overlay) }));
  }

  open({ connectionId, overlay }: NeedScope, after: Need | null, limit: number): Promise<Need[]> {
    return this.db.query<Need>(
      `select distinct need_mapping as mapping, need_by as by, need_value as value from needs
       where connection_id = $1 and overlay = $2 and (need_mapping, need_by, need_value) > ($3, $4, $5) order by 1, 2, 3 limit $6`,
      [connectionId, toOverlayColumn(overlay), after?.mapping ?? '', after?.by ?? '', after?.value ?? '', limit],
    );
  }

  async release({ connectionId, overlay, needs }: NeedsToResolve): Promise<number> {
    const waitedFor = await this.waitedForAmong({ connectionId, overlay, needs });
    if (waitedFor.length === 0) return 0;
    return this.db.execute(release, [connectionId, toOverlayColumn(overlay), JSON.stringify(waitedFor)]);
  }

  /** While thousands are coupled, mostly nobody waits for anything of their mapping: a few look-ups tell. */
  private async waitedForAmong({ connectionId, overlay, needs }: NeedsToResolve): Promise<Need[]> {
    const kinds = [...new Map(needs.map((need) => [kindOf(need), need])).values()];
    if (kinds.length === 0) return [];
    const open = await this.db.query<Pick<Need, 'mapping' | 'by'>>(
      `select asked.mapping, asked.by from unnest($3::text[], $4::text[]) as asked(mapping, by)
       where exists (select from needs where connection_id = $1 and overlay = $2 and need_mapping = asked.mapping and need_by = asked.by)`,
      [connectionId, toOverlayColumn(overlay), kinds.map(({ mapping }) => mapping), kinds.map(({ by }) => by)],
    );
    const waitedFor = new Set(open.map(kindOf));
    return needs.filter((need) => waitedFor.has(kindOf(need)));
  }

  async forgetOverlay(overlay: string): Promise<void> {
    await this.db.execute('delete from needs where overlay = $1', [overlay]);
  }

  async detach(reviewId: string, forget: boolean): Promise<void> {
    await this.db.execute(forget ? 'delete from needs where review_id = $1' : 'update needs set review_id = null where review_id = $1', [
      reviewId,
    ]);
  }
}
