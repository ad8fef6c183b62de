/** The connections in PostgreSQL; each transaction sees one of them, the list alone sees all. */
import { codeOf } from '@tandem/platform/persistence/database-failures';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { MoreThan } from 'typeorm';
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
    await this.write(connection, () => this.transactions.run(connection.id, (db) => db.table(connectionTable).insert(toRow(connection))));
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
    const { id, version } = connection;
    const { affected } = await this.write(connection, () =>
      this.transactions.run(id, (db) => db.table(connectionTable).update({ id, version }, toRow(next))),
    );
    if (affected === 0) throw changedMeanwhile(connection.name);
    return next;
  }

  async remove({ id, version, name }: Connection): Promise<void> {
    const { affected } = await this.transactions.run(id, (db) => db.table(connectionTable).delete({ id, version }));
    if (affected === 0) throw changedMeanwhile(name);
  }

  private async write<T>({ name }: Connection, statement: () => Promise<T>): Promise<T> {
    try {
      return await statement();
    } catch (error) {
      throw codeOf(error) === uniqueViolation ? nameTaken(name) : error;
    }
  }
}
