import { publicKey } from '@tandem/contracts/connection-access';
import { Sealed } from '@tandem/contracts/sealed';
import { Failure } from '@tandem/domain/failure';
import { Bus } from '@tandem/platform/messaging/bus';
import { seal } from '@tandem/platform/sealing/seal';

/** Seals bodies that hold secrets to connection-setup's public key before they meet the bus. */
export class SealedBodies {
  private key?: string;

  constructor(private readonly bus: Bus) {}

  /**
   * Sends a sealed body; where the key has been changed meanwhile, seals it once more to the new one.
   * @param send gets the sealed body
   */
  async deliver<Body, Answer>(body: Body, send: (sealed: Sealed<Body>) => Promise<Answer>): Promise<Answer> {
    try {
      return await send(seal(await this.recipient(), body));
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'sealed.unreadable') throw thrown;
      this.key = undefined;
      return send(seal(await this.recipient(), body));
    }
  }

  private async recipient(): Promise<string> {
    this.key ??= (await this.bus.ask(publicKey, {})).publicKey;
    return this.key;
  }
}
