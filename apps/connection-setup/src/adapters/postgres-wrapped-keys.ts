/** Where the wrapped keys stand in PostgreSQL; a replaced data key is noted in the audit trail of its connection. */
import { audit } from '@tandem/platform/audit/audit-trail';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { dataKeyPurpose, sealingKeyPurpose, WrappedKey } from '../domain/master-key';
import { StoredKey, WrappedKeys } from '../domain/wrapped-keys';

const otherThan = `
  select id::text as owner, true as "isDataKey", secrets->>'wrappedKey' as wrapped, secrets->>'masterKeyVersion' as "masterKeyVersion"
  from connections where secrets->>'masterKeyVersion' <> $1
  union all
  select connection_id::text, true, secrets->>'wrappedKey', secrets->>'masterKeyVersion' from setups where secrets->>'masterKeyVersion' <> $1
  union all
  select public_key, false, wrapped, master_key_version from sealing_keys where master_key_version <> $1`;

/** The version of the connection stays: nothing has changed for people. */
const replaceDataKeyIn = (table: string, id: string): string => `
  update ${table} set secrets = secrets || jsonb_build_object('wrappedKey', $3::text, 'masterKeyVersion', $4::text)
  where ${id} = $1 and secrets->>'wrappedKey' = $2`;

/** The secrets of a connection, and those entered in its guide, have a data key each. */
const replaceDataKey = replaceDataKeyIn('connections', 'id');
const replaceDraftKey = replaceDataKeyIn('setups', 'connection_id');

const replaceSealingKey = 'update sealing_keys set wrapped = $3, master_key_version = $4 where public_key = $1 and wrapped = $2';

export class PostgresWrappedKeys extends WrappedKeys {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async otherThan(masterKeyVersion: string): Promise<StoredKey[]> {
    type Row = Omit<StoredKey, 'purpose'> & { readonly isDataKey: boolean };
    const rows = await this.transactions.run(null, (db) => db.query<Row>(otherThan, [masterKeyVersion]));
    return rows.map(({ isDataKey, ...key }) => ({ ...key, purpose: isDataKey ? dataKeyPurpose(key.owner) : sealingKeyPurpose }));
  }

  replace({ owner, purpose, ...before }: StoredKey, anew: WrappedKey): Promise<boolean> {
    const parameters = [owner, before.wrapped, anew.wrapped, anew.masterKeyVersion];
    return this.transactions.run(null, async (db) => {
      if (purpose === sealingKeyPurpose) return (await db.execute(replaceSealingKey, parameters)) === 1;
      const counts = [await db.execute(replaceDataKey, parameters), await db.execute(replaceDraftKey, parameters)];
      if (counts.every((count) => count === 0)) return false;
      await audit(db, {
        connectionId: owner,
        action: 'connection.keyRewrapped',
        target: owner,
        fields: ['masterKeyVersion'],
        before,
        after: anew,
      });
      return true;
    });
  }
}
