import { Queries, Transactions } from '@tandem/platform/persistence/transactions';
import { Collections, UnitOfWork } from '../domain/unit-of-work';
import { AfterCommit } from './after-commit';
import { PostgresAuditNotes } from './postgres-audit-notes';
import { PostgresBudgets } from './postgres-budgets';
import { PostgresConnections } from './postgres-connections';
import { PostgresDriftCompares } from './postgres-drift-compares';
import { PostgresDueRecords } from './postgres-due-records';
import { PostgresGuards } from './postgres-guards';
import { PostgresIssues } from './postgres-issues';
import { PostgresJobs } from './postgres-jobs';
import { PostgresMappingSettings } from './postgres-mapping-settings';
import { PostgresNeeds } from './postgres-needs';
import { PostgresPages } from './postgres-pages';
import { PostgresReviews } from './postgres-reviews';
import { PostgresSchedules } from './postgres-schedules';
import { PostgresStandings } from './postgres-standings';
import { PostgresWatermarks } from './postgres-watermarks';

/** Keeps the promises that a committed transaction has made. Nothing depends on it: sweeps make up for what is lost. */
export abstract class Promises {
  abstract keep(promised: AfterCommit): void;
}

export class PostgresUnitOfWork extends UnitOfWork {
  constructor(
    private readonly transactions: Transactions,
    private readonly promises: Promises,
  ) {
    super();
  }

  async run<T>(connectionId: string | null, body: (collections: Collections) => Promise<T>): Promise<T> {
    let promised = new AfterCommit();
    const result = await this.transactions.run(connectionId, (db) => {
      promised = new AfterCommit();
      return body(collectionsOn(db, promised));
    });
    this.promises.keep(promised);
    return result;
  }
}

const collectionsOn = (db: Queries, promised: AfterCommit): Collections => ({
  jobs: new PostgresJobs(db),
  pages: new PostgresPages(db, promised),
  driftCompares: new PostgresDriftCompares(db),
  watermarks: new PostgresWatermarks(db),
  standings: new PostgresStandings(db),
  dueRecords: new PostgresDueRecords(db),
  needs: new PostgresNeeds(db),
  issues: new PostgresIssues(db),
  guards: new PostgresGuards(db),
  reviews: new PostgresReviews(db, promised),
  budgets: new PostgresBudgets(db),
  connections: new PostgresConnections(db),
  mappingSettings: new PostgresMappingSettings(db),
  schedules: new PostgresSchedules(db),
  auditNotes: new PostgresAuditNotes(db),
});
