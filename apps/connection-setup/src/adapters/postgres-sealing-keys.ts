/** The key pair that others seal to, kept in PostgreSQL with its private key wrapped by the master key; all instances of the service share it. */
import { Transactions } from '@tandem/platform/persistence/transactions';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';
import { MasterKey } from '../domain/master-key';

interface KeyRow {
  readonly public_key: string;
  readonly wrapped: string;
  readonly master_key_version: string;
}

const purpose = 'private sealing key';
const newest = 'select public_key, wrapped, master_key_version from sealing_keys order by created_at desc limit 1';

export class PostgresSealingKeys {
  private loaded: Promise<SealingKeyPair> | undefined;

  constructor(
    private readonly transactions: Transactions,
    private readonly masterKey: MasterKey,
  ) {}

  /** The pair that is handed out; made by the first instance that asks. */
  current(): Promise<SealingKeyPair> {
    this.loaded ??= this.load().catch((problem: unknown) => {
      this.loaded = undefined;
      throw problem;
    });
    return this.loaded;
  }

  private async load(): Promise<SealingKeyPair> {
    const fresh = SealingKeyPair.generate();
    const { wrapped, masterKeyVersion } = await this.masterKey.wrap(fresh.privateBytes, purpose);
    const row = await this.transactions.run(null, async (db) => {
      await db.query(`select pg_advisory_xact_lock(hashtextextended('tandem sealing key', 0))`);
      const [stored] = await db.query<KeyRow>(newest);
      if (stored) return stored;
      await db.execute('insert into sealing_keys (public_key, wrapped, master_key_version) values ($1, $2, $3)', [
        fresh.publicKey,
        wrapped,
        masterKeyVersion,
      ]);
      return undefined;
    });
    return row ? this.read(row) : fresh;
  }

  private async read(row: KeyRow): Promise<SealingKeyPair> {
    return SealingKeyPair.fromPrivateBytes(
      await this.masterKey.unwrap({ wrapped: row.wrapped, masterKeyVersion: row.master_key_version }, purpose),
    );
  }
}
