import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MasterKey, WrappedKey } from '../domain/master-key';
import { FileMasterKey } from './file-master-key';
import { LocalMasterKey } from './local-master-key';
import { behavesLikeMasterKey, KeyPlace } from './master-key.contract';

const keys = new Map(['1', '2'].map((version) => [version, randomBytes(32).toString('base64')]));
const textOf = (versions: readonly string[]): string => versions.map((version) => `${version}:${keys.get(version)}`).join(',');

/** A process that is started again with another environment. */
class RestartedMasterKey extends MasterKey implements KeyPlace {
  readonly masterKey = this;
  private keys = LocalMasterKey.fromText(textOf(['1']));

  hold(...versions: string[]): void {
    this.keys = LocalMasterKey.fromText(textOf(versions));
  }

  newestVersion = (): Promise<string> => this.keys.newestVersion();
  wrap = (key: Buffer, purpose: string): Promise<WrappedKey> => this.keys.wrap(key, purpose);
  unwrap = (wrapped: WrappedKey, purpose: string): Promise<Buffer> => this.keys.unwrap(wrapped, purpose);
}

describe('a master key in the environment', () => behavesLikeMasterKey(() => new RestartedMasterKey()));

describe('a master key in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'master-key-'));
  const path = join(folder, 'key');
  afterAll(() => rmSync(folder, { recursive: true }));

  const held = (...versions: string[]): void => writeFileSync(path, `${textOf(versions)}\n`);
  const placed = (): KeyPlace => {
    held('1');
    return { masterKey: new FileMasterKey(path), hold: held };
  };

  behavesLikeMasterKey(placed);

  it.each(['', 'half a ke'])('goes on with what it has read while the file holds "%s"', async (content) => {
    const { masterKey } = placed();
    const wrapped = await masterKey.wrap(Buffer.from('key'), 'purpose');
    writeFileSync(path, content);
    expect(await masterKey.unwrap(wrapped, 'purpose')).toEqual(Buffer.from('key'));
  });

  it('is needed at the start', () => {
    expect(() => new FileMasterKey(join(folder, 'missing'))).toThrow('ENOENT');
  });
});
