import { Queries } from '@tandem/platform/persistence/transactions';
import { DueScope } from '../domain/due/due-records';
import { FoundIssue, IssueFilter, IssueOrigin, Issues } from '../domain/issues/issues';
import { FieldChoices } from '../domain/jobs/page';
import { conditionsOf } from './issue-conditions';
import { toOverlayColumn } from './overlay-column';
import { keepWhatIsDue } from './postgres-due-records';

/** A dismissed issue comes back only when the record fails in another way. */
const openIssues = `
  insert into issues (connection_id, overlay, mapping, direction, record_id, mark, kind, code, message, details, needs, label, state, create_uncoupled, job_id, review_id)
  select distinct on (i->>'recordId', i->>'kind' = 'overwritten')
    $1, $2, $3, $4, i->>'recordId', i->>'kind' = 'overwritten', i->>'kind', i->>'code', i->>'message', i->'details', i->'needs', i->>'label', 'open', $5, $6, $7
  from jsonb_array_elements($8::jsonb) as i
  on conflict (connection_id, overlay, mapping, direction, record_id, mark) do update set
    kind = excluded.kind, code = excluded.code, message = excluded.message, details = excluded.details, needs = excluded.needs,
    label = coalesce(excluded.label, issues.label), create_uncoupled = excluded.create_uncoupled, job_id = excluded.job_id, review_id = excluded.review_id, choices = null,
    state = case when issues.state = 'dismissed' and issues.code = excluded.code then 'dismissed' else 'open' end,
    occurrences = case when issues.state = 'open' and issues.code = excluded.code then issues.occurrences + 1 else 1 end,
    first_seen_at = case when issues.state = 'settled' or issues.code <> excluded.code then now() else issues.first_seen_at end,
    last_seen_at = now(), closed_at = case when issues.state = 'dismissed' and issues.code = excluded.code then issues.closed_at end`;

export class PostgresIssues extends Issues {
  constructor(private readonly db: Queries) {
    super();
  }

  async open(origin: IssueOrigin, found: readonly FoundIssue[]): Promise<void> {
    if (found.length === 0) return;
    const { connectionId, overlay, mapping, direction, createUncoupled, jobId, reviewId } = origin;
    const scope = [connectionId, toOverlayColumn(overlay), mapping, direction];
    await this.db.execute(openIssues, [...scope, createUncoupled, jobId, reviewId, JSON.stringify(found)]);
  }

  async settle({ connectionId, overlay, mapping, direction }: DueScope, recordIds: readonly string[]): Promise<void> {
    if (recordIds.length === 0) return;
    await this.db.execute(
      `update issues set state = 'settled', closed_at = now() where connection_id = $1 and overlay = $2 and mapping = $3 and direction = $4
         and record_id = any($5) and not mark and state <> 'settled'`,
      [connectionId, toOverlayColumn(overlay), mapping, direction, recordIds],
    );
  }

  async keptByUndo({ connectionId, mapping, direction, reviewId }: DueScope & { reviewId: string }): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ record_id: string }>(
      `select i.record_id from issues i join jobs j on j.id = i.job_id join reviews r on r.id = j.review_id and j.created_at > r.ended_at
       where i.connection_id = $1 and j.mapping = $2 and j.direction = $3 and j.review_id = $4 and j.reason = 'undo' and j.preview`,
      [connectionId, mapping, direction, reviewId],
    );
    return new Set(rows.map(({ record_id }) => record_id));
  }

  async makeDue(connectionId: string, filter: IssueFilter): Promise<number> {
    const { where, parameters } = conditionsOf(connectionId, filter);
    return this.db.execute(
      `insert into due_records (connection_id, overlay, mapping, direction, record_id, reason, due_at, choices, create_uncoupled, review_id)
       select i.connection_id, i.overlay, i.mapping, i.direction, i.record_id, 'retry', now(), i.choices, i.create_uncoupled, r.id
       from issues i left join reviews r on r.id = i.review_id and r.ended_at is null where ${where} and not i.mark ${keepWhatIsDue}`,
      parameters,
    );
  }

  async dismiss(connectionId: string, filter: IssueFilter): Promise<number> {
    const { where, parameters } = conditionsOf(connectionId, filter);
    return this.db.execute(`update issues i set state = 'dismissed', closed_at = now() where ${where}`, parameters);
  }

  async assign(connectionId: string, filter: IssueFilter, assignee: string | null): Promise<number> {
    const { where, parameters } = conditionsOf(connectionId, filter, 2);
    return this.db.execute(`update issues i set assignee = $1 where ${where}`, [assignee, ...parameters]);
  }

  async choose(issueId: string, choices: FieldChoices): Promise<void> {
    await this.db.execute('update issues set choices = $2 where id = $1', [issueId, JSON.stringify(choices)]);
  }
}
