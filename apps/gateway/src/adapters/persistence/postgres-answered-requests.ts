import { createHash, createHmac } from 'node:crypto';
import { Queries, Transactions } from '@tandem/platform/persistence/transactions';
import { AnsweredRequests, RepeatableRequest, Repetition } from '../../domain/answered-requests';

interface Row {
  content_digest: Buffer;
  answered: boolean;
  answer: unknown;
}

const take = `
  insert into answered_requests as known (principal_id, key_digest, content_digest) values ($1, $2, $3)
  on conflict (principal_id, key_digest) do update
    set content_digest = excluded.content_digest, answer = null, answered_at = null, taken_at = now()
    where known.taken_at < now() - interval '1 day'
       or (known.answered_at is null and known.content_digest = excluded.content_digest and known.taken_at < now() - interval '90 seconds')
  returning true`;

const read = `
  select content_digest, answered_at is not null as answered, answer from answered_requests where principal_id = $1 and key_digest = $2`;

/** Idempotency keys in the gateway's schema: digests of key and content, and the answer. The content's digest is keyed with the key itself, so that a dump tells nothing about a body with a secret. */
export class PostgresAnsweredRequests extends AnsweredRequests {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  begin(request: RepeatableRequest): Promise<Repetition> {
    const content = createHmac('sha256', request.key).update(request.content).digest();
    return this.transactions.run(null, async (db) => {
      const taken = await db.query(take, [...keyOf(request), content]);
      return taken.length > 0 ? { state: 'yours' } : this.earlier(db, request, content);
    });
  }

  async keep(request: RepeatableRequest, answer: unknown): Promise<void> {
    await this.transactions.run(null, async (db) => {
      const set = 'update answered_requests set answer = $3, answered_at = now() where principal_id = $1 and key_digest = $2';
      await db.execute(set, [...keyOf(request), JSON.stringify(answer ?? null)]);
      await db.execute(`delete from answered_requests where taken_at < now() - interval '1 day'`);
    });
  }

  async forget(request: RepeatableRequest): Promise<void> {
    const remove = 'delete from answered_requests where principal_id = $1 and key_digest = $2 and answered_at is null';
    await this.transactions.run(null, (db) => db.execute(remove, keyOf(request)));
  }

  private async earlier(db: Queries, request: RepeatableRequest, content: Buffer): Promise<Repetition> {
    const [row] = await db.query<Row>(read, keyOf(request));
    if (!row) return { state: 'inProgress' };
    if (!row.content_digest.equals(content)) return { state: 'mismatch' };
    return row.answered ? { state: 'answered', answer: row.answer } : { state: 'inProgress' };
  }
}

const keyOf = ({ principalId, key }: RepeatableRequest): [string, Buffer] => [principalId, createHash('sha256').update(key).digest()];
