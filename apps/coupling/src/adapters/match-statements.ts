/** The statements of match runs; $1 is the connection and $2 the run in each. All are joins over whole sets: their cost grows with the number of keys, not faster. */

const ofRun = 'connection_id = $1 and run_id = $2';

/** Stores records ($4, JSON) of side $3 with their keys; a record that is there already is left as it is. */
export const addRecords = `
  with given as (select * from jsonb_to_recordset($4) as given (id text, keys jsonb, label text, "businessKey" text)),
  added as (
    insert into match_records (connection_id, run_id, side, id, label, business_key)
    select $1, $2, $3, id, label, "businessKey" from given on conflict do nothing returning id)
  insert into match_keys (connection_id, run_id, side, id, place, key)
  select $1, $2, $3, given.id, one.place, one.key
    from given join added using (id) cross join lateral jsonb_array_elements_text(given.keys) with ordinality as one (key, place)
   where one.key is not null`;

/** Removes records that are coupled, claimed or tombstones, except by the run itself; $3 mapping's Business Central table, $4 its Sales table. Answers how many. */
export const removeKnown = (couplings: string): string => `
  delete from match_records r using (
    select 'businessCentral' as side, business_central_id as id from ${couplings}
     where connection_id = $1 and business_central_table = $3 and match_run is distinct from $2
    union all select 'sales', sales_id from ${couplings} where connection_id = $1 and sales_table = $4 and match_run is distinct from $2) known
   where r.connection_id = $1 and r.run_id = $2 and r.side = known.side and r.id = known.id`;

const openKeys = `
  select k.place, k.key, k.side, k.id from match_keys k join match_records r using (connection_id, run_id, side, id)
   where k.connection_id = $1 and k.run_id = $2 and not r.paired`;

const only = (side: string): string => `select key, min(id) as id from open where side = '${side}' group by key having count(*) = 1`;

/** One priority ($3, from 1): a key that exactly one open record of each side has makes a pair. */
export const pairByPriority = `
  with open as (${openKeys} and k.place = $3),
  found as (
    insert into match_pairs (connection_id, run_id, business_central_id, sales_id, priority)
    select $1, $2, b.id, s.id, $3::integer - 1 from (${only('businessCentral')}) b join (${only('sales')}) s using (key)
    returning business_central_id, sales_id),
  ends as (select 'businessCentral' as side, business_central_id as id from found union all select 'sales', sales_id from found)
  update match_records r set paired = true from ends where r.connection_id = $1 and r.run_id = $2 and r.side = ends.side and r.id = ends.id`;

/** Open records that share a key with an open record of the other side: nobody can tell which belongs to which. */
export const noteAmbiguous = `
  with open as (${openKeys}),
  disputed as (select place, key from open group by place, key having count(distinct side) = 2)
  insert into ambiguous_records (connection_id, run_id, side, id)
  select distinct $1::uuid, $2::uuid, side, id from open join disputed using (place, key)`;

/** Adds to the records that were left out because they were known already. */
export const noteKnown = `
  update match_runs set found = jsonb_build_object('alreadyCoupled', coalesce((found->>'alreadyCoupled')::int, 0) + $3::int) where connection_id = $1 and id = $2`;

export const counted = `
  select (select coalesce((found->>'alreadyCoupled')::int, 0) from match_runs where connection_id = $1 and id = $2) as already_coupled,
          count(*) filter (where r.side = 'businessCentral' and a.id is null and not r.paired)::int as business_central,
         count(*) filter (where r.side = 'sales' and a.id is null and not r.paired)::int as sales,
         (count(*) filter (where r.side = 'sales' and r.paired))::int as pairs
    from match_records r left join ambiguous_records a using (connection_id, run_id, side, id)
   where r.connection_id = $1 and r.run_id = $2`;

/** Pairs beyond $3, at most $4. */
export const pairsAfter = `
  select p.business_central_id as "businessCentralId", b.label as "businessCentralLabel", p.sales_id as "salesId", s.label as "salesLabel",
         p.priority, b.business_key as "businessKey"
    from match_pairs p
    join match_records b on b.connection_id = $1 and b.run_id = $2 and b.side = 'businessCentral' and b.id = p.business_central_id
    join match_records s on s.connection_id = $1 and s.run_id = $2 and s.side = 'sales' and s.id = p.sales_id
   where p.connection_id = $1 and p.run_id = $2 and p.business_central_id > $3 order by p.business_central_id limit $4`;

const candidates = `
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'label', label) order by id), '[]') as candidates
    from (select distinct o.id, o.label
            from match_keys own join match_keys theirs using (connection_id, run_id, place, key)
            join match_records o on o.connection_id = $1 and o.run_id = a.run_id and o.side = theirs.side and o.id = theirs.id
           where own.connection_id = $1 and own.run_id = a.run_id and own.side = a.side and own.id = a.id and theirs.side <> a.side and not o.paired
           order by o.id limit 20) candidate`;

const withCandidates = (run: string): string => `
  select a.side, a.id, r.label, c.candidates
    from ambiguous_records a join match_records r using (connection_id, run_id, side, id) cross join lateral (${candidates}) c
   where a.connection_id = $1 and a.run_id = ${run}`;

/** Ambiguous records with their candidates, at most $3. */
export const ambiguousWithCandidates = `${withCandidates('$2')} order by a.side, a.id limit $3`;

/** Open records that nothing matched, at most $3. */
export const unmatchedRecords = `
  select r.side, r.id, r.label from match_records r left join ambiguous_records a using (connection_id, run_id, side, id)
   where r.connection_id = $1 and r.run_id = $2 and a.id is null and not r.paired order by r.side, r.id limit $3`;

/** Of the ids $5 of side $4, those that the newest finished run of mapping $2 (in dry run $3, or in none) found ambiguous, with their candidates. */
export const ambiguousAmong = `${withCandidates(`(
  select id from match_runs
   where connection_id = $1 and mapping = $2 and overlay is not distinct from $3::uuid and state in ('applied', 'preview')
   order by started_at desc limit 1)`)} and a.side = $4 and a.id = any($5)`;

/** Forgets what a run has found, so that it can be paired again. */
export const forgetFindings: readonly string[] = [
  `delete from match_pairs where ${ofRun}`,
  `delete from ambiguous_records where ${ofRun}`,
  `update match_records set paired = false where ${ofRun} and paired`,
];

const tablesOfRun = ['match_keys', 'match_records', 'match_pairs', 'ambiguous_records'];

/** Forgets runs: the one named by $2, or those of dry run $2. */
export const forgetRun: readonly string[] = [
  ...tablesOfRun.map((table) => `delete from ${table} where ${ofRun}`),
  'delete from match_runs where connection_id = $1 and id = $2',
];
export const forgetDryRuns: readonly string[] = [
  ...tablesOfRun.map(
    (table) =>
      `delete from ${table} where connection_id = $1 and run_id in (select id from match_runs where connection_id = $1 and overlay = $2)`,
  ),
  'delete from match_runs where connection_id = $1 and overlay = $2',
];
