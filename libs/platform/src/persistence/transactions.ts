/** Transactions of a service on its own schema, each within the rows of one connection. */
import { EntitySchema, ObjectLiteral, Repository } from 'typeorm';

/** What may be done inside a transaction. */
export abstract class Queries {
  /** Runs one statement and returns its rows. Unqualified table names mean the service's own schema. */
  abstract query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;

  /** Runs one statement and returns how many rows it touched. */
  abstract execute(sql: string, parameters?: readonly unknown[]): Promise<number>;

  /** TypeORM's repository of a table, inside this transaction. */
  abstract table<Row extends ObjectLiteral>(schema: EntitySchema<Row>): Repository<Row>;
}

/** Opens transactions; a repository of a service asks for nothing else. */
export abstract class Transactions {
  /**
   * Runs `body` in one transaction that sees and writes the rows of one connection only, enforced by row-level security;
   * `null` is the service's own work across connections (sweeps, schedules). Serialization failures and deadlocks run `body` again, so it must not do anything outside the database.
   * @throws Failure `transient` `database.unavailable` when the connection is lost, `database.contended` when the tries are used up
   */
  abstract run<T>(connectionId: string | null, body: (db: Queries) => Promise<T>): Promise<T>;
}
