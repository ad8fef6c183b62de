import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/**
 * Match runs with the keys of both sides, the pairs they make and the records that several could be paired with.
 * No foreign keys: keys come by the thousand, and a check per row would cost more than the rows.
 */
export class CreateMatchRuns1795300000020 extends SqlMigration {
  protected readonly statements = [
    `create table match_runs (
       connection_id uuid not null,
       id uuid not null,
       overlay uuid,
       mapping text not null,
       priorities integer not null,
       first_direction text not null,
       preview boolean not null,
       state text not null,
       found jsonb,
       started_at timestamptz not null default clock_timestamp(),
       primary key (connection_id, id))`,
    `create table match_records (
       connection_id uuid not null,
       run_id uuid not null,
       side text not null,
       id text collate "C" not null,
       label text not null,
       business_key text,
       paired boolean not null default false,
       primary key (connection_id, run_id, side, id))`,
    `create table match_keys (
       connection_id uuid not null,
       run_id uuid not null,
       side text not null,
       id text collate "C" not null,
       place integer not null,
       key text collate "C" not null)`,
    `create index keys_of_a_match_record on match_keys (connection_id, run_id, side, id)`,
    `create table match_pairs (
       connection_id uuid not null,
       run_id uuid not null,
       business_central_id text collate "C" not null,
       sales_id text collate "C" not null,
       priority integer not null,
       primary key (connection_id, run_id, business_central_id),
       unique (connection_id, run_id, sales_id))`,
    `create table ambiguous_records (
       connection_id uuid not null,
       run_id uuid not null,
       side text not null,
       id text collate "C" not null,
       primary key (connection_id, run_id, side, id))`,
    ...['match_runs', 'match_records', 'match_keys', 'match_pairs', 'ambiguous_records'].flatMap((table) => isolatedByConnection(table)),
    `create function analyze_match_keys() returns void language sql security definer as 'analyze match_records, match_keys'`,
  ];
}
