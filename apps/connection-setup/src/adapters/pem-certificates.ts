import { ClientCertificate } from '@tandem/connectors/access/client-certificate';
import { Certificates } from '../domain/certificates';

/** Certificates as PEM. */
export class PemCertificates extends Certificates {
  expiryOf(pem: string): Date {
    return ClientCertificate.fromPem(pem).expiresAt;
  }
}
