import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Dry runs of single mappings: whether their overlay is forgotten already. */
export class DropOverlaysOfJobs1764000000001 extends SqlMigration {
  protected readonly statements = [
    'alter table jobs add column overlay_dropped boolean not null default false',
    `create index dry_runs_to_forget on jobs (overlay) where review_id is null and overlay <> '00000000-0000-0000-0000-000000000000' and not overlay_dropped`,
  ];
}
