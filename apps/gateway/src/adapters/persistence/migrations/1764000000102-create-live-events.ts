import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** The replay buffer of live views. */
export class CreateLiveEvents1764000000102 extends SqlMigration {
  protected readonly statements = [
    `create table live_streams (
       connection_id uuid primary key,
       last_id bigint not null
     )`,
    ...isolatedByConnection('live_streams'),
    `create table live_events (
       connection_id uuid not null,
       id bigint not null,
       name text not null,
       about uuid not null,
       revision bigint,
       body jsonb not null,
       primary key (connection_id, id)
     )`,
    ...isolatedByConnection('live_events'),
  ];
}
