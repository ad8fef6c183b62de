import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** The environment that a connection belongs to, and when its checks last ran by themselves. */
export class AddEnvironments1764000000003 extends SqlMigration {
  protected readonly statements = [
    `alter table connections add column environment jsonb`,
    // The owner role stands behind the wall as well: for this statement it works across connections.
    `select set_config('tandem.scope', 'service', true)`,
    `update connections
        set environment = jsonb_build_object('salesOrganizationId', facts->'salesOrganizationId', 'companyId', facts->'companyId')
      where facts is not null`,
    `select set_config('tandem.scope', '', true)`,
    `alter table connections add column checked_at timestamptz not null default now()`,
  ];
}
