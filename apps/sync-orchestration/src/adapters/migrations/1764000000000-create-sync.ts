import { isolatedByConnection, reservedForTheService } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';
import { jobTables } from './create-sync/job-tables';
import { recordTables } from './create-sync/record-tables';

const isolated = [
  'connections',
  'mapping_settings',
  'schedules',
  'reviews',
  'review_lines',
  'jobs',
  'pages',
  'watermarks',
  'due_records',
  'needs',
  'issues',
  'standings',
];

/** Jobs with their pages, what is due, what people must see, reviews, budgets. */
export class CreateSync1764000000000 extends SqlMigration {
  protected readonly statements = [
    ...jobTables,
    ...recordTables,
    ...isolated.flatMap((table) => isolatedByConnection(table)),
    ...['budgets', 'ticks'].flatMap((table) => reservedForTheService(table)),
  ];
}
