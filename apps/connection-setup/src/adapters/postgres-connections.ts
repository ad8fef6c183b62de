/** The connections in PostgreSQL; each transaction sees one of them, the list alone sees all. Each change is noted in the audit trail. */
import { audit } from '@tandem/platform/audit/audit-trail';
import { codeOf } from '@tandem/platform/persistence/database-failures';
import { Queries, Transactions } from '@tandem/platform/persistence/transactions';
import { MoreThan } from 'typeorm';
import { connectionChange } from '../domain/audited-connection';
import { Connection } from '../domain/connection';
import { Connections } from '../domain/connections';
import { changedMeanwhile, connectionNotFound, nameTaken } from '../domain/setup-failures';
import { connectionTable, fromRow, toRow } from './connection.table';

const uniqueViolation = '23505';

export class PostgresConnections extends Connections {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async add(connection: Connection): Promise<void> {
    await this.write(connection, async (db) => {
      await db.table(connectionTable).insert(toRow(connection));
      await note(db, undefined, connection);
    });
  }

  async get(id: string): Promise<Connection> {
    const row = await this.transactions.run(id, (db) => db.table(connectionTable).findOneBy({ id }));
    if (!row) throw connectionNotFound(id);
    return fromRow(row);
  }

  async list(limit: number, afterName?: string): Promise<Connection[]> {
    const where = afterName === undefined ? {} : { name: MoreThan(afterName) };
    const rows = await this.transactions.run(null, (db) => db.table(connectionTable).find({ where, order: { name: 'ASC' }, take: limit }));
    return rows.map(fromRow);
  }

  async save(connection: Connection, now: Date): Promise<Connection> {
    const next = { ...connection, version: connection.version + 1, changedAt: now };
    await this.write(connection, async (db) => {
      const before = await requireUnchanged(db, connection);
      await db.table(connectionTable).update({ id: connection.id }, toRow(next));
      await note(db, before, next);
    });
    return next;
  }

  async remove(connection: Connection): Promise<void> {
    await this.write(connection, async (db) => {
      const before = await requireUnchanged(db, connection);
      await db.table(connectionTable).delete({ id: connection.id });
      await note(db, before, undefined);
    });
  }

  async claimUnchecked(since: Date, now: Date): Promise<string[]> {
    const claim = 'update connections set checked_at = $2 where enabled and checked_at < $1 returning id';
    const rows = await this.transactions.run(null, (db) =>
      db.query<{ id: string }>(`with due as (${claim}) select id from due`, [since, now]),
    );
    return rows.map(({ id }) => id);
  }

  private async write({ id, name }: Connection, statements: (db: Queries) => Promise<void>): Promise<void> {
    try {
      await this.transactions.run(id, statements);
    } catch (error) {
      throw codeOf(error) === uniqueViolation ? nameTaken(name) : error;
    }
  }
}

/** The stored connection, locked, where it still has the version that was read. */
async function requireUnchanged(db: Queries, { id, version, name }: Connection): Promise<Connection> {
  const row = await db.table(connectionTable).findOne({ where: { id, version }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw changedMeanwhile(name);
  return fromRow(row);
}

async function note(db: Queries, before: Connection | undefined, after: Connection | undefined): Promise<void> {
  const { id } = (after ?? before)!;
  await audit(db, { connectionId: id, target: id, ...connectionChange(before, after) });
}
