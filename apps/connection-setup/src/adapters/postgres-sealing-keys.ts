/** The key pair that others seal to, kept in PostgreSQL with its private key wrapped by the master key; all instances of the service share it. */
import { asFailure } from '@tandem/domain/failure';
import { Queries, Transactions } from '@tandem/platform/persistence/transactions';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';
import { MasterKey, sealingKeyPurpose } from '../domain/master-key';

interface KeyRow {
  readonly public_key: string;
  readonly wrapped: string;
  readonly master_key_version: string;
}

export class PostgresSealingKeys {
  private loaded: Promise<SealingKeyPair> | undefined;

  constructor(
    private readonly transactions: Transactions,
    private readonly masterKey: MasterKey,
  ) {}

  /** The pair that is handed out; made by the first instance that asks, and anew where the master key has been replaced. */
  current(): Promise<SealingKeyPair> {
    this.loaded ??= this.load().catch((problem: unknown) => {
      this.loaded = undefined;
      throw problem;
    });
    return this.loaded;
  }

  private async load(): Promise<SealingKeyPair> {
    const stored = await this.transactions.run(null, newest);
    const readable = stored && (await this.read(stored));
    if (readable) return readable;
    const row = await this.replace(stored);
    const pair = await this.read(row);
    if (!pair) throw new Error('The sealing key that was just stored can not be read.');
    return pair;
  }

  /** Stores a fresh pair, unless somebody else has done so meanwhile. */
  private async replace(unreadable: KeyRow | undefined): Promise<KeyRow> {
    const pair = SealingKeyPair.generate();
    const { wrapped, masterKeyVersion } = await this.masterKey.wrap(pair.privateBytes, sealingKeyPurpose);
    const fresh: KeyRow = { public_key: pair.publicKey, wrapped, master_key_version: masterKeyVersion };
    return this.transactions.run(null, async (db) => {
      await db.query(`select pg_advisory_xact_lock(hashtextextended('tandem sealing key', 0))`);
      const stored = await newest(db);
      if (stored && stored.public_key !== unreadable?.public_key) return stored;
      await db.execute('insert into sealing_keys (public_key, wrapped, master_key_version) values ($1, $2, $3)', Object.values(fresh));
      return fresh;
    });
  }

  private async read({ wrapped, master_key_version: masterKeyVersion }: KeyRow): Promise<SealingKeyPair | undefined> {
    try {
      return SealingKeyPair.fromPrivateBytes(await this.masterKey.unwrap({ wrapped, masterKeyVersion }, sealingKeyPurpose));
    } catch (thrown) {
      if (asFailure(thrown).code === 'secrets.masterKeyMissing') return undefined;
      throw thrown;
    }
  }
}

async function newest(db: Queries): Promise<KeyRow | undefined> {
  const [row] = await db.query<KeyRow>('select public_key, wrapped, master_key_version from sealing_keys order by created_at desc limit 1');
  return row;
}
