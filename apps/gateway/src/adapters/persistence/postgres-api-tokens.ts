import { Repository } from 'typeorm';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { ApiToken } from '../../domain/api-token';
import { ApiTokens } from '../../domain/api-tokens';
import { ApiTokenRow, apiTokenTable, fromRow, toRow } from './api-token.table';

/** API tokens in the gateway's schema. */
export class PostgresApiTokens extends ApiTokens {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async add(token: ApiToken, digest: Buffer): Promise<void> {
    await this.inTable((table) => table.insert(toRow(token, digest)));
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
    const { affected } = await this.inTable((table) => table.delete({ id }));
    return affected === 1;
  }

  async markUsed(id: string, at: Date): Promise<void> {
    await this.inTable((table) => table.update({ id }, { lastUsedAt: at }));
  }

  private inTable<T>(body: (table: Repository<ApiTokenRow>) => Promise<T>): Promise<T> {
    return this.transactions.run(null, (db) => body(db.table(apiTokenTable)));
  }
}
