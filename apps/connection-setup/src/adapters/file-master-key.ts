/** The master key in a file of the operator, read anew with each use: a key that is put in front of the others wraps from then on, without a restart. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { masterKeyForm } from '../config';
import { MasterKey, WrappedKey } from '../domain/master-key';
import { LocalMasterKey } from './local-master-key';

export class FileMasterKey extends MasterKey {
  private text: string;
  private keys: LocalMasterKey;

  /** @throws Error where the file cannot be read or holds no master key: the service does not start without one */
  constructor(private readonly path: string) {
    super();
    this.text = readFileSync(path, 'utf8').trim();
    this.keys = LocalMasterKey.fromText(this.text);
  }

  async newestVersion(): Promise<string> {
    return (await this.current()).newestVersion();
  }

  async wrap(key: Buffer, purpose: string): Promise<WrappedKey> {
    return (await this.current()).wrap(key, purpose);
  }

  async unwrap(wrapped: WrappedKey, purpose: string): Promise<Buffer> {
    return (await this.current()).unwrap(wrapped, purpose);
  }

  /** While the file is being replaced the keys that were read last go on. */
  private async current(): Promise<LocalMasterKey> {
    const text = await readFile(this.path, 'utf8').then(
      (content) => content.trim(),
      () => this.text,
    );
    if (text !== this.text && masterKeyForm.test(text)) [this.text, this.keys] = [text, LocalMasterKey.fromText(text)];
    return this.keys;
  }
}
