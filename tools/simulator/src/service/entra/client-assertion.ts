import { createPublicKey, verify, constants } from 'node:crypto';
import type { AppRegistration } from './app-registrations';

interface AssertionClaims {
  iss?: string;
  sub?: string;
  aud?: string;
  exp?: number;
}

/** Whether a client assertion (RFC 7523) is signed by one of the application's certificates, is its own and has not expired. `now` in ms. */
export function assertionHolds(assertion: string, registration: AppRegistration, tokenPath: string, now: number): boolean {
  const [header, claims, signature] = assertion.split('.');
  if (header === undefined || claims === undefined || signature === undefined) return false;
  const { alg } = decoded(header) as { alg?: string };
  const { iss, sub, aud, exp } = decoded(claims) as AssertionClaims;
  if (iss !== registration.clientId || sub !== registration.clientId || !(Number(exp) * 1000 > now)) return false;
  if (aud === undefined || !aud.endsWith(tokenPath)) return false;
  const signed = Buffer.from(`${header}.${claims}`);
  return (registration.certificates ?? []).some((pem) => signatureHolds(alg, signed, pem, Buffer.from(signature, 'base64url')));
}

function signatureHolds(algorithm: string | undefined, signed: Buffer, pem: string, signature: Buffer): boolean {
  const key = createPublicKey(pem);
  if (algorithm === 'RS256') return verify('sha256', signed, key, signature);
  if (algorithm !== 'PS256') return false;
  return verify(
    'sha256',
    signed,
    { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    signature,
  );
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) ?? {};
  } catch {
    return {};
  }
}
