import { Sealed } from '@tandem/contracts/sealed';
import { open, seal } from './seal';
import { SealingKeyPair } from './sealing-key-pair';

const secret = { clientSecret: 'correct horse battery staple' };

describe('a sealed value', () => {
  const pair = SealingKeyPair.generate();

  it('is read by the holder of the private key', () => {
    expect(open(pair, seal(pair.publicKey, secret))).toEqual(secret);
  });

  it('is read after the key pair has been stored and loaded again', () => {
    const loaded = SealingKeyPair.fromPrivateBytes(pair.privateBytes);
    expect(open(loaded, seal(pair.publicKey, secret))).toEqual(secret);
  });

  it('shows nothing of what is inside', () => {
    const wire = JSON.stringify(seal(pair.publicKey, secret));
    expect(wire).not.toContain('horse');
    expect(wire).not.toContain(Buffer.from('battery').toString('base64').slice(0, 8));
  });

  it('looks different every time', () => {
    expect(seal(pair.publicKey, secret).ciphertext).not.toBe(seal(pair.publicKey, secret).ciphertext);
  });

  it('cannot be read by anybody else', () => {
    expect(() => open(SealingKeyPair.generate(), seal(pair.publicKey, secret))).toThrow(
      expect.objectContaining({ code: 'sealed.unreadable' }),
    );
  });

  it.each<[string, (sealed: Sealed<unknown>) => Partial<Sealed<unknown>>]>([
    ['its ciphertext', (sealed) => ({ ciphertext: flipped(sealed.ciphertext) })],
    ['its iv', (sealed) => ({ iv: flipped(sealed.iv) })],
    ['its sender', () => ({ sender: SealingKeyPair.generate().publicKey })],
    ['its sender by a point of small order', () => ({ sender: Buffer.alloc(32).toString('base64') })],
    ['its ciphertext by nothing', () => ({ ciphertext: '' })],
  ])('is refused after somebody has replaced %s', (_what, change) => {
    const sealed = seal(pair.publicKey, secret);
    expect(() => open(pair, { ...sealed, ...change(sealed) })).toThrow(expect.objectContaining({ code: 'sealed.unreadable' }));
  });

  it('is not made for something that is no public key', () => {
    expect(() => seal('AAAA', secret)).toThrow(expect.objectContaining({ code: 'sealed.badKey' }));
  });
});

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  return bytes.toString('base64');
}
