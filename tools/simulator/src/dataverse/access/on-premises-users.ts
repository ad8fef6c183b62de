/** Users of an organisation on-premises, who come with name and password in each request; online there are none. */
import { metadataId } from '../metadata-api/metadata-id';
import { rootBusinessUnitId, systemUserId } from '../sample/seed-organization';
import { SampleWriter } from '../sample/sample-writer';
import type { Database } from '../storage/database';

export interface OnPremisesUser {
  /** `DOMAIN\user`. */
  readonly name: string;
  readonly password: string;
}

export const onPremisesUserId = (name: string): string => metadataId(`systemuser/${name}`);

/** The name in a `Basic` header, where the password is that of the user. */
export function onPremisesUserOf(database: Database, credentials: string): string | undefined {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  const name = text.slice(0, text.indexOf(':'));
  return database.passwords.get(name) === text.slice(text.indexOf(':') + 1) ? name : undefined;
}

/** Makes a licensed user, or changes the password of one. */
export function putOnPremisesUser(database: Database, { name, password }: OnPremisesUser): string {
  const id = onPremisesUserId(name);
  database.passwords.set(name, password);
  if (database.row('systemuser', id) !== undefined) return id;
  const lastname = name.slice(name.indexOf('\\') + 1);
  const writer = new SampleWriter(database, systemUserId);
  writer.insert('systemuser', id, {
    ...{ lastname, fullname: lastname, domainname: name, internalemailaddress: `${lastname}@contoso.local` },
    ...{ accessmode: 0, islicensed: true, isdisabled: false, _businessunitid_value: rootBusinessUnitId },
  });
  writer.commit();
  return id;
}
