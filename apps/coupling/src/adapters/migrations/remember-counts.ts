import { SqlMigration } from '@tandem/platform/persistence/sql-migration';
import { effective } from './create-couplings';

const listed = (alias: string): string =>
  [effective(alias), ...['created_in', 'created_direction', 'settled_as'].map((column) => `${alias}.${column}`)].join(', ');

/** What the page that changed a coupling last counts it as: whoever takes that page again after its holder has ended counts the same. */
export class RememberCounts1795300000060 extends SqlMigration {
  protected readonly statements = [
    ...['couplings', 'overlay_couplings'].map((table) => `alter table ${table} add column settled_as text[]`),
    `create or replace view effective_couplings with (security_invoker = true) as
       select ${listed('c')} from couplings c
        where not exists (select from overlay_couplings o where o.connection_id = c.connection_id and o.id = c.id)
       union all select ${listed('o')} from overlay_couplings o where not hidden`,
  ];
}
