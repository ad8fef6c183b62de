import { reservedForTheService } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** API tokens and idempotency keys. */
export class CreateAccessTables1764000000101 extends SqlMigration {
  protected readonly statements = [
    `create table api_tokens (
       id uuid primary key,
       name text not null,
       digest bytea not null unique,
       roles text[] not null,
       connections uuid[],
       created_by text not null,
       created_at timestamptz not null,
       expires_at timestamptz,
       last_used_at timestamptz
     )`,
    ...reservedForTheService('api_tokens'),
    `create table answered_requests (
       principal_id text not null,
       key_digest bytea not null,
       content_digest bytea not null,
       answer jsonb,
       taken_at timestamptz not null default now(),
       answered_at timestamptz,
       primary key (principal_id, key_digest)
     )`,
    `create index answered_requests_by_age on answered_requests (taken_at)`,
    ...reservedForTheService('answered_requests'),
  ];
}
