/** An issue as it stands in its table, and as people see it. */
import { IssueView } from '@tandem/contracts/issues';

export interface IssueRow {
  id: string;
  connection_id: string;
  mapping: string;
  direction: IssueView['direction'];
  record_id: string;
  kind: IssueView['kind'];
  code: string;
  message: string;
  details: Record<string, unknown>;
  needs: IssueView['needs'];
  label: string | null;
  state: IssueView['state'];
  choices: Record<string, 'businessCentral' | 'sales'> | null;
  assignee: string | null;
  occurrences: number;
  due: boolean;
  job_id: string | null;
  review_id: string | null;
  first_seen_at: Date;
  last_seen_at: Date;
  closed_at: Date | null;
}

/** Of the issues `i`. */
export const issueColumns = `i.*, exists (select 1 from due_records d where d.connection_id = i.connection_id and d.overlay = i.overlay and d.mapping = i.mapping
  and d.direction = i.direction and d.record_id = i.record_id) as due`;

export const toIssueView = (row: IssueRow): IssueView => ({
  id: row.id,
  connectionId: row.connection_id,
  mapping: row.mapping,
  direction: row.direction,
  recordId: row.record_id,
  label: row.label ?? undefined,
  kind: row.kind,
  code: row.code,
  message: row.message,
  details: row.details,
  needs: row.needs,
  state: row.state,
  choices: row.choices ?? undefined,
  assignee: row.assignee ?? undefined,
  occurrences: row.occurrences,
  due: row.due,
  jobId: row.job_id ?? undefined,
  reviewId: row.review_id ?? undefined,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  closedAt: row.closed_at?.toISOString(),
});
