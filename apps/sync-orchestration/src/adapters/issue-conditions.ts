/** A filter of issues as conditions of SQL. */
import { IssueFilter } from '../domain/issues/issues';

/** The conditions with their parameters, numbered from `first`. Without a review those of dry runs are left out. */
export function conditionsOf(connectionId: string, filter: IssueFilter, first = 1): { where: string; parameters: unknown[] } {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  const add = (condition: (parameter: string) => string, value: unknown): void => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${first + parameters.length - 1}`));
  };
  add((p) => `i.connection_id = ${p}`, connectionId);
  add((p) => `i.state = ${p}`, filter.state ?? 'open');
  add((p) => `i.id = any(${p}::uuid[])`, filter.ids);
  add((p) => `i.kind = ${p}`, filter.kind);
  add((p) => `i.kind = any(${p})`, filter.kinds);
  add((p) => `i.code = ${p}`, filter.code);
  add((p) => `i.mapping = ${p}`, filter.mapping);
  add((p) => `i.direction = ${p}`, filter.direction);
  add((p) => `i.record_id = ${p}`, filter.recordId);
  add((p) => `i.job_id = ${p}`, filter.jobId);
  add((p) => `i.review_id = ${p}`, filter.reviewId);
  add((p) => `i.assignee = ${p}`, filter.assignee);
  add((p) => `(strpos(lower(i.label), lower(${p})) > 0 or strpos(lower(i.message), lower(${p})) > 0)`, filter.text);
  if (filter.reviewId === undefined && filter.ids === undefined && filter.jobId === undefined)
    conditions.push(`i.overlay = '00000000-0000-0000-0000-000000000000'`);
  return { where: conditions.join(' and '), parameters };
}
