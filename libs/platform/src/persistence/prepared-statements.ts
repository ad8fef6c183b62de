/** Statements that PostgreSQL parses and plans once per session: for a chunk of records, planning costs as much as a fifth of the work. */

import { hash } from 'node:crypto';

/** A service has a few hundred statements; text that is made up as it goes would fill every session. */
const mostNames = 500;

/** Names come from the text, so that whoever shares a session means the same by them; a name has 63 characters at most. */
const digits = 40;

const planOutOfDate = '0A000';

export class PreparedStatements {
  private readonly names = new Map<string, string>();
  private generation = 0;

  /** The name to prepare a statement under; undefined beyond the number that a session shall keep. */
  nameOf(sql: string): string | undefined {
    const known = this.names.get(sql);
    if (known !== undefined || this.names.size >= mostNames) return known;
    const name = `tandem_${this.generation}_${hash('sha256', sql, 'hex').slice(0, digits)}`;
    this.names.set(sql, name);
    return name;
  }

  /** Every statement is prepared anew from now on. */
  forget(): void {
    this.names.clear();
    this.generation++;
  }

  /** Whether an error says that a table has got more columns since a statement on it was prepared, as when the next version has migrated the schema. */
  static isOutOfDate(error: unknown): boolean {
    const { code, message } = error as { code?: unknown; message?: unknown };
    return code === planOutOfDate && typeof message === 'string' && message.includes('cached plan');
  }
}
