import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

const columns: Readonly<Record<string, string>> = {
  connection_id: 'uuid not null',
  id: 'uuid not null',
  mapping: 'text collate "C" not null',
  business_central_table: 'text collate "C" not null',
  sales_table: 'text collate "C" not null',
  business_central_id: 'text collate "C"',
  sales_id: 'text collate "C"',
  business_key: `text collate "C" not null default ''`,
  label: 'text',
  state: "text not null check (state in ('claimed', 'coupled', 'uncoupled', 'gone', 'archived'))",
  version: 'bigint not null',
  agreed: 'json',
  digests: "jsonb not null default '{}'",
  first_direction: "text check (first_direction in ('toSales', 'fromSales'))",
  deleted: "text check (deleted in ('businessCentral', 'sales'))",
  claim_kind: "text check (claim_kind in ('create', 'overwrite', 'delete'))",
  claim_direction: "text check (claim_direction in ('toSales', 'fromSales'))",
  claim_page: 'text',
  claim_token: 'integer',
  lease_ends_at: 'timestamptz',
  claimed: 'json',
  settled_page: 'text',
  settled_token: 'integer',
  settled_from: 'bigint',
  match_run: 'uuid',
  created_at: 'timestamptz not null',
  changed_at: 'timestamptz not null',
};

const rules = [
  'constraint a_claim_is_whole check ((claim_kind is null) = (lease_ends_at is null))',
  "constraint a_claimed_coupling_has_a_claim check (state <> 'claimed' or claim_kind = 'create')",
  "constraint a_coupling_has_two_records check (state not in ('claimed', 'coupled') or (business_central_id is not null and sales_id is not null))",
];

const definition = [...Object.entries(columns).map(([name, type]) => `${name} ${type}`), ...rules].join(', ');

/** Couplings and tombstones. Uniqueness is per table, so that it spans the mappings of one table; no index holds what a claim or its confirmation
 * changes, and each page keeps room for a second version of its rows, so that confirming touches no index. Values are kept as the text that came (`json`):
 * no statement looks into them but the confirmation of a claim. */
export class CreateCouplings1795300000001 extends SqlMigration {
  protected readonly statements = [
    `create table couplings (${definition}, primary key (connection_id, id),
       constraint a_tombstone_has_a_record check (business_central_id is not null or sales_id is not null)) with (fillfactor = 50)`,
    `create unique index one_coupling_per_business_central_record on couplings (connection_id, business_central_table, business_central_id)`,
    `create unique index one_coupling_per_sales_record on couplings (connection_id, sales_table, sales_id)`,
    `create index couplings_by_business_key on couplings (connection_id, mapping, business_key, id)`,
    `create index couplings_of_a_match_run on couplings (connection_id, match_run) where match_run is not null`,
    ...isolatedByConnection('couplings'),
    // The runtime role owns no table; look-ups are twenty times slower before the first statistics than after them.
    `create function analyze_couplings() returns void language sql security definer as 'analyze couplings (connection_id, id, mapping, business_central_table, business_central_id, sales_table, sales_id, business_key)'`,
  ];
}

const overlaid = `nullif(current_setting('tandem.overlay', true), '')::uuid`;

/** What dry runs lay over the couplings: copies of the rows they touch, and rows of their own. A transaction sees one overlay at most. */
export class CreateOverlayCouplings1795300000002 extends SqlMigration {
  protected readonly statements = [
    `create table overlay_couplings (${definition}, overlay uuid not null default ${overlaid}, hidden boolean not null default false,
       primary key (connection_id, overlay, id))`,
    `create unique index one_overlay_coupling_per_business_central_record
       on overlay_couplings (connection_id, overlay, business_central_table, business_central_id)`,
    `create unique index one_overlay_coupling_per_sales_record on overlay_couplings (connection_id, overlay, sales_table, sales_id)`,
    `create index overlay_couplings_by_business_key on overlay_couplings (connection_id, overlay, mapping, business_key, id)`,
    ...isolatedByConnection('overlay_couplings'),
    `create policy by_overlay on overlay_couplings as restrictive using (overlay = (select ${overlaid})) with check (overlay = (select ${overlaid}))`,
    `create view effective_couplings with (security_invoker = true) as
       select ${effective('c')} from couplings c
        where not exists (select from overlay_couplings o where o.connection_id = c.connection_id and o.id = c.id)
       union all select ${effective('o')} from overlay_couplings o where not hidden`,
  ];
}

/** The columns of couplings as they began, of one of the tables. */
export function effective(alias: string): string {
  return Object.keys(columns)
    .map((name) => `${alias}.${name}`)
    .join(', ');
}
