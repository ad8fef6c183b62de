import { constants, createPublicKey, verify } from 'node:crypto';
import { selfSignedCertificate } from '../testing/self-signed-certificate';
import { clientAssertion } from './client-assertion';
import { ClientCertificate } from './client-certificate';

const expiresAt = new Date('2030-05-01T10:00:00Z');
const entered = selfSignedCertificate(expiresAt);
const refused = expect.objectContaining({ kind: 'rejected', code: 'setup.certificateInvalid' });

describe('a client certificate', () => {
  it('knows when it ends, whatever the order of its parts', () => {
    expect(ClientCertificate.fromPem(entered.pem).expiresAt).toEqual(expiresAt);
    expect(ClientCertificate.fromPem(entered.privateKey + entered.certificate).expiresAt).toEqual(expiresAt);
  });

  it.each([
    ['text', 'not a certificate'],
    ['a certificate without its key', entered.certificate],
    ['a key without its certificate', entered.privateKey],
    ['a key of another certificate', entered.certificate + selfSignedCertificate(expiresAt).privateKey],
  ])('is not %s', (_what, pem) => expect(() => ClientCertificate.fromPem(pem)).toThrow(refused));

  it('signs an assertion for one endpoint, for five minutes', () => {
    const now = new Date('2026-05-01T10:00:00Z');
    const audience = 'https://login.microsoftonline.com/contoso/oauth2/v2.0/token';
    const certificate = ClientCertificate.fromPem(entered.pem);
    const parts = clientAssertion(certificate, { clientId: 'app', audience, now }).split('.');
    const [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object);
    expect(header).toEqual({ alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.thumbprint });
    expect(claims).toMatchObject({ aud: audience, iss: 'app', sub: 'app', exp: now.getTime() / 1000 + 300 });
    const key = { key: createPublicKey(entered.certificate), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(verify('sha256', Buffer.from(parts.slice(0, 2).join('.')), key, Buffer.from(parts[2] ?? '', 'base64url'))).toBe(true);
  });
});
