/** The SQL of couplings. Each statement serves a whole chunk; `{ read, write }` names the tables of the scope. */
import { changeableColumns, columnNames, valueColumns } from './coupling.table';

/** Where a scope reads and writes: the couplings themselves, or an overlay. */
export interface ScopeTables {
  readonly read: 'couplings' | 'effective_couplings';
  readonly write: 'couplings' | 'overlay_couplings';
}

const listed = (names: readonly string[], alias: string): string => names.map((name) => `${alias}.${name}`).join(', ');
const everything = ['id', ...columnNames];
const withoutValues = everything.filter((name) => !valueColumns.includes(name));

/**
 * Ids of the couplings that a change is about: $1 connection, $2 coupling ids, $3 $4 tables and ids of Business Central records, $5 $6 the same for Sales.
 */
const chosenIds = (table: string): string => `
  select unnest($2::uuid[]) as id
  union select c.id from unnest($3::text[], $4::text[]) a(name, record)
    join ${table} c on c.connection_id = $1 and c.business_central_table = a.name and c.business_central_id = a.record
  union select c.id from unnest($5::text[], $6::text[]) a(name, record)
    join ${table} c on c.connection_id = $1 and c.sales_table = a.name and c.sales_id = a.record`;

/** Ids of the next portion of a mapping's ($2) or match run's ($3) couplings without an open claim; $4 how many. */
const portionIds = (table: string): string => `
  select c.id from ${table} c
   where c.connection_id = $1 and c.state = 'coupled' and c.claim_kind is null
     and ($2::text is null or c.mapping = $2) and ($3::uuid is null or c.match_run = $3)
   order by c.id limit $4`;

export type Choice = 'records' | 'portion';
const idsOf = { records: chosenIds, portion: portionIds };

/** Copies the couplings that a change is about into the overlay, unless they are there already. */
export const copyIntoOverlay = (choice: Choice): string => `
  insert into overlay_couplings (connection_id, id, ${columnNames.join(', ')})
  select c.connection_id, c.id, ${listed(columnNames, 'c')} from couplings c
   where c.connection_id = $1 and c.id in (${idsOf[choice]('couplings')})
  on conflict do nothing`;

/**
 * Locks the couplings that a change is about and tells the moment of the transaction. One row with the moment alone where nothing was found.
 * The version of everything that a transaction writes is the transaction's own id: see `docs/decisions/0010-coupling-versions-are-transaction-ids.md`.
 */
export const lockChosen = (choice: Choice, { write }: ScopeTables): string => `
  with found as (
    select ${listed(everything, 'c')} from ${write} c
     where c.connection_id = $1 and c.id in (${idsOf[choice](write)})${write === 'overlay_couplings' ? ' and not c.hidden' : ''}
     order by c.id for update of c)
  select moment.at_version, moment.at_time, found.*
    from (select pg_current_xact_id()::text as at_version, clock_timestamp() as at_time) moment left join found on true`;

const recordset = `json_to_recordset($2::json) as r(id uuid, ${Object.entries(changeableColumns)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')})`;

export const insertRows = ({ write }: ScopeTables): string => `
  insert into ${write} (connection_id, id, ${columnNames.join(', ')})
  select $1, r.id, ${listed(columnNames, 'r')} from ${recordset}`;

const withoutVersion = columnNames.filter((name) => !['version', 'created_at', 'changed_at'].includes(name));
const currentVersion = 'pg_current_xact_id()::text::bigint';

const ofTheRecord = ['id', 'business_central_id', 'sales_id', 'business_key', 'label', 'agreed', 'claimed'];
const ofThePage = withoutVersion.filter((name) => !ofTheRecord.includes(name));
const typed = (names: readonly string[]): string =>
  names.map((name) => `${name} ${changeableColumns[name as keyof typeof changeableColumns]}`).join(', ');

/**
 * New claims of one page: $2, one JSON row with the columns of the page; $3 to $7 arrays of ids, ids of both records, business keys and labels; $8 $9 lines of
 * JSON, pairs and values: taken apart by lines they are read once. Fails where somebody has one of the records: to look first (`on conflict`) costs every
 * insert as many look-ups as there are keys.
 */
