/** The key pair of somebody who receives sealed values. */
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, KeyObject } from 'node:crypto';
import { keyLength } from './authenticated-encryption';

const purpose = 'tandem sealed v1';

/** An X25519 key pair; public keys are written as raw 32 bytes in base64. */
export class SealingKeyPair {
  private constructor(
    private readonly secret: KeyObject,
    readonly publicKey: string,
  ) {}

  static generate(): SealingKeyPair {
    return SealingKeyPair.of(generateKeyPairSync('x25519').privateKey);
  }

  /** Reads what `privateBytes` gave. */
  static fromPrivateBytes(bytes: Buffer): SealingKeyPair {
    return SealingKeyPair.of(createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' }));
  }

  /** The private key as PKCS#8, to be stored encrypted. */
  get privateBytes(): Buffer {
    return this.secret.export({ format: 'der', type: 'pkcs8' });
  }

  /**
   * The key that this pair and another public key have in common, for one sealed value.
   * @throws Error where the other key is no X25519 key
   */
  keyWith(otherPublicKey: string, parties: { sender: string; recipient: string }): Buffer {
    const agreed = diffieHellman({ privateKey: this.secret, publicKey: readPublicKey(otherPublicKey) });
    const salt = Buffer.concat([Buffer.from(parties.sender, 'base64'), Buffer.from(parties.recipient, 'base64')]);
    return Buffer.from(hkdfSync('sha256', agreed, salt, purpose, keyLength));
  }

  private static of(secret: KeyObject): SealingKeyPair {
    const { x } = createPublicKey(secret).export({ format: 'jwk' });
    return new SealingKeyPair(secret, Buffer.from(x ?? '', 'base64url').toString('base64'));
  }
}

function readPublicKey(text: string): KeyObject {
  const x = Buffer.from(text, 'base64').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
}
