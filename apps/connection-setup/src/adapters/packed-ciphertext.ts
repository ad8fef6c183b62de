import { Encrypted } from '@tandem/platform/sealing/authenticated-encryption';

const ivLength = 12;

/** Iv and ciphertext as one base64 text. */
export const packed = ({ iv, ciphertext }: Encrypted): string => Buffer.concat([iv, ciphertext]).toString('base64');

/** What `packed` put together. */
export function unpacked(text: string): Encrypted {
  const bytes = Buffer.from(text, 'base64');
  return { iv: bytes.subarray(0, ivLength), ciphertext: bytes.subarray(ivLength) };
}
