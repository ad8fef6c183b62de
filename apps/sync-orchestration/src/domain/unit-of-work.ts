/** One transaction over everything that sync-orchestration keeps. */
import { AuditNotes } from './audit-notes';
import { Budgets } from './budgets/budgets';
import { Connections } from './connections/connections';
import { MappingSettings } from './connections/mapping-settings';
import { Schedules } from './connections/schedules';
import { DueRecords } from './due/due-records';
import { Needs } from './due/needs';
import { Guards } from './guards/guards';
import { Issues } from './issues/issues';
import { DriftCompares } from './jobs/drift-compares';
import { Jobs } from './jobs/jobs';
import { Pages } from './jobs/pages';
import { Standings } from './jobs/standings';
import { Watermarks } from './jobs/watermarks';
import { Reviews } from './reviews/reviews';

/** The collections as one transaction sees them. */
export interface Collections {
  readonly jobs: Jobs;
  readonly pages: Pages;
  readonly driftCompares: DriftCompares;
  readonly watermarks: Watermarks;
  readonly standings: Standings;
  readonly dueRecords: DueRecords;
  readonly needs: Needs;
  readonly issues: Issues;
  readonly guards: Guards;
  readonly reviews: Reviews;
  readonly budgets: Budgets;
  readonly connections: Connections;
  readonly mappingSettings: MappingSettings;
  readonly schedules: Schedules;
  readonly auditNotes: AuditNotes;
}

export abstract class UnitOfWork {
  /**
   * Runs `body` in one transaction; it may run again after a deadlock, so it does nothing outside the collections. After the commit workers are woken for the pages that
   * have become ready, and viewers are told of the reviews that have changed.
   * @param connectionId the connection whose rows are seen; null for what spans connections
   */
  abstract run<T>(connectionId: string | null, body: (collections: Collections) => Promise<T>): Promise<T>;
}
