import { SqlMigration } from '@tandem/platform/persistence/sql-migration';
import { effective } from './create-couplings';

const added = ['created_in uuid', `created_direction text check (created_direction in ('toSales', 'fromSales'))`];
const listed = (alias: string): string => `${effective(alias)}, ${alias}.created_in, ${alias}.created_direction`;

/** Which review has created one of the two records, so that it can be undone. No index: an undo walks through the couplings of its connection once. */
export class NoteCreations1795300000040 extends SqlMigration {
  protected readonly statements = [
    ...['couplings', 'overlay_couplings'].map(
      (table) => `alter table ${table} ${added.map((column) => `add column ${column}`).join(', ')}`,
    ),
    `create or replace view effective_couplings with (security_invoker = true) as
       select ${listed('c')} from couplings c
        where not exists (select from overlay_couplings o where o.connection_id = c.connection_id and o.id = c.id)
       union all select ${listed('o')} from overlay_couplings o where not hidden`,
  ];
}
