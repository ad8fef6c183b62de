/** A certificate with its private key, as an app registration signs in with instead of a secret. */
import { constants, createHash, createPrivateKey, KeyObject, sign, X509Certificate } from 'node:crypto';
import { Failure } from '@tandem/domain/failure';

const invalid = (why: string): Failure =>
  new Failure('rejected', 'setup.certificateInvalid', `The certificate can't be used: ${why}.`, {
    help: 'Enter the certificate and its private RSA key without a password, both as PEM, one after the other.',
  });

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

export class ClientCertificate {
  private constructor(
    private readonly certificate: X509Certificate,
    private readonly key: KeyObject,
  ) {}

  /**
   * Reads a PEM text with a certificate and its private key, in any order; of several certificates the first counts.
   * @throws Failure `rejected` `setup.certificateInvalid`; it never repeats what was entered
   */
  static fromPem(pem: string): ClientCertificate {
    const certificate = readOr(() => new X509Certificate(certificateBlock.exec(pem)?.[0] ?? ''), 'it is not a certificate in PEM');
    const key = readOr(() => createPrivateKey(pem), 'its private key is missing or has a password');
    if (key.asymmetricKeyType !== 'rsa') throw invalid('its key is not an RSA key');
    if (!certificate.checkPrivateKey(key)) throw invalid('the private key belongs to another certificate');
    return new ClientCertificate(certificate, key);
  }

  /** The last moment at which it is accepted. */
  get expiresAt(): Date {
    return new Date(this.certificate.validTo);
  }

  /** SHA-256 of the certificate in base64url: `x5t#S256` of an assertion, by which Microsoft Entra ID finds the certificate. */
  get thumbprint(): string {
    return createHash('sha256').update(this.certificate.raw).digest('base64url');
  }

  /** RSASSA-PSS with SHA-256 (`PS256`). */
  sign(text: string): Buffer {
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    return sign('sha256', Buffer.from(text), { key: this.key, ...padding });
  }
}

function readOr<T>(read: () => T, why: string): T {
  try {
    return read();
  } catch {
    throw invalid(why);
  }
}
