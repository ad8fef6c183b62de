/** Seals values to a public key and opens them again; the wire form is `Sealed` of the contracts. */
import { Sealed } from '@tandem/contracts/sealed';
import { Failure } from '@tandem/domain/failure';
import { decrypt, encrypt } from './authenticated-encryption';
import { SealingKeyPair } from './sealing-key-pair';

/**
 * Seals a value (as JSON) so that only the holder of the recipient's private key can read it.
 * @throws Failure `rejected` `sealed.badKey` where the recipient is no X25519 public key
 */
export function seal<T>(recipient: string, value: T): Sealed<T> {
  const pair = SealingKeyPair.generate();
  const parties = { sender: pair.publicKey, recipient };
  const plaintext = Buffer.from(JSON.stringify(value));
  const { iv, ciphertext } = wiped(plaintext, () => encrypt(sharedKey(pair, recipient, parties), plaintext, associated(parties)));
  return Object.assign(new Sealed<T>(), { ...parties, iv: iv.toString('base64'), ciphertext: ciphertext.toString('base64') });
}

/**
 * Reads a sealed value; the caller validates what was inside.
 * @throws Failure `rejected` `sealed.unreadable` where it was sealed to another key or changed on the way
 */
export function open<T>(pair: SealingKeyPair, sealed: Sealed<T>): T {
  const parties = { sender: sealed.sender, recipient: pair.publicKey };
  try {
    const key = pair.keyWith(sealed.sender, parties);
    const encrypted = { iv: Buffer.from(sealed.iv, 'base64'), ciphertext: Buffer.from(sealed.ciphertext, 'base64') };
    const plaintext = decrypt(key, encrypted, associated(parties));
    return wiped(plaintext, () => JSON.parse(plaintext.toString('utf8')) as T);
  } catch {
    throw unreadable();
  }
}

/** Bytes that hold something secret are overwritten after their use: unlike strings they lie in memory that others are given next, as it is. */
function wiped<T>(bytes: Buffer, use: () => T): T {
  try {
    return use();
  } finally {
    bytes.fill(0);
  }
}

type Parties = { sender: string; recipient: string };

const associated = ({ sender, recipient }: Parties): string => `${sender}.${recipient}`;

function sharedKey(pair: SealingKeyPair, recipient: string, parties: Parties): Buffer {
  try {
    return pair.keyWith(recipient, parties);
  } catch {
    throw new Failure('rejected', 'sealed.badKey', 'The public key to seal to is no X25519 key.', {
      help: 'Send the raw 32 bytes in base64.',
    });
  }
}

/** The cause stays out: an error of the crypto library says nothing to people and might say too much. */
const unreadable = (): Failure =>
  new Failure('rejected', 'sealed.unreadable', 'A sealed value could not be opened: it was sealed to another key or changed on the way.', {
    help: 'Ask for the public key again and seal anew.',
  });
