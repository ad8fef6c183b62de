/** The statements of match runs; $1 is the connection and $2 the run in each. */

const ofRun = 'k.connection_id = $1 and k.run_id = $2';

/** Removes keys of records that are coupled, claimed or tombstones; $3 mapping's Business Central table, $4 its Sales table. Answers how many. */
export const removeKnown = (couplings: string): string => `
  delete from match_keys k using ${couplings} c
   where ${ofRun} and c.connection_id = $1
     and ((k.side = 'businessCentral' and c.business_central_table = $3 and c.business_central_id = k.id)
       or (k.side = 'sales' and c.sales_table = $4 and c.sales_id = k.id))`;

const open = (alias: string): string => `not exists (
  select from match_pairs p where p.connection_id = $1 and p.run_id = $2
     and ${alias}.id = case ${alias}.side when 'sales' then p.sales_id else p.business_central_id end)`;

const only = (side: string): string => `
  select k.keys[$3] as key, min(k.id) as id from match_keys k
   where ${ofRun} and k.side = '${side}' and k.keys[$3] is not null and ${open('k')}
   group by k.keys[$3] having count(*) = 1`;

/** One priority ($3, from 1): a key that exactly one open record of each side has makes a pair. */
export const pairByPriority = `
  insert into match_pairs (connection_id, run_id, business_central_id, sales_id, priority)
  select $1, $2, b.id, s.id, $3::integer - 1
    from (${only('businessCentral')}) b join (${only('sales')}) s using (key)`;

/** Open records that share a key with an open record of the other side: nobody can tell which belongs to which. */
export const noteAmbiguous = `
  insert into ambiguous_records (connection_id, run_id, side, id)
  select distinct $1::uuid, $2::uuid, k.side, k.id from match_keys k
    cross join lateral unnest(k.keys) with ordinality as one (key, place)
   where ${ofRun} and one.key is not null and ${open('k')}
     and exists (
       select from match_keys o
        where o.connection_id = $1 and o.run_id = $2 and o.side <> k.side and o.keys[one.place] = one.key and ${open('o')})`;

export const counted = `
  select count(*) filter (where k.side = 'businessCentral' and a.id is null and ${open('k')})::int as business_central,
         count(*) filter (where k.side = 'sales' and a.id is null and ${open('k')})::int as sales,
         count(a.id)::int as ambiguous,
         (select count(*) from match_pairs p where p.connection_id = $1 and p.run_id = $2)::int as pairs
    from match_keys k left join ambiguous_records a using (connection_id, run_id, side, id)
   where ${ofRun}`;

/** Pairs beyond $3, at most $4. */
export const pairsAfter = `
  select p.business_central_id as "businessCentralId", b.label as "businessCentralLabel", p.sales_id as "salesId", s.label as "salesLabel",
         p.priority, b.business_key as "businessKey"
    from match_pairs p
    join match_keys b on b.connection_id = $1 and b.run_id = $2 and b.side = 'businessCentral' and b.id = p.business_central_id
    join match_keys s on s.connection_id = $1 and s.run_id = $2 and s.side = 'sales' and s.id = p.sales_id
   where p.connection_id = $1 and p.run_id = $2 and p.business_central_id > $3 order by p.business_central_id limit $4`;

const withCandidates = (run: string): string => `
  select a.side, a.id, k.label, c.candidates
    from ambiguous_records a join match_keys k using (connection_id, run_id, side, id)
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'label', o.label) order by o.id), '[]') as candidates
        from (select o.id, o.label from match_keys o
               where o.connection_id = $1 and o.run_id = a.run_id and o.side <> a.side
                 and not exists (select from match_pairs p where p.connection_id = $1 and p.run_id = a.run_id
                                    and o.id = case o.side when 'sales' then p.sales_id else p.business_central_id end)
                 and exists (select from unnest(k.keys, o.keys) as both_keys (one, other) where one = other)
               order by o.id limit 20) o) c
   where a.connection_id = $1 and a.run_id = ${run}`;

/** Ambiguous records with their candidates, at most $3. */
export const ambiguousWithCandidates = `${withCandidates('$2')} order by a.side, a.id limit $3`;

/** Open records that nothing matched, at most $3. */
export const unmatchedRecords = `
  select k.side, k.id, k.label from match_keys k left join ambiguous_records a using (connection_id, run_id, side, id)
   where ${ofRun} and a.id is null and ${open('k')} order by k.side, k.id limit $3`;

/** Of the ids $5 of side $4, those that the newest finished run of mapping $2 (in dry run $3, or in none) found ambiguous, with their candidates. */
export const ambiguousAmong = `${withCandidates(`(
  select id from match_runs
   where connection_id = $1 and mapping = $2 and overlay is not distinct from $3::uuid and state in ('applied', 'preview')
   order by started_at desc limit 1)`)} and a.side = $4 and a.id = any($5)`;
