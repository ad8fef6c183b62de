/** The signed word of an app registration that it is itself (RFC 7523), which takes the place of a secret at the token endpoint. */
import { randomUUID } from 'node:crypto';
import { ClientCertificate } from './client-certificate';

/** What the token request names this kind of proof. */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Long enough for clocks that differ a little, and for one request. */
const lifeSeconds = 5 * 60;

export interface AssertionClaims {
  readonly clientId: string;
  /** Address of the token endpoint that it is for. */
  readonly audience: string;
  readonly now: Date;
}

/** A new assertion; each is used once. */
export function clientAssertion(certificate: ClientCertificate, { clientId, audience, now }: AssertionClaims): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.thumbprint };
  const claims = { aud: audience, iss: clientId, sub: clientId, jti: randomUUID(), nbf: seconds, exp: seconds + lifeSeconds };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${certificate.sign(signed).toString('base64url')}`;
}
