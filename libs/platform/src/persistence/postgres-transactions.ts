import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { DataSource, EntitySchema, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import { asDatabaseFailure, isContention } from './database-failures';
import { PreparedStatements } from './prepared-statements';
import { connectionSetting, scopeSetting } from './row-level-security';
import { Queries, Transactions } from './transactions';

const mostTries = 5;
const firstPauseMs = 10;

/** Transactions on PostgreSQL, with row-level security scoped by settings that end with the transaction. */
export class PostgresTransactions extends Transactions {
  private readonly prepared = new PreparedStatements();

  constructor(private readonly source: DataSource) {
    super();
  }

  async run<T>(connectionId: string | null, body: (db: Queries) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(connectionId, body);
      } catch (error) {
        const isOutOfDate = PreparedStatements.isOutOfDate(error);
        if (isOutOfDate) this.prepared.forget();
        if (!(isContention(error) || isOutOfDate) || attempt === mostTries) throw asDatabaseFailure(error);
        await pause(Math.random() * firstPauseMs * 2 ** attempt);
      }
    }
  }

  private async once<T>(connectionId: string | null, body: (db: Queries) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction();
      const queries = new RunnerQueries(runner, (await runner.connect()) as PoolClient, this.prepared);
      await queries.execute(setScope, scopeOf(connectionId));
      const result = await body(queries);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

const setScope = `select set_config('${connectionSetting}', $1, true), set_config('${scopeSetting}', $2, true)`;
const scopeOf = (connectionId: string | null): [string, string] => (connectionId === null ? ['', 'service'] : [connectionId, 'connection']);

class RunnerQueries extends Queries {
  constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    private readonly prepared: PreparedStatements,
  ) {
    super();
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.run(sql, parameters)).rows as Row[];
  }

  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return (await this.run(sql, parameters)).rowCount ?? 0;
  }

  table<Row extends ObjectLiteral>(schema: EntitySchema<Row>): Repository<Row> {
    return this.runner.manager.getRepository(schema);
  }

  private run(text: string, parameters: readonly unknown[]) {
    return this.client.query({ name: this.prepared.nameOf(text), text, values: [...parameters] });
  }
}
