import { Repository } from 'typeorm';
import { audit } from '@tandem/platform/audit/audit-trail';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { ApiToken } from '../../domain/api-token';
import { ApiTokens } from '../../domain/api-tokens';
import { ApiTokenRow, apiTokenTable, fromRow, toRow } from './api-token.table';

/** API tokens in the gateway's schema; who gives and takes them away is noted in the audit trail. */
export class PostgresApiTokens extends ApiTokens {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async add(token: ApiToken, digest: Buffer): Promise<void> {
    await this.transactions.run(null, async (db) => {
      await db.table(apiTokenTable).insert(toRow(token, digest));
      await audit(db, { action: 'token.created', target: token.id, fields: granted, after: grantOf(token) });
    });
  }

  async withDigest(digest: Buffer): Promise<ApiToken | undefined> {
    const row = await this.inTable((table) => table.findOneBy({ digest }));
    return row ? fromRow(row) : undefined;
  }

  async list(): Promise<ApiToken[]> {
    const rows = await this.inTable((table) => table.find({ order: { createdAt: 'desc', id: 'asc' } }));
    return rows.map(fromRow);
  }

  async remove(id: string): Promise<boolean> {
    return this.transactions.run(null, async (db) => {
      const row = await db.table(apiTokenTable).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row) return false;
      await db.table(apiTokenTable).delete({ id });
      await audit(db, { action: 'token.revoked', target: id, fields: granted, before: grantOf(fromRow(row)) });
      return true;
    });
  }

  async markUsed(id: string, at: Date): Promise<void> {
    await this.inTable((table) => table.update({ id }, { lastUsedAt: at }));
  }

  private inTable<T>(body: (table: Repository<ApiTokenRow>) => Promise<T>): Promise<T> {
    return this.transactions.run(null, (db) => body(db.table(apiTokenTable)));
  }
}

const granted = ['name', 'roles', 'connections', 'expiresAt'] as const;

/** What a token lets its holder do. */
const grantOf = ({ name, roles, connections, expiresAt }: ApiToken) => ({ name, roles, connections, expiresAt });
