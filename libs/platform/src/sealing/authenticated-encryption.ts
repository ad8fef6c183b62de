/** AES-256-GCM: what is encrypted can be read, and relied on, only with the key and the same associated text. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

/** Bytes of a key. */
export const keyLength = 32;

export interface Encrypted {
  /** Never used twice with one key. 12 bytes. */
  readonly iv: Buffer;
  /** As long as the plaintext, then the tag of 16 bytes. */
  readonly ciphertext: Buffer;
}

/** Encrypts bytes; `associated` is not hidden but must be the same at the decryption. */
export function encrypt(key: Buffer, plaintext: Buffer, associated: string): Encrypted {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(associated));
  return { iv, ciphertext: Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]) };
}

/**
 * Reads what `encrypt` made.
 * @throws Error when key, associated text or bytes are not those of the encryption
 */
export function decrypt(key: Buffer, { iv, ciphertext }: Encrypted, associated: string): Buffer {
  const end = Math.max(ciphertext.length - tagLength, 0);
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagLength }).setAAD(Buffer.from(associated));
  decipher.setAuthTag(ciphertext.subarray(end));
  return Buffer.concat([decipher.update(ciphertext.subarray(0, end)), decipher.final()]);
}
