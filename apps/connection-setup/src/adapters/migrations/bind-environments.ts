import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** What was read is forgotten when a connection is disabled: that couplings may belong to its environment is remembered with that. */
export class BindEnvironments1764000000032 extends SqlMigration {
  protected readonly statements = [
    `select set_config('tandem.scope', 'service', true)`,
    `update connections set environment = environment || '{"bound": true}' where facts is not null and environment is not null`,
    `update connections set facts = null where not enabled and not rehearsing`,
    `select set_config('tandem.scope', '', true)`,
  ];
}
