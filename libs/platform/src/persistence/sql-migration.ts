/** The form of a migration: SQL statements that only add. */
import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One step of a schema, run once at start by the owner role under an advisory lock. The class name ends with a 13-digit time stamp, which orders the steps
 * (`CreateCouplings1764000000001`). Steps only add; what they replace is dropped one release later, so that two neighbouring versions run together.
 */
export abstract class SqlMigration implements MigrationInterface {
  /** The statements in order; unqualified names mean the service's own schema. */
  protected abstract readonly statements: readonly string[];

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of this.statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only add: go forward with another one.');
  }
}
