/** Pages and their issues as they travel to workers and back. */
import { RecordIssue } from '@tandem/contracts/findings';
import { PageLease } from '@tandem/contracts/sync';
import { FoundIssue } from '../domain/issues/issues';
import { TakenPage } from '../use-cases/pages/take-page';

export const toPageLease = ({ page, job, settles, token, leaseEndsAt, leaseMs, slots, budgets }: TakenPage): PageLease => ({
  pageId: page.id,
  token,
  leaseMs,
  leaseEndsAt: leaseEndsAt.toISOString(),
  jobId: job.id,
  connectionId: job.connectionId,
  mapping: job.mapping,
  direction: job.direction,
  reason: page.start.kind === 'ids' && job.reason !== 'undo' ? 'ids' : job.reason,
  sequence: page.sequence,
  start: page.start,
  until: page.until ?? undefined,
  handedOn: page.handedOn || page.start.kind === 'ids',
  overlay: job.overlay ?? undefined,
  reviewId: job.reviewId ?? undefined,
  createUncoupled: job.createUncoupled,
  settings: job.settings,
  mappingVersion: job.mappingVersion,
  slots,
  budgets,
  dueReason: page.dueReason ?? undefined,
  settles,
  force: job.force,
  preview: job.preview,
});

export const toFoundIssue = ({ recordId, kind, code, message, details, needs, label }: RecordIssue): FoundIssue => ({
  recordId,
  kind,
  code,
  message,
  details: details ?? {},
  needs: needs ?? [],
  label: label ?? null,
});
