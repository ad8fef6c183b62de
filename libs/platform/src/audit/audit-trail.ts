/** The audit trail of a service in PostgreSQL: entries are added in the transaction of what they tell about, and read page by page. */
import { AuditEntry, AuditPage, ReadAudit } from '@tandem/contracts/audit';
import { currentActor, currentTrace } from '../observability/trace-context';
import { Queries, Transactions } from '../persistence/transactions';
import { beginning, digestOf, hashOf, noConnection } from './audit-chain';

/** A change as the service that made it tells it. */
export interface AuditedChange {
  /** Absent where it belongs to no connection. */
  readonly connectionId?: string;
  readonly action: string;
  readonly target: string;
  /** Names of what changed. */
  readonly fields?: readonly string[];
  /** States, of which only the digest is kept; no secret in clear may be in them, as a short one could be guessed from its digest. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Whoever holds the head is the only one to add to the chain. */
const hold = `
  insert into audit_heads as head (connection_id, sequence, hash) values ($1, 0, $2)
  on conflict (connection_id) do update set sequence = head.sequence
  returning sequence, hash`;

/** Adds the entry and moves the head in one statement: the head is locked from before it to the end of the transaction, and others wait. */
const append = `
  with head as (update audit_heads set sequence = $2, hash = $13 where connection_id = $1)
  insert into audit_trail (connection_id, sequence, at, subject, roles, action, target, fields, before, after, correlation_id, previous_hash, hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

/** Adds a change to the chain of its connection, inside the transaction that makes it: both happen or neither. Who did it comes from the trace. Answers its sequence. */
export async function audit(db: Queries, change: AuditedChange): Promise<number> {
  const connectionId = change.connectionId ?? noConnection;
  const [head] = await db.query<{ sequence: string; hash: string }>(hold, [connectionId, beginning]);
  const entry = linked(change, { sequence: Number(head!.sequence) + 1, previousHash: head!.hash });
  const { sequence, subject, roles, action, target, fields, before, after, correlationId, previousHash } = entry;
  const hash = hashOf(connectionId, entry);
  const content = [subject, roles, action, target, fields, before ?? null, after ?? null, correlationId, previousHash, hash];
  await db.execute(append, [connectionId, sequence, entry.at, ...content]);
  return sequence;
}

function linked(change: AuditedChange, place: { sequence: number; previousHash: string }): Omit<AuditEntry, 'hash'> {
  const { action, target, fields = [], before, after } = change;
  return {
    ...place,
    at: new Date().toISOString(),
    ...currentActor(),
    action,
    target,
    fields: [...fields],
    before: before === undefined ? undefined : digestOf(before),
    after: after === undefined ? undefined : digestOf(after),
    correlationId: currentTrace()?.correlationId ?? '',
  };
}

type Row = { readonly [column: string]: unknown } & { readonly sequence: string | null; readonly head_sequence: string | null };

/** One statement, so that entries and head are of the same moment. */
const pageOf = (condition: string, order: 'asc' | 'desc'): string => `
  select entry.*, head.sequence as head_sequence, head.hash as head_hash
  from (select * from audit_trail where connection_id = $1 and ${condition} order by sequence ${order} limit $3) entry
  full join audit_heads head on head.connection_id = entry.connection_id
  where coalesce(entry.connection_id, head.connection_id) = $1
  order by entry.sequence ${order}`;

const forwards = pageOf('sequence > $2', 'asc');
const backwards = pageOf('sequence < $2', 'desc');
const beyondAll = Number.MAX_SAFE_INTEGER;

/** Reads the chains of a service. */
export class AuditTrail {
  constructor(private readonly transactions: Transactions) {}

  async page({ connectionId = noConnection, limit, after, before }: ReadAudit): Promise<AuditPage> {
    const [statement, from] = after === undefined ? [backwards, before ?? beyondAll] : [forwards, after];
    const rows = await this.transactions.run(connectionId, (db) => db.query<Row>(statement, [connectionId, from, limit]));
    const withHead = rows.find(({ head_sequence }) => head_sequence !== null);
    return {
      entries: rows.filter(({ sequence }) => sequence !== null).map(toEntry),
      head: withHead && { sequence: Number(withHead.head_sequence), hash: withHead['head_hash'] as string },
    };
  }
}

const toEntry = ({ sequence, at, before, after, correlation_id, previous_hash, ...row }: Row): AuditEntry => ({
  sequence: Number(sequence),
  at: (at as Date).toISOString(),
  subject: row['subject'] as string,
  roles: row['roles'] as string[],
  action: row['action'] as string,
  target: row['target'] as string,
  fields: row['fields'] as string[],
  before: (before as string | null) ?? undefined,
  after: (after as string | null) ?? undefined,
  correlationId: correlation_id as string,
  previousHash: previous_hash as string,
  hash: row['hash'] as string,
});
