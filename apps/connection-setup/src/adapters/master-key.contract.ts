/** What every keeper of the master key must do, be it this process, a file or a key service. */
import { randomBytes } from 'node:crypto';
import { MasterKey } from '../domain/master-key';

const key = randomBytes(32);
const purpose = 'data key of connection one';

/** A place for the master key in which versions can be added and taken away, as its operator does. */
export interface KeyPlace {
  readonly masterKey: MasterKey;
  /** Only these versions are there from now on, the newest first. */
  hold(...versions: string[]): void | Promise<void>;
}

/** Runs the suite; `make` gives a place that holds version `1`. */
export function behavesLikeMasterKey(make: () => KeyPlace | Promise<KeyPlace>): void {
  let place: KeyPlace;
  let wrapped: Awaited<ReturnType<MasterKey['wrap']>>;

  beforeEach(async () => {
    place = await make();
    wrapped = await place.masterKey.wrap(key, purpose);
  });

  it('gives back the key that it has wrapped', async () => {
    expect(wrapped.masterKeyVersion).toBe('1');
    expect(await place.masterKey.unwrap(wrapped, purpose)).toEqual(key);
  });

  it('wraps the same key differently each time, and never shows it', async () => {
    const again = await place.masterKey.wrap(key, purpose);
    expect(again.wrapped).not.toBe(wrapped.wrapped);
    expect(Buffer.from(wrapped.wrapped, 'base64').includes(key)).toBe(false);
  });

  it('does not unwrap for another purpose, nor what was tampered with', async () => {
    const bytes = Buffer.from(wrapped.wrapped, 'base64');
    bytes[bytes.length - 1]! ^= 1;
    const tampered = { ...wrapped, wrapped: bytes.toString('base64') };
    const refused = { kind: 'misconfigured', code: 'secrets.masterKeyMissing' };
    await expect(place.masterKey.unwrap(wrapped, 'another purpose')).rejects.toMatchObject(refused);
    await expect(place.masterKey.unwrap(tampered, purpose)).rejects.toMatchObject(refused);
  });

  it('wraps with a new version as soon as there is one, and still unwraps with the old', async () => {
    await place.hold('2', '1');
    expect(await place.masterKey.newestVersion()).toBe('2');
    expect(await place.masterKey.wrap(key, purpose)).toMatchObject({ masterKeyVersion: '2' });
    expect(await place.masterKey.unwrap(wrapped, purpose)).toEqual(key);
  });

  it('says which version is missing once it has been taken away', async () => {
    await place.hold('2');
    await expect(place.masterKey.unwrap(wrapped, purpose)).rejects.toMatchObject({ message: expect.stringContaining('version 1') });
  });
}
