/** The tables of the audit trail, as statements for the migration of each service that owns a chain. */
import { isolatedByConnection } from '../persistence/row-level-security';

/** Entries and heads per connection; the database refuses to change or remove an entry, whoever asks. */
export const auditTrailTables: readonly string[] = [
  `create table audit_trail (
     connection_id uuid not null,
     sequence bigint not null,
     at timestamptz(3) not null,
     subject text not null,
     roles text[] not null,
     action text not null,
     target text not null,
     fields text[] not null,
     before text,
     after text,
     correlation_id text not null,
     previous_hash text not null,
     hash text not null,
     primary key (connection_id, sequence)
   )`,
  ...isolatedByConnection('audit_trail'),
  `create table audit_heads (
     connection_id uuid primary key,
     sequence bigint not null,
     hash text not null
   )`,
  ...isolatedByConnection('audit_heads'),
  `create function refuse_change_of_audit_trail() returns trigger language plpgsql as $$
   begin raise exception 'the audit trail is append-only'; end $$`,
  `create trigger append_only before update or delete or truncate on audit_trail
   for each statement execute function refuse_change_of_audit_trail()`,
  `create trigger never_removed before delete or truncate on audit_heads
   for each statement execute function refuse_change_of_audit_trail()`,
];