export const insertClaims = ({ write }: ScopeTables): string => `
  insert into ${write} (connection_id, version, created_at, changed_at, ${[...ofThePage, ...ofTheRecord].join(', ')})
  select $1, ${currentVersion}, now(), now(), ${listed(ofThePage, 'p')},
         r.id, r.business_central_id, r.sales_id, r.business_key, r.label, r.agreed::json, r.claimed::json
    from jsonb_to_record($2::jsonb) as p(${typed(ofThePage)})
    cross join unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], string_to_array($8, E'\\n'), string_to_array($9, E'\\n'))
      as r(${ofTheRecord.join(', ')})
  returning id, version`;

/** Confirmations ($2, JSON rows) of couplings as they were read; $3 page, $4 token, $5 the source side, whose records the confirming page has seen. */
export const confirmAsRead = ({ write }: ScopeTables): string => `
  update ${write} c set
         state = 'coupled', first_direction = null, claim_kind = null, claim_direction = null, claim_page = null, claim_token = null,
         lease_ends_at = null, claimed = null,
         business_key = coalesce(r.business_key, c.business_key), label = coalesce(r.label, c.label),
         agreed = coalesce(r.pairs, r.created -> 'pairs', c.agreed, '{}'),
         digests = c.digests || coalesce((r.created -> 'digests')::jsonb, '{}') || coalesce(r.digests, '{}'),
         deleted = nullif(c.deleted, $5),
         settled_page = $3, settled_token = $4, settled_from = c.version,
         settled_as = nullif(case when c.settled_page = $3 then coalesce(c.settled_as, '{}') else '{}' end
           || case when r.was = 'claimed' then '{inserted,coupled}' when r.wrote is not null then '{modified}' else '{}' end::text[] || coalesce(r.marks, '{}'), '{}'),
         version = greatest(${currentVersion}, c.version + 1), changed_at = clock_timestamp()
    from (select g.*, o.state as was, case when o.claim_kind = 'create' then o.claimed end as created
            from json_to_recordset($2::json) as g(id uuid, version bigint, business_key text, label text, pairs json, digests jsonb, wrote text[], marks text[])
            join ${write} o on o.connection_id = $1 and o.id = g.id and o.version = g.version and o.state in ('claimed', 'coupled')
           order by o.id for update of o) r
   where c.connection_id = $1 and c.id = r.id and c.version = r.version
  returning c.id, r.was, c.mapping, c.business_central_table, c.sales_table, c.business_central_id, c.sales_id, c.business_key`;

export const updateRows = ({ write }: ScopeTables): string => `
  update ${write} c set ${columnNames.map((name) => `${name} = r.${name}`).join(', ')}
    from ${recordset} where c.connection_id = $1 and c.id = r.id`;

/** An overlay keeps the row, so that the real one beneath stays hidden. */
export const removeRows = ({ write }: ScopeTables): string =>
  write === 'couplings'
    ? `delete from couplings where connection_id = $1 and id = any($2::uuid[])`
    : `update overlay_couplings set hidden = true, state = 'gone', business_central_id = null, sales_id = null
        where connection_id = $1 and id = any($2::uuid[])`;

/**
 * One chunk's couplings and references: $1 connection; $2 table and $3 ids of the records;
 * $4 $5 mappings and business keys, $6 $7 $8 mappings, tables and Business Central ids, $9 $10 $11 the same for Sales ids.
 */
