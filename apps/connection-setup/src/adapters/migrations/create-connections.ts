import { isolatedByConnection, reservedForTheService } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Connections with their encrypted secrets, and the key pair that secrets are sealed to on their way here. */
export class CreateConnections1764000000001 extends SqlMigration {
  protected readonly statements = [
    `create table connections (
       id uuid primary key,
       name text collate "C" not null unique,
       version integer not null,
       enabled boolean not null,
       reason text,
       settings jsonb not null,
       secrets jsonb,
       facts jsonb,
       created_at timestamptz not null,
       changed_at timestamptz not null
     )`,
    ...isolatedByConnection('connections', 'id'),
    `create table sealing_keys (
       public_key text primary key,
       wrapped text not null,
       master_key_version text not null,
       created_at timestamptz not null default now()
     )`,
    ...reservedForTheService('sealing_keys'),
  ];
}