export const resolveChunk = ({ read }: ScopeTables, side: 'business_central' | 'sales'): string => `
  with couplings_found as (
    select ${listed(withoutValues, 'c')} from ${read} c
     where c.connection_id = $1 and c.${side}_table = $2 and c.${side}_id = any($3::text[])),
  usable as not materialized (
    select c.* from ${read} c where c.connection_id = $1 and c.state = 'coupled' and c.deleted is null),
  translated as (
    select a.mapping, a.value, u.business_central_id, u.sales_id, u.business_key
      from unnest($4::text[], $5::text[]) a(mapping, value) join usable u on u.mapping = a.mapping and u.business_key = a.value
    union all
    select a.mapping, a.value, u.business_central_id, u.sales_id, u.business_key
      from unnest($6::text[], $7::text[], $8::text[]) a(mapping, name, value)
      join usable u on u.business_central_table = a.name and u.business_central_id = a.value and u.mapping = a.mapping
    union all
    select a.mapping, a.value, u.business_central_id, u.sales_id, u.business_key
      from unnest($9::text[], $10::text[], $11::text[]) a(mapping, name, value)
      join usable u on u.sales_table = a.name and u.sales_id = a.value and u.mapping = a.mapping)
  select clock_timestamp() as now,
         (select coalesce(json_agg(json_build_object(${withoutValues.map((name) => `'${name}', ${name}${asText(name)}`).join(', ')})), '[]')
            from couplings_found) as couplings,
         (select coalesce(json_agg(json_build_object('mapping', mapping, 'value', value, 'businessCentralId', business_central_id,
            'salesId', sales_id, 'businessKey', nullif(business_key, ''))), '[]') from translated) as "references"`;

/** JSON numbers end at 53 bits. */
function asText(column: string): string {
  return column === 'version' || column === 'settled_from' ? '::text' : '';
}

/** The lowest transaction id that may still be running: everything below has ended and is seen by every later read. */
export const lowestRunning = `select pg_snapshot_xmin(pg_current_snapshot())::text as note`;

export const readValues = ({ read }: ScopeTables): string => `
  select c.id, c.agreed, c.claimed from ${read} c where c.connection_id = $1 and c.id = any($2::uuid[])`;

/** What page $3 counts couplings $2 as. */
export const countedBy = ({ read }: ScopeTables): string => `
  select c.id, c.settled_as as counted from ${read} c
   where c.connection_id = $1 and c.id = any($2::uuid[]) and c.settled_page = $3 and c.settled_as is not null`;

export const coupledIdsAfter = ({ read }: ScopeTables, side: 'business_central' | 'sales'): string => `
  select c.${side}_id as id from ${read} c
   where c.connection_id = $1 and c.${side}_table = $2 and c.${side}_id > $3
     and c.mapping = $4 and c.state = 'coupled' and c.deleted is null
   order by c.${side}_id limit $5`;

export const expiredAfter = ({ read }: ScopeTables): string => `
  select ${listed(withoutValues, 'c')} from ${read} c
   where c.connection_id = $1 and c.claim_kind is not null and c.lease_ends_at <= clock_timestamp() and ($2::uuid is null or c.id > $2)
   order by c.id limit $3`;

/** Couplings whose counterpart review $2 created for mapping $3 in direction $4, beyond id $5, at most $6; of the sources $7, where they are named. */
export const createdAfter = ({ read }: ScopeTables, source: 'business_central' | 'sales'): string => `
  select ${listed(withoutValues, 'c')} from ${read} c
   where c.connection_id = $1 and c.created_in = $2 and c.mapping = $3 and c.created_direction = $4 and c.state = 'coupled'
     and ($5::uuid is null or c.id > $5) and ($7::text[] is null or c.${source}_id = any($7))
   order by c.id limit $6`;

/** $2 mapping, $3 state, $4 text as a pattern, $5 text as an id, $6 $7 $8 where the page before ended, $9 how many, $10 only those of a deleted record. */
export const listPage = ({ read }: ScopeTables): string => `
  select ${listed(withoutValues, 'c')} from ${read} c
   where c.connection_id = $1 and ($2::text is null or c.mapping = $2) and ($3::text is null or c.state = $3)
     and ($10::boolean is not true or c.deleted is not null)
     and ($4::text is null or c.business_key ilike $4 or c.label ilike $4 or c.business_central_id = $5 or c.sales_id = $5)
     and ($6::text is null or (c.mapping, c.business_key, c.id) > ($6, $7, $8::uuid))
   order by c.mapping, c.business_key, c.id limit $9`;

export const readOne = ({ read }: ScopeTables): string => `
  select ${listed(everything, 'c')} from ${read} c where c.connection_id = $1 and c.id = $2`;

export const countStates = ({ read }: ScopeTables): string => `
  select c.mapping, c.state, count(*)::integer as count from ${read} c where c.connection_id = $1 group by 1, 2 order by 1, 2`;
